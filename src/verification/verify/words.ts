import type { Status } from './verification.ts'

export type Language = 'lv' | 'en'
export type Bilingual = Record<Language, string>

export const statusWords: Record<Status, Bilingual> = {
  valid: { lv: 'Derīgs', en: 'Valid' },
  expired: { lv: 'Beidzies derīguma termiņš', en: 'Expired' },
  'not-yet-valid': { lv: 'Vēl nav spēkā', en: 'Not yet in force' },
  revoked: { lv: 'Anulēts', en: 'Revoked' },
  altered: { lv: 'Mainīts', en: 'Altered' },
  unknown: { lv: 'Nav atrasts', en: 'Unknown' },
}

export const statusSentences: Record<Status, Bilingual> = {
  valid: {
    lv: 'Šo apliecinājumu izsniedza norādītā organizācija, un tas ir spēkā.',
    en: 'This certificate was issued by the organisation named and is in force.',
  },
  expired: {
    lv: 'Šo apliecinājumu izsniedza norādītā organizācija, bet tā derīguma termiņš ir beidzies.',
    en: 'This certificate was issued by the organisation named, but its period of validity is over.',
  },
  'not-yet-valid': {
    lv: 'Šis apliecinājums ir izsniegts, bet vēl nav stājies spēkā.',
    en: 'This certificate was issued but is not in force yet.',
  },
  revoked: {
    lv: 'Šis apliecinājums tika izsniegts, bet vēlāk anulēts. Uz to vairs nedrīkst paļauties.',
    en: 'This certificate was issued but later revoked. It must not be relied on any more.',
  },
  altered: {
    lv: 'Šis dokuments nav tāds, kādu to izsniedzām. Uz to nedrīkst paļauties.',
    en: 'This document is not as it was issued. It must not be relied on.',
  },
  unknown: {
    lv: 'Šādu apliecinājumu mēs neesam izsnieguši. Pārbaudiet, vai kods ievadīts pareizi un vai izvēlēta īstā datne.',
    en: 'We have not issued such a certificate. Check that the code was typed correctly and the right file chosen.',
  },
}

export const reasonWords: Record<string, Bilingual> = {
  'wrong-data': { lv: 'kļūdaini dati', en: 'wrong data' },
  'issued-by-mistake': { lv: 'izsniegts kļūdas dēļ', en: 'issued by mistake' },
  fraud: { lv: 'krāpšana', en: 'fraud' },
  superseded: { lv: 'aizstāts ar jaunu apliecinājumu', en: 'superseded by a new certificate' },
  'holder-request': { lv: 'pēc saņēmēja lūguma', en: 'at the request of its holder' },
}

export const resultWords = {
  reached: { lv: 'sasniegts', en: 'reached' },
  partly: { lv: 'daļēji sasniegts', en: 'partly reached' },
  'not-reached': { lv: 'nav sasniegts', en: 'not reached' },
  'not-assessed': { lv: 'nav vērtēts', en: 'not assessed' },
} as const
