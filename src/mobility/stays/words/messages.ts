// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  unfit: null
  'days-unfit': null
  'no-days': null
  'without-host': null
  'sends-it': null
  'no-such-organisation': null
  'half-days': null
  'host-without-days': null
  'ends-before': null
  outside: { days: Text }
  overlaps: null
  'attested-stays': { organisation: Text; days: Text }
  strands: null
  'of-others': { days: Text }
  'still-to-come': null
  'stay-role': { role: 'host' | 'intermediary' | 'other' }
  unattested: { organisation: Text; days: Text }
  'stay-said': { organisation: Text; role: 'intermediary' | 'host' | 'other'; days: Text }
  'stay-arranged': { organisation: Text }
  certified: { certificate: Text }
  closed: null
  parts: null
}
