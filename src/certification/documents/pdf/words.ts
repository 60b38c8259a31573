import type { Language } from '../../../platform/pdf/text.ts'
import { countryName } from '../../../platform/words/countries.ts'
import type { Bilingual, CertifiedOrganisation } from '../../certificates/snapshot.ts'

/** Every fixed word on the certificate. */
export const words = {
  document: { lv: 'Mobilitātes apliecinājums', en: 'Mobility certificate' },
  structure: { lv: 'Europass mobilitātes dokumenta struktūrā', en: 'In the structure of Europass Mobility' },
  number: { lv: 'Numurs', en: 'Number' },
  certifies: { lv: 'Ar šo apliecina, ka', en: 'This certifies that' },
  bornOn: { lv: 'Dzimšanas datums', en: 'Date of birth' },
  outcomesReached: { lv: 'Sasniegti rezultāti', en: 'Outcomes reached' },
  highestLevel: { lv: 'Augstākais līmenis', en: 'Highest level' },
  workload: { lv: 'Mācību apjoms', en: 'Workload' },
  verify: { lv: 'Pārbaudīt apliecinājumu', en: 'Verify this certificate' },
  verifyHow: {
    lv: 'Noskenējiet kodu vai atveriet adresi un ievadiet pārbaudes kodu.',
    en: 'Scan the code, or open the address and enter the verification code.',
  },
  issuedBy: { lv: 'Izsniedzējs', en: 'Issued by' },
  issuedOn: { lv: 'Izsniegšanas datums', en: 'Date of issue' },
  certificateNumber: { lv: 'Apliecinājuma numurs', en: 'Certificate number' },

  holder: { lv: 'Apliecinājuma saņēmējs', en: 'Holder' },
  familyName: { lv: 'Uzvārds', en: 'Surname' },
  givenName: { lv: 'Vārds', en: 'First name' },
  issuer: { lv: 'Apliecinājuma izsniedzējs', en: 'Issuing organisation' },
  organisation: { lv: 'Organizācija', en: 'Organisation' },
  place: { lv: 'Vieta', en: 'Place' },
  oid: { lv: 'Organizācijas identifikators (OID)', en: 'Organisation identifier (OID)' },
  contact: { lv: 'Kontaktpersona', en: 'Contact person' },
  europassNumber: { lv: 'Europass mobilitātes numurs', en: 'Europass Mobility number' },
  partners: { lv: 'Partnerorganizācijas', en: 'Partner organisations' },
  sending: { lv: 'Nosūtītājorganizācija', en: 'Sending organisation' },
  hosting: { lv: 'Uzņēmējorganizācija', en: 'Hosting organisation' },
  mobility: { lv: 'Mobilitātes apraksts', en: 'Description of the mobility' },
  objective: { lv: 'Mērķis', en: 'Objective' },
  programme: { lv: 'Programma', en: 'Programme' },
  startsOn: { lv: 'Sākums', en: 'From' },
  endsOn: { lv: 'Noslēgums', en: 'To' },
  projectCode: { lv: 'Projekta kods', en: 'Project code' },
  mobilityCode: { lv: 'Mobilitātes kods', en: 'Mobility code' },
  participation: { lv: 'Dalības veids', en: 'Form of participation' },
  skills: { lv: 'Mobilitātē apgūtās prasmes', en: 'Skills acquired during the mobility' },
  assessmentTypes: { lv: 'Vērtēšanas veids', en: 'Type of assessment' },
  qualityAssurance: { lv: 'Kvalitātes nodrošināšana', en: 'Quality assurance' },
  baseline: { lv: 'sākumā', en: 'baseline' },
  target: { lv: 'mērķis', en: 'target' },
  level: { lv: 'sasniegts', en: 'reached' },
  levelBefore: { lv: 'Līmenis pirms mobilitātes', en: 'Level before the mobility' },
  levelGained: { lv: 'Mobilitātē sasniegtais līmenis', en: 'Level reached in the mobility' },
  levelTarget: { lv: 'Mērķa līmenis', en: 'Target level' },
  additional: { lv: 'Papildus apgūta kompetence', en: 'Additional competence' },
  improved: { lv: 'Pilnveidots', en: 'Improved' },
  methods: { lv: 'Metodes', en: 'Methods' },
  classifications: { lv: 'Eiropas klasifikācijās', en: 'In European classifications' },
  evidence: { lv: 'Pierādījumi', en: 'Evidence' },
  assessed: { lv: 'Novērtēts', en: 'Assessed' },
  validated: { lv: 'Apstiprināts', en: 'Validated' },
  credits: { lv: 'Kredītpunkti pēc mācību vienošanās', en: 'Credits by the learning agreement' },
  record: { lv: 'Mācību apjoms un kredītpunkti', en: 'Workload and credits' },
  eqfLevel: {
    lv: 'Eiropas kvalifikāciju ietvarstruktūras (EKI) līmenis',
    en: 'European Qualifications Framework (EQF) level',
  },
  eqfNone: { lv: 'Nav piemērojams', en: 'Not applicable' },
  basis: { lv: 'Pamats un avoti', en: 'Basis and sources' },
  framework: { lv: 'Ietvarstruktūra', en: 'Framework' },
  frameworkHash: { lv: 'Ietvarstruktūras kontrolsumma (SHA-256)', en: 'Framework checksum (SHA-256)' },
  agreement: { lv: 'Mācību vienošanās', en: 'Learning agreement' },
  agreementHash: { lv: 'Vienošanās kontrolsumma (SHA-256)', en: 'Agreement checksum (SHA-256)' },
  attribution: { lv: 'Avots', en: 'Source' },
  attached: { lv: 'Šim dokumentam pievienotie faili', en: 'Files attached to this document' },
  wheel: { lv: 'Kompetenču aplis', en: 'Competence wheel' },
  nothingReached: { lv: 'neviens līmenis nav sasniegts', en: 'no level reached' },
  qr: { lv: 'Kvadrātkods ar adresi', en: 'QR code with the address' },
} as const satisfies Record<string, Bilingual>

export const results = {
  reached: { lv: 'Sasniegts', en: 'Reached' },
  partly: { lv: 'Daļēji sasniegts', en: 'Partly reached' },
  'not-reached': { lv: 'Nav sasniegts', en: 'Not reached' },
  'not-assessed': { lv: 'Nav vērtēts', en: 'Not assessed' },
} as const satisfies Record<string, Bilingual>

export const participations = {
  'on-site': { lv: 'Klātienē', en: 'On site' },
  online: { lv: 'Tiešsaistē', en: 'Online' },
  blended: { lv: 'Jauktā formā (klātienē un tiešsaistē)', en: 'Blended (on site and online)' },
} as const satisfies Record<string, Bilingual>

/** Methods, kinds of evidence and types of assessment that have a name of their own in both languages. */
const terms: Record<string, Bilingual> = {
  file: { lv: 'datne', en: 'file' },
  link: { lv: 'saite', en: 'link' },
  statement: { lv: 'trešās personas apliecinājums', en: 'statement of a third party' },
  'test-result': { lv: 'testa rezultāts', en: 'test result' },
  test: { lv: 'tests', en: 'test' },
  observation: { lv: 'novērojums', en: 'observation' },
  portfolio: { lv: 'portfolio', en: 'portfolio' },
  interview: { lv: 'intervija', en: 'interview' },
  presentation: { lv: 'prezentācija', en: 'presentation' },
  simulation: { lv: 'simulācija', en: 'simulation' },
  'practical-task': { lv: 'praktisks uzdevums', en: 'practical task' },
  'work-sample': { lv: 'darba paraugs', en: 'work sample' },
  project: { lv: 'projekts', en: 'project' },
  debate: { lv: 'diskusija', en: 'debate' },
  'self-assessment': { lv: 'pašnovērtējums', en: 'self-assessment' },
}

/** The name of a method or kind in a language; a text that is not a known term stays as it was written. */
export function termIn(language: Language, term: string): string {
  return terms[term]?.[language] ?? term
}

/** Where an organisation is: city and country. */
export function placeIn(language: Language, organisation: CertifiedOrganisation): string {
  return [organisation.city, countryName(organisation.country, language)].filter(Boolean).join(', ')
}

export const hours = (language: Language, count: number): string =>
  language === 'en'
    ? `${count} ${count === 1 ? 'hour' : 'hours'}`
    : `${count} ${one(count) ? 'stunda' : 'stundas'}`

/** Latvian counts 1, 21, 31, but not 11, in the singular. */
const one = (count: number): boolean => count % 10 === 1 && count % 100 !== 11

/** A number of hours as a figure; h is the sign of the unit in every language. */
export const hoursFigure = (count: number): string => `${count}\u00a0h`

/** Of how many, as the figure beside a number. */
export const outOf = { lv: 'no', en: 'of' } as const satisfies Bilingual

export const agreementVersion = (language: Language, version: number, signedOn: string): string =>
  language === 'lv'
    ? `${version}. redakcija (parakstīta ${signedOn})`
    : `Version ${version} (signed ${signedOn})`

export const pageOf = (language: Language, number: number, count: number): string =>
  language === 'lv' ? `${number}. lappuse no ${count}` : `Page ${number} of ${count}`

/** What the learner did, to be read on from the name. */
export function achievement(
  language: Language,
  facts: { host: string; place: string; period: string; framework: string },
): string {
  return language === 'lv'
    ? `${facts.period} piedalījās mobilitātē organizācijā „${facts.host}” (${facts.place}). Mācīšanās rezultāti ` +
        `novērtēti un apstiprināti pēc ietvarstruktūras „${facts.framework}”.`
    : `took part in a mobility at ${facts.host} (${facts.place}) ${facts.period}. The learning outcomes were ` +
        `assessed and validated against ${facts.framework}.`
}
