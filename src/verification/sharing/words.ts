import type { Level } from './sharing.ts'

type Bilingual = { lv: string; en: string }

export const levelWords: Record<Level, { name: Bilingual; meaning: Bilingual }> = {
  validity: {
    name: { lv: 'Tikai derīgums', en: 'Validity only' },
    meaning: {
      lv: 'Numurs, izsniedzējs, izsniegšanas diena un tas, vai apliecinājums ir spēkā. Ne vārda, ne rezultātu.',
      en: 'The number, the issuer, the day of issue and whether the certificate is in force. No name and no results.',
    },
  },
  outcomes: {
    name: { lv: 'Mācīšanās rezultāti', en: 'Learning outcomes' },
    meaning: {
      lv: 'Arī organizācijas, mobilitātes laiks, kompetences un sasniegtie līmeņi. No vārda redzami tikai iniciāļi.',
      en: 'Also the organisations, the period, the competences and the levels reached. Of your name only the initials.',
    },
  },
  everything: {
    name: { lv: 'Viss', en: 'Everything' },
    meaning: {
      lv: 'Arī vārds un uzvārds, projekts, mācību apjoms un tas, ko protat katrā līmenī. Dzimšanas datumu nerāda nekad.',
      en: 'Also your full name, the project, the workload and what you can do at each level. Your date of birth is never shown.',
    },
  },
}

export const words = {
  lv: {
    title: 'Mans apliecinājums',
    number: 'Numurs',
    validUntil: 'Šī saite darbojas līdz',
    intro: 'Šeit jūs nosakāt, ko par jūsu apliecinājumu redz citi. Nevienam nedodiet šīs lapas adresi.',
    revoked: 'Šis apliecinājums ir anulēts. Ikviens, kas to pārbauda, to redz neatkarīgi no jūsu izvēles.',
    download: 'Lejupielādēt apliecinājumu (PDF)',
    levelTitle: 'Ko redz ikviens, kam ir pārbaudes kods',
    levelIntro: 'Tas attiecas uz kvadrātkodu un kodu, kas uzdrukāti uz apliecinājuma.',
    save: 'Saglabāt izvēli',
    seen: 'Apskatīt, ko redz citi',
    shareTitle: 'Saites ar termiņu',
    shareIntro:
      'Izveidojiet saiti, piemēram, darba devējam. Katrai saitei ir savs apjoms un termiņš, un jūs to varat slēgt jebkurā brīdī.',
    shows: 'Ko saite rāda',
    days: 'Cik ilgi tā darbojas',
    dayCount: { 7: '7 dienas', 30: '30 dienas', 90: '90 dienas', 365: '365 dienas' },
    make: 'Izveidot saiti',
    made: 'Saite ir izveidota',
    madeHint: 'Nokopējiet to tagad: vēlāk šo adresi vairs nevarēs apskatīt.',
    address: 'Saites adrese',
    open: 'Atvērtās saites',
    none: 'Nav nevienas atvērtas saites.',
    since: 'Izveidota',
    until: 'darbojas līdz',
    end: 'Slēgt saiti',
    other: 'English',
  },
  en: {
    title: 'My certificate',
    number: 'Number',
    validUntil: 'This link works until',
    intro: 'Here you say what others see of your certificate. Keep the address of this page to yourself.',
    revoked: 'This certificate is revoked. Whoever checks it is told so, whatever you choose.',
    download: 'Download the certificate (PDF)',
    levelTitle: 'What anyone sees who has the verification code',
    levelIntro: 'This is for the QR code and the code printed on the certificate.',
    save: 'Save the choice',
    seen: 'See what others see',
    shareTitle: 'Links that expire',
    shareIntro:
      'Make a link for an employer, for example. Each has a scope and an end of its own, and you can close it at any time.',
    shows: 'What the link shows',
    days: 'How long it works',
    dayCount: { 7: '7 days', 30: '30 days', 90: '90 days', 365: '365 days' },
    make: 'Make a link',
    made: 'The link is made',
    madeHint: 'Copy it now: the address cannot be shown again.',
    address: 'Address of the link',
    open: 'Open links',
    none: 'There are no open links.',
    since: 'Made on',
    until: 'works until',
    end: 'Close the link',
    other: 'Latviski',
  },
} as const
