// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  intro: { organisation: Text }
  'of-school': { organisation: Text; email: Text }
  'of-school-until': { organisation: Text; email: Text; day: Text }
  'own-after-end': { email: Text }
  'own-from-now': { email: Text }
  waiting: { email: Text; day: Text }
  email: null
  'email-hint': null
  write: null
  'write-after-end': null
  'write-from-now': null
  send: null
  'same-address': null
  'no-own-address': null
  unfit: null
  enough: null
  'no-mail': null
  'confirm-title': null
  'confirm-intro': { email: Text }
  confirm: null
  'not-yours': null
  'confirmed-title': null
  confirmed: null
  'take-back': { which: 'confirmed' | 'waiting' | 'other' }
  'nothing-to-take-back': null
}
