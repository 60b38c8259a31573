// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  number: null
  intro: null
  revoked: null
  download: null
  'level-title': null
  'level-intro': null
  save: null
  seen: null
  'share-title': null
  'share-intro': null
  shows: null
  days: null
  make: null
  made: null
  address: null
  open: null
  none: null
  'made-hint': null
  'day-count': { days: number }
  'share-until': { level: Text; until: Day }
  'share-period': { from: Day; until: Day }
  end: null
  'end-which': { level: Text; until: Day }
  'too-many-open': { count: Text }
  'level-validity': null
  'level-validity-meaning': null
  'level-outcomes': null
  'level-outcomes-meaning': null
  'level-everything': null
  'level-everything-meaning': null
  forms: null
  'download-hint': null
  'form-summary': null
  'form-summary-hint': null
  'form-badge-png': null
  'form-badge-png-hint': null
  'form-badge-svg': null
  'form-badge-svg-hint': null
  'form-badge': null
  'form-badge-hint': null
  'form-credential': null
  'form-credential-hint': null
  'form-european': null
  'form-european-hint': null
  'add-to-profile': null
  'add-to-profile-hint': null
  wallet: null
  'wallet-hint': null
  'wallet-not': null
  'wallet-offer': null
  'no-link-for-revoked': null
  'birth-date-title': null
  'birth-date-why': null
  'birth-date': null
  'birth-date-hint': null
  'birth-date-send': null
  'born-otherwise': null
  'not-born': null
  'born-too-often': null
}
