// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  title: null
  nothing: null
  copies: { count: number }
  record: { number: Text }
  readers: null
  reading: { day: Day; organisation: Text; role: 'coordinator' | 'mentor' | 'assessor' | 'validator' | 'issuer' | 'auditor' | 'admin' | 'other' }
  purpose: { purpose: 'case-file' | 'decision-basis' | 'accommodation' | 'data' | 'register' | 'other' }
  'until-over': null
  'by-day': null
  made: { id: Text; moment: Text }
}
