// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  oid: null
  'beyond-this-token': { scopes: Text }
  'changed-meanwhile': null
  'settings-changed-meanwhile': null
  'settings-unfit': null
  'above-alarm': { alarm: number }
  'not-to-oneself': null
  'revocation-unfit': null
  'lies-ahead': null
  'switched-in-person': null
  'named-in-person': null
  'nothing-left': null
  'no-zone': null
  'kinds-twice': null
  'identity-is-confirmed': null
  'identity-unfit': null
  'say-how': null
  'ends-before': null
  'no-framework': { known: Text }
  'frameworks-twice': null
  'no-phone': null
  'no-colour': null
  contrast: { ratio: number; least: number }
  'colours-unfit': null
  'logo-unfit': null
  'logo-too-large': { bytes: number }
  'logo-no-picture': null
  'picture-broken': null
  'picture-large': { pixels: number }
  'svg-element': { element: Text }
  'svg-attribute': { attribute: Text }
  'svg-reference': { attribute: Text }
  'svg-unsized': null
  'templates-twice': null
}
