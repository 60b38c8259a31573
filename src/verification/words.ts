import type { CheckName, CheckResult, findings, Status } from './verification.ts'

export type Language = 'lv' | 'en'
type Bilingual = Record<Language, string>

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

export const checkNames: Record<CheckName, Bilingual> = {
  format: { lv: 'Formāts', en: 'Format' },
  schema: { lv: 'Uzbūve', en: 'Structure' },
  signature: { lv: 'Paraksts', en: 'Signature' },
  issuer: { lv: 'Izsniedzējs', en: 'Issuer' },
  status: { lv: 'Statuss', en: 'Status' },
  dates: { lv: 'Termiņi', en: 'Dates' },
  registered: { lv: 'Reģistrs', en: 'Register' },
  bytes: { lv: 'Datne', en: 'File' },
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
    rewritten: {
      lv: 'Datne ir saglabāta no jauna, bet tās saturs nav mainīts.',
      en: 'The file was saved anew, but what it says is unchanged.',
    },
    different: { lv: 'Datne nav tāda, kādu to izsniedzām.', en: 'The file is not as it was issued.' },
    'no-document': { lv: 'Nebija datnes, ko salīdzināt.', en: 'There was no file to compare.' },
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

export const pageWords = {
  lv: {
    title: 'Apliecinājuma pārbaude',
    number: 'Numurs',
    learner: 'Izglītības guvējs',
    initials: '(iniciāļi)',
    issuer: 'Izsniedzējs',
    sending: 'Nosūtītājorganizācija',
    hosting: 'Uzņēmējorganizācija',
    period: 'Mobilitātes laiks',
    issued: 'Izsniegts',
    expires: 'Derīgs līdz',
    revoked: 'Anulēts',
    reason: 'Anulēšanas iemesls',
    project: 'Projekta kods',
    programme: 'Programma',
    objective: 'Mērķis',
    workload: 'Mācību apjoms',
    participation: 'Dalības veids',
    eqf: 'EKI līmenis',
    baseline: 'Līmenis pirms mobilitātes',
    methods: 'Metodes',
    assessed: 'Novērtēts',
    asRegistered: 'Zemāk redzams tas, kas ierakstīts reģistrā, nevis tas, kas rakstīts šajā dokumentā.',
    framework: 'Ietvarstruktūra',
    details: 'Ziņas par apliecinājumu',
    outcomes: 'Mācīšanās rezultāti',
    competence: 'Kompetence',
    level: 'Sasniegtais līmenis',
    target: 'Mērķa līmenis',
    result: 'Rezultāts',
    outOf: 'no',
    additional: 'papildus apgūta kompetence',
    checks: 'Kas tika pārbaudīts',
    checked: 'Pārbaudīts',
    limited: 'Par šo apliecinājumu rāda tikai to, vai tas ir derīgs.',
    withheld: 'Redzams tas, ko izglītības guvējs ir izvēlējies rādīt.',
    again: 'Pārbaudīt citu apliecinājumu',
    confirmTitle: 'Vai apliecinājums pieder šai personai?',
    confirmIntro:
      'Ierakstiet personas dzimšanas datumu vai e-pasta adresi. Mēs pateiksim tikai, vai tie atbilst.',
    birthDate: 'Dzimšanas datums',
    email: 'E-pasta adrese',
    confirm: 'Salīdzināt',
    formIntro:
      'Uzziniet, vai apliecinājumu tiešām izsniedza norādītā skola un vai tas joprojām ir spēkā. Pārbaude ir bez maksas, un konts nav vajadzīgs.',
    code: 'Pārbaudes kods',
    codeHint: '26 zīmes, uzdrukātas zem kvadrātkoda. Atstarpes un lielie burti nav svarīgi.',
    or: 'vai',
    file: 'Apliecinājuma datne',
    fileHint: 'Izvēlieties vai ievelciet šeit PDF, JSON vai JWT datni, ne lielāku par 10 MiB.',
    personOptional: 'Pārbaudīt arī, vai tas pieder kādai personai (nav obligāti)',
    check: 'Pārbaudīt',
    kept: 'Datni un ierakstītos datus izmanto tikai šai pārbaudei un nesaglabā.',
    fault: 'Lūdzu, izlabojiet',
    faultNothing: 'Ierakstiet pārbaudes kodu vai izvēlieties datni.',
    faultBoth: 'Norādiet vai nu kodu, vai datni, bet ne abus.',
    faultBirthDate: 'Dzimšanas datumu rakstiet šādi: 2006-05-14.',
    faultEmail: 'Šī nav e-pasta adrese.',
    other: 'English',
  },
  en: {
    title: 'Certificate check',
    number: 'Number',
    learner: 'Learner',
    initials: '(initials)',
    issuer: 'Issued by',
    sending: 'Sending organisation',
    hosting: 'Hosting organisation',
    period: 'Period of the mobility',
    issued: 'Issued on',
    expires: 'Valid until',
    revoked: 'Revoked on',
    reason: 'Reason for revocation',
    project: 'Project code',
    programme: 'Programme',
    objective: 'Objective',
    workload: 'Workload',
    participation: 'Form of participation',
    eqf: 'EQF level',
    baseline: 'Level before the mobility',
    methods: 'Methods',
    assessed: 'Assessed on',
    asRegistered: 'What follows is what the register says, not what this document says.',
    framework: 'Framework',
    details: 'About the certificate',
    outcomes: 'Learning outcomes',
    competence: 'Competence',
    level: 'Level reached',
    target: 'Target level',
    result: 'Result',
    outOf: 'of',
    additional: 'additional competence',
    checks: 'What was checked',
    checked: 'Checked at',
    limited: 'Of this certificate only whether it is valid is shown.',
    withheld: 'You see what the learner has chosen to show.',
    again: 'Check another certificate',
    confirmTitle: 'Does the certificate belong to this person?',
    confirmIntro: 'Type the person’s date of birth or e-mail address. We only say whether they match.',
    birthDate: 'Date of birth',
    email: 'E-mail address',
    confirm: 'Compare',
    formIntro:
      'Find out whether a certificate was really issued by the school it names, and whether it is still in force. The check is free and needs no account.',
    code: 'Verification code',
    codeHint: '26 characters, printed under the QR code. Spaces and capital letters do not matter.',
    or: 'or',
    file: 'File of the certificate',
    fileHint: 'Choose a PDF, JSON or JWT file of up to 10 MiB, or drop it here.',
    personOptional: 'Also check whether it belongs to a person (optional)',
    check: 'Check',
    kept: 'The file and what you type are used for this check only and are not kept.',
    fault: 'Please correct',
    faultNothing: 'Type a verification code or choose a file.',
    faultBoth: 'Give a code or a file, not both.',
    faultBirthDate: 'Write the date of birth like this: 2006-05-14.',
    faultEmail: 'This is not an e-mail address.',
    other: 'Latviski',
  },
} as const
