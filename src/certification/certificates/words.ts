import type { Bilingual } from './snapshot.ts'

export const title: Bilingual = {
  lv: 'Mobilitātes apliecinājums par digitālo kompetenci',
  en: 'Mobility certificate of digital competence',
}

export const notice: Bilingual = {
  lv: 'Šis nav valsts atzīts izglītības dokuments.',
  en: 'This is not a state-recognised education document.',
}

export const qualityAssurance: Bilingual = {
  lv: 'Četru posmu atzīšana (noteikšana, dokumentēšana, novērtēšana, apstiprināšana) pēc iepriekš parakstītiem kritērijiem; mentors, vērtētājs, apstiprinātājs un izdevējs ir dažādi cilvēki.',
  en: 'Recognition in four stages (identification, documentation, assessment, validation) against criteria signed beforehand; mentor, assessor, validator and issuer are different people.',
}

export const assessorRole: Bilingual = { lv: 'Vērtētājs', en: 'Assessor' }
export const validatorRole: Bilingual = { lv: 'Apstiprinātājs', en: 'Validator' }
