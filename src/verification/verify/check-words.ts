import type { CheckName, CheckResult, findings } from './verification.ts'
import type { Bilingual } from './words.ts'

export const checkNames: Record<CheckName, Bilingual> = {
  format: { lv: 'Formāts', en: 'Format' },
  schema: { lv: 'Uzbūve', en: 'Structure' },
  signature: { lv: 'Paraksts', en: 'Signature' },
  issuer: { lv: 'Izsniedzējs', en: 'Issuer' },
  status: { lv: 'Statuss', en: 'Status' },
  dates: { lv: 'Termiņi', en: 'Dates' },
  registered: { lv: 'Reģistrs', en: 'Register' },
  bytes: { lv: 'Datne', en: 'File' },
  seal: { lv: 'Zīmogs', en: 'Seal' },
  person: { lv: 'Persona', en: 'Person' },
}

export const checkResults: Record<CheckResult, Bilingual> = {
  pass: { lv: 'Atbilst', en: 'Passed' },
  warning: { lv: 'Brīdinājums', en: 'Warning' },
  fail: { lv: 'Neatbilst', en: 'Failed' },
  'not-checked': { lv: 'Nav pārbaudīts', en: 'Not checked' },
}

/** One plain sentence for everything that a check can find. */
export const checkSentences: {
  [Check in CheckName]: Record<keyof (typeof findings)[Check] & string, Bilingual>
} = {
  format: {
    readable: {
      lv: 'Dokuments ir nolasāms kā apliecinājums.',
      en: 'The document can be read as a certificate.',
    },
    unreadable: {
      lv: 'Dokumentā nav apliecinājuma, ko varētu nolasīt.',
      en: 'There is no certificate in the document that can be read.',
    },
    'no-document': {
      lv: 'Dokuments netika iesniegts, tikai kods vai saite.',
      en: 'No document was given, only a code or a link.',
    },
  },
  schema: {
    fits: {
      lv: 'Dokumentā ir viss, kas ir mūsu izsniegtajos apliecinājumos.',
      en: 'The document has everything that certificates issued here have.',
    },
    'does-not-fit': {
      lv: 'Dokuments nav veidots tā, kā mēs veidojam apliecinājumus.',
      en: 'The document is not built the way certificates issued here are.',
    },
    'not-checked': {
      lv: 'Nebija dokumenta, kura uzbūvi pārbaudīt.',
      en: 'There was no document whose structure could be checked.',
    },
  },
  signature: {
    holds: { lv: 'Elektroniskais paraksts atbilst saturam.', en: 'The digital signature fits the content.' },
    broken: {
      lv: 'Elektroniskais paraksts neatbilst saturam: saturs vai paraksts ir mainīts.',
      en: 'The digital signature does not fit the content: one of them was changed.',
    },
    unsigned: {
      lv: 'Šāda veida datne nav parakstīta; tās saturs salīdzināts ar reģistru.',
      en: 'This kind of file carries no signature; its content was compared with the register.',
    },
    'not-checked': {
      lv: 'Nebija paraksta, ko varētu pārbaudīt.',
      en: 'There was no signature that could be checked.',
    },
  },
  issuer: {
    'own-key': {
      lv: 'Izmantota šī dienesta publicētā atslēga.',
      en: 'The key used is one that this service has published.',
    },
    registered: {
      lv: 'Izsniedzēja organizācija ir reģistrēta šajā dienestā.',
      en: 'The issuing organisation is registered with this service.',
    },
    'foreign-key': {
      lv: 'Izmantotā atslēga nav šī dienesta atslēga.',
      en: 'The key used is not one of this service.',
    },
    'compromised-key': {
      lv: 'Izmantotā atslēga ir nonākusi svešās rokās; tai vairs neuzticamies.',
      en: 'The key used has fallen into the wrong hands; it is not trusted any more.',
    },
    'not-checked': { lv: 'Izsniedzēju nevarēja pārbaudīt.', en: 'The issuer could not be checked.' },
  },
  status: {
    'in-force': { lv: 'Apliecinājums nav anulēts.', en: 'The certificate is not revoked.' },
    'under-appeal': {
      lv: 'Apliecinājums nav anulēts, bet par to ir iesniegta apelācija vai sūdzība, kas vēl nav izskatīta.',
      en: 'The certificate is not revoked, but an appeal or complaint about it is open.',
    },
    revoked: { lv: 'Apliecinājums ir anulēts.', en: 'The certificate is revoked.' },
    'not-checked': { lv: 'Statusu nevarēja pārbaudīt.', en: 'The status could not be checked.' },
  },
  dates: {
    current: {
      lv: 'Apliecinājums ir stājies spēkā, un tā termiņš nav beidzies.',
      en: 'The certificate is in force and has not run out.',
    },
    unlimited: {
      lv: 'Apliecinājums ir stājies spēkā, un tam nav beigu termiņa.',
      en: 'The certificate is in force and does not run out.',
    },
    expired: {
      lv: 'Apliecinājuma derīguma termiņš ir beidzies.',
      en: 'The period of validity of the certificate is over.',
    },
    future: {
      lv: 'Apliecinājuma izsniegšanas diena vēl nav pienākusi.',
      en: 'The day of issue has not come yet.',
    },
    'not-checked': { lv: 'Termiņus nevarēja pārbaudīt.', en: 'The dates could not be checked.' },
  },
  registered: {
    found: { lv: 'Apliecinājums ir atrasts reģistrā.', en: 'The certificate is in the register.' },
    same: {
      lv: 'Saturs ir tāds pats kā reģistrā.',
      en: 'The content is the same as in the register.',
    },
    different: {
      lv: 'Saturs atšķiras no reģistrētā.',
      en: 'The content differs from what is registered.',
    },
    absent: {
      lv: 'Reģistrā šāda apliecinājuma nav.',
      en: 'There is no such certificate in the register.',
    },
    'not-checked': {
      lv: 'Reģistrā nebija, ko meklēt.',
      en: 'There was nothing to look for in the register.',
    },
  },
  bytes: {
    same: {
      lv: 'Datne līdz pēdējam baitam ir tā, kuru izsniedzām.',
      en: 'The file is the one that was issued, to the last byte.',
    },
    sealed: {
      lv: 'Datne līdz pēdējam baitam ir tā, kuru izsniedzām: apzīmogotais eksemplārs.',
      en: 'The file is the one that was issued, to the last byte: the sealed copy.',
    },
    'before-seal': {
      lv: 'Datne līdz pēdējam baitam ir tā, kuru izsniedzām: eksemplārs, kāds tas bija pirms apzīmogošanas.',
      en: 'The file is the one that was issued, to the last byte: the copy from before it was sealed.',
    },
    rewritten: {
      lv: 'Datne ir saglabāta no jauna, bet tās saturs nav mainīts.',
      en: 'The file was saved anew, but what it says is unchanged.',
    },
    different: { lv: 'Datne nav tāda, kādu to izsniedzām.', en: 'The file is not as it was issued.' },
    'no-document': { lv: 'Nebija datnes, ko salīdzināt.', en: 'There was no file to compare.' },
  },
  seal: {
    holds: {
      lv: 'Organizācijas elektroniskais zīmogs atbilst datnei.',
      en: 'The electronic seal of the organisation fits the file.',
    },
    broken: {
      lv: 'Elektroniskais zīmogs neatbilst datnei: datne vai zīmogs ir mainīts.',
      en: 'The electronic seal does not fit the file: one of them was changed.',
    },
    'before-seal': {
      lv: 'Šajā eksemplārā zīmoga vēl nav; ir arī apzīmogots eksemplārs.',
      en: 'This copy does not carry the seal yet; there is a sealed copy too.',
    },
    pending: {
      lv: 'Elektroniskais zīmogs vēl nav pievienots; līdz tam apliecinājums nav apzīmogots.',
      en: 'The electronic seal has not been added yet; until then the certificate is not sealed.',
    },
    none: {
      lv: 'Šim apliecinājumam nav elektroniskā zīmoga.',
      en: 'This certificate has no electronic seal.',
    },
    'not-checked': {
      lv: 'Nebija apzīmogotas datnes, kuras zīmogu pārbaudīt.',
      en: 'There was no sealed file whose seal could be checked.',
    },
  },
  person: {
    matches: {
      lv: 'Norādītie dati atbilst apliecinājuma saņēmējam.',
      en: 'The details given are those of the holder of the certificate.',
    },
    differs: {
      lv: 'Norādītie dati neatbilst apliecinājuma saņēmējam.',
      en: 'The details given are not those of the holder of the certificate.',
    },
    'not-known': {
      lv: 'Apliecinājuma saņēmēja e-pasta adrese nav zināma; norādiet dzimšanas datumu.',
      en: 'No e-mail address of the holder is known; give the date of birth instead.',
    },
    'not-checked': {
      lv: 'Nebija apliecinājuma, ar kuru salīdzināt norādītos datus.',
      en: 'There was no certificate with which to compare the details given.',
    },
  },
}
