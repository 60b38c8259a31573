// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  version: { number: Text }
  learner: null
  born: null
  sending: null
  hosting: null
  period: null
  project: null
  workload: null
  programme: null
  objective: null
  participation: null
  framework: null
  'baseline-found-by': null
  outcomes: null
  baseline: null
  target: null
  optional: null
  methods: null
  criteria: null
  'recognised-as': null
  procedure: null
  assessor: null
  evidence: null
  hash: null
  signing: null
  name: null
  agree: null
  sign: null
  signed: null
  changes: { number: Text }
  where: null
  before: null
  now: null
  removed: null
  yes: null
  no: null
  'participation-on-site': null
  'participation-online': null
  'participation-blended': null
  'recognised-as-module': null
  'recognised-as-credit': null
  'recognised-as-supplement': null
  'recognised-as-other': null
  'deviation-signed-after-start': null
  'deviation-outside-memorandum': null
  incomplete: null
  'none-of': { known: Text }
  'planned-twice': null
  'no-levels': null
  'at-most': { highest: number }
  'target-needed': null
  'level-unfit': null
  'stands-twice': null
  'none-at-target': null
  'before-end': null
  'after-end': null
  'too-many-hours': { hours: number; available: number }
  'framework-stays': { framework: Text }
  'judged-left-out': { competence: Text }
  'new-too-late': { stage: Text }
  'additional-already': null
  'judged-stays': null
  'case-closed': { stage: Text }
  'not-newest': null
  'signed-by-everyone': null
  'of-age': null
  'another-hash': null
  'signed-already': { party: 'sending' | 'hosting' | 'learner' | 'guardian' | 'other' }
  'no-memorandum': null
  'no-earlier-version': null
  'not-earlier': null
  unwritable: { letters: Text }
  'cannot-be-shown': null
  'own-criteria-needed': { least: number }
  'other-words': { id: Text }
  'one-unit': null
  'names-no-unit': { known: Text }
  'level-left-out': { level: number }
  'not-covered': { level: number; missing: Text }
  'competence-not-covered': { missing: Text }
  'not-partial': null
  'baseline-unfit': null
  'needs-justification': { remark: Text }
  'remark-nothing-to-gain': { target: number; baseline: number }
  'remark-far': { gain: number; most: number }
  'remark-few-days': { days: number; gain: number }
  'remark-many-hours': { hours: number; days: number; most: number }
  'remark-shows-nothing': null
  'baseline-found-level': null
  'baseline-found-none': null
  'baseline-found-not-looked-for': null
  partial: null
  'partial-for': { covered: Text; missing: Text }
  justification: null
  'agreed-here': null
  'framework-says': null
  'source-framework': null
  'source-partners': null
  'not-credits': null
  'as-signed': { pointer: Text }
  'no-slip': null
  'slip-overtaken': null
  'nothing-signed': null
  'confirmed-already': null
  'other-confirms': null
  'remark-cannot-show': { methods: Text; shown: number; target: number }
  level: { level: Text }
  guardian: null
  languages: null
  'field-of-education': null
  'eqf-level': null
  'judged-by-parts': { id: Text; parts: Text }
  task: null
  'task-observe': null
  'task-hand-in': null
  'task-shows': { criteria: Text }
  wording: null
  skills: null
  'no-skills': { competence: Text }
  signatures: null
  file: null
  'not-withdrawn': null
  'withdrawn-another-day': null
  'newer-there': null
  'came-back': null
  'with-former-host': null
  returned: null
  'returned-already': null
  'signed-by-host': null
  'sign-for': { organisation: Text }
  'return-it': null
  'return-hint': null
  comment: null
  return: null
  'to-desk': null
  'signed-on': { name: Text; day: Text }
  'returned-on': { day: Text }
  'you-returned': null
  'see-differences': null
  'come-of-age': null
  participant: null
  'participant-staff': null
  'remark-staff': null
  'born-unknown-of-age': null
  'born-unknown-minor': null
  'on-paper': { name: Text }
  'deviation-signed-on-behalf': null
  'born-not-shown': null
  'birth-date': { party: 'guardian' | 'other' }
  'birth-date-hint': null
  'born-otherwise': null
  'not-born': null
  'second-guardian': null
  'guardian-signs': null
  'either-guardian': null
  'no-such-template': null
  'template-archived': null
  'template-of-another-host': null
  'nothing-left': null
  'in-template': { competence: Text; place: Text; detail: Text }
  'recognised-as-what': null
  'module-of-modules': null
  'no-such-mobility': null
  'templates-of-one-title': null
}
