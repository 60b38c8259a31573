// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  unfit: null
  'before-start': null
  'hosts-its-own': null
  'no-such-organisation': null
  'no-such-learner': null
  'learner-erased': null
  'project-code': { form: Text; example: Text }
  'project-code-since-2021': null
  'project-code-until-2020': null
  'project-code-accreditation-2020': null
  'project-code-central-until-2020': null
  'project-code-grant-number': null
  'project-code-country': null
  'language-twice': null
  'there-already': { mobility: Text }
  'code-taken': { mobility: Text }
  'code-once': null
  cancelled: null
  'stays-cancelled': null
  'learner-merged': { person: Text }
  'virtual-not-blended': null
  'virtual-within': null
  'interrupted-outside': null
  'interrupted-whole': null
  'days-twice': null
  'extends-nothing': { endedOn: Text }
  'extended-often': null
  'fact-participant': null
  'is-staff': null
  'fact-virtual-days': null
  'fact-interrupted': null
  'fact-counted': null
  'days-counted': { physical: number; virtual: number; interrupted: number }
  'fact-extended': null
  'extended-from': { day: Text; reason: Text }
  'fact-stays': null
  'another-learner': null
  'another-host': null
}
