export type Language = 'lv' | 'en'

export const statusWords = {
  valid: { lv: 'Derīgs', en: 'Valid' },
  revoked: { lv: 'Anulēts', en: 'Revoked' },
  unknown: { lv: 'Nav atrasts', en: 'Unknown' },
  altered: { lv: 'Mainīts', en: 'Altered' },
} as const

export const statusSentences = {
  valid: {
    lv: 'Šo apliecinājumu izsniedza norādītā organizācija, un tas ir spēkā.',
    en: 'This certificate was issued by the organisation named and is in force.',
  },
  revoked: {
    lv: 'Šis apliecinājums tika izsniegts, bet vēlāk anulēts. Uz to vairs nedrīkst paļauties.',
    en: 'This certificate was issued but later revoked. It must not be relied on any more.',
  },
  unknown: {
    lv: 'Šādu apliecinājumu mēs neesam izsnieguši. Pārbaudiet, vai kods ievadīts pareizi.',
    en: 'We have not issued such a certificate. Check that the code was typed correctly.',
  },
  altered: {
    lv: 'Šis dokuments nav tāds, kādu to izsniedzām. Uz to nedrīkst paļauties.',
    en: 'This document is not as it was issued. It must not be relied on.',
  },
} as const

export const reasonWords: Record<string, { lv: string; en: string }> = {
  'wrong-data': { lv: 'kļūdaini dati', en: 'wrong data' },
  'issued-by-mistake': { lv: 'izsniegts kļūdas dēļ', en: 'issued by mistake' },
  fraud: { lv: 'krāpšana', en: 'fraud' },
  superseded: { lv: 'aizstāts ar jaunu apliecinājumu', en: 'superseded by a new certificate' },
  'holder-request': { lv: 'pēc turētāja lūguma', en: 'at the request of its holder' },
}

export const resultWords = {
  reached: { lv: 'sasniegts', en: 'reached' },
  partly: { lv: 'daļēji sasniegts', en: 'partly reached' },
  'not-reached': { lv: 'nav sasniegts', en: 'not reached' },
  'not-assessed': { lv: 'nav vērtēts', en: 'not assessed' },
} as const

export const pageWords = {
  lv: {
    title: 'Apliecinājuma pārbaude',
    number: 'Numurs',
    learner: 'Izglītības guvējs',
    issuer: 'Izsniedzējs',
    hosting: 'Uzņēmējorganizācija',
    period: 'Mobilitātes laiks',
    issued: 'Izsniegts',
    revoked: 'Anulēts',
    reason: 'Iemesls',
    framework: 'Ietvarstruktūra',
    outcomes: 'Mācīšanās rezultāti',
    competence: 'Kompetence',
    level: 'Līmenis',
    target: 'Mērķis',
    result: 'Rezultāts',
    additional: 'papildus apgūta',
    checked: 'Pārbaudīts',
    other: 'English',
  },
  en: {
    title: 'Certificate check',
    number: 'Number',
    learner: 'Learner',
    issuer: 'Issued by',
    hosting: 'Hosting organisation',
    period: 'Period of the mobility',
    issued: 'Issued on',
    revoked: 'Revoked on',
    reason: 'Reason',
    framework: 'Framework',
    outcomes: 'Learning outcomes',
    competence: 'Competence',
    level: 'Level',
    target: 'Target',
    result: 'Result',
    additional: 'additional',
    checked: 'Checked at',
    other: 'Latviski',
  },
} as const

type Sentences = Partial<Record<'pass' | 'fail' | 'warning' | 'not-checked', { lv: string; en: string }>>

/** One plain sentence for each check and how it came out. */
export const checkSentences: Record<
  'format' | 'signature' | 'issuer' | 'registered' | 'bytes' | 'status',
  Sentences
> = {
  format: {
    pass: {
      lv: 'Dokuments ir salasāms kā mūsu apliecinājums.',
      en: 'The document can be read as a certificate of ours.',
    },
    fail: {
      lv: 'Dokumentā nav apliecinājuma, ko varētu nolasīt.',
      en: 'There is no certificate in it that can be read.',
    },
  },
  signature: {
    pass: { lv: 'Paraksts atbilst saturam.', en: 'The signature fits the content.' },
    fail: {
      lv: 'Paraksts neatbilst saturam: tas ir mainīts.',
      en: 'The signature does not fit the content: it was changed.',
    },
    'not-checked': { lv: 'Parakstu nevarēja pārbaudīt.', en: 'The signature could not be checked.' },
  },
  issuer: {
    pass: { lv: 'Parakstīts ar šī dienesta atslēgu.', en: 'It was signed with a key of this service.' },
    fail: { lv: 'Atslēga nav šī dienesta atslēga.', en: 'The key is not one of this service.' },
    'not-checked': { lv: 'Izsniedzēju nevarēja pārbaudīt.', en: 'The issuer could not be checked.' },
  },
  registered: {
    pass: { lv: 'Saturs sakrīt ar reģistrēto.', en: 'The content is the same as registered.' },
    fail: { lv: 'Reģistrā šāda apliecinājuma nav.', en: 'There is no such certificate in the register.' },
    'not-checked': { lv: 'Reģistrā to nevarēja meklēt.', en: 'It could not be looked up in the register.' },
  },
  bytes: {
    pass: {
      lv: 'Datne sakrīt ar izsniegto līdz pēdējam baitam.',
      en: 'The file is the one that was issued, to the last byte.',
    },
    fail: { lv: 'Datne nav tāda, kādu to izsniedzām.', en: 'The file is not as it was issued.' },
    'not-checked': { lv: 'Datne netika iesniegta.', en: 'No file was given.' },
  },
  status: {
    pass: { lv: 'Apliecinājums nav anulēts.', en: 'The certificate is not revoked.' },
    fail: { lv: 'Apliecinājums ir anulēts.', en: 'The certificate is revoked.' },
    'not-checked': { lv: 'Statusu nevarēja pārbaudīt.', en: 'The status could not be checked.' },
  },
}
