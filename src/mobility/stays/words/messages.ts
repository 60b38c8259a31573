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
  outside: { startsOn: Text; endsOn: Text }
  overlaps: null
  'attested-stays': { organisation: Text; startsOn: Text; endsOn: Text }
  strands: null
  'of-others': { startsOn: Text; endsOn: Text }
  'still-to-come': null
  'stay-role': { role: 'host' | 'intermediary' | 'other' }
  unattested: { organisation: Text; startsOn: Text; endsOn: Text }
}
