// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from './sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'this-language': null
  'decimal-mark': null
  month: { month: number }
  'month-from': { month: number }
  'month-until': { month: number }
  day: { day: number; month: Text; year: number }
  'day-short': { day: number; month: number; year: number }
  'day-within': { day: number; month: number; year: number }
  moment: { day: Text; time: Text }
  'within-days': { count: number }
  'period-in-month': { from: number; until: number; month: Text; year: number }
  'period-in-year': { fromDay: number; fromMonth: Text; untilDay: number; untilMonth: Text; year: number }
  'period-over-years': { fromDay: number; fromMonth: Text; fromYear: number; untilDay: number; untilMonth: Text; untilYear: number }
  'not-there': { thing: 'project' | 'module' | 'agreement-template' | 'agreement-version' | 'appeal' | 'assignment' | 'assignment-of-yours' | 'authorisation' | 'certificate' | 'client' | 'credential' | 'data-request' | 'question' | 'draft-of-yours' | 'evidence' | 'file' | 'grant' | 'issuer' | 'key' | 'link' | 'logo' | 'member' | 'memorandum' | 'merge' | 'message' | 'batch' | 'group-mobility' | 'programme' | 'mobility' | 'invitation' | 'desk' | 'open-pause' | 'organisation' | 'outcome' | 'person' | 'recognition' | 'share' | 'slip' | 'status-list' | 'paper' | 'diary-entry' | 'stay' | 'cohort' | 'webhook' | 'webhook-delivery' | 'import' | 'other' }
}
