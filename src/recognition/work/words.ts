import type { Language } from '../../platform/http/language.ts'
import { blockerSentences } from '../words.ts'
import type { Task } from './task.ts'

/** One sentence for each task that is a step and not a blocker. */
const steps: Partial<Record<string, { lv: string; en: string }>> = {
  'complete-identification': {
    lv: 'Noteikšanu var pabeigt.',
    en: 'Identification can be completed.',
  },
  'complete-documentation': {
    lv: 'Dokumentēšanu var pabeigt.',
    en: 'Documentation can be completed.',
  },
  'complete-assessment': {
    lv: 'Novērtēšanu var pabeigt.',
    en: 'Assessment can be completed.',
  },
  refuse: {
    lv: 'Nekas nav ne sasniegts, ne pilnveidots; apliecinājums jāatsaka.',
    en: 'Nothing was reached or improved; the certificate has to be refused.',
  },
  issue: { lv: 'Apliecinājumu var izsniegt.', en: 'The certificate can be issued.' },
  'hear-appeal': {
    lv: 'Apelāciju vai sūdzību vēl neviens nav sācis izskatīt.',
    en: 'Nobody has taken the appeal or complaint on yet.',
  },
  'decide-appeal': {
    lv: 'Par apelāciju vai sūdzību jāpieņem lēmums.',
    en: 'The appeal or complaint has to be decided.',
  },
  'mark-again': {
    lv: 'Mācīšanās rezultāts {competence} apelācijas dēļ jāvērtē vēlreiz.',
    en: 'Outcome {competence} has to be marked again because of an appeal.',
  },
  'sign-agreement': {
    lv: 'Mācību vienošanās gaida parakstu.',
    en: 'The learning agreement waits for a signature.',
  },
  'open-recognition': {
    lv: 'Mācību vienošanos ir parakstījuši visi; var sākt atzīšanas lietu.',
    en: 'Everyone has signed the learning agreement; its recognition can be opened.',
  },
  'confirm-memorandum': {
    lv: 'Saprašanās memorands gaida partnera apstiprinājumu.',
    en: 'The memorandum waits for the partner to confirm it.',
  },
  'decide-revocation': {
    lv: 'Ir pieprasīta apliecinājuma anulēšana; tā jāapstiprina vai jānoraida citai personai.',
    en: 'Revocation of the certificate was asked for; another person has to confirm or dismiss it.',
  },
  'record-act': {
    lv: 'Nosūtītājorganizācija vēl nav pieņēmusi lēmumu par atzīšanu.',
    en: 'The sending organisation has not yet decided on recognition.',
  },
}

export function sentenceOf(task: Task, language: Language): string {
  const blockers: Partial<Record<string, { lv: string; en: string }>> = blockerSentences
  const sentence = (steps[task.code] ?? blockers[task.code])?.[language] ?? task.code
  return sentence.replace('{competence}', task.competence ?? '')
}
