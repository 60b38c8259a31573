import type { CheckFound, CheckName, CheckResult, findings } from '../verification.ts'

/**
 * What a page says of a check that was not made. `by-file`: a file of the certificate would be checked so. `said`: its
 * sentence tells something of the certificate all the same. `left-out`: there is nothing that could be checked.
 */
type Unmade = 'by-file' | 'said' | 'left-out'

type NotChecked<Results extends Record<string, CheckResult>> = {
  [Finding in keyof Results]: Results[Finding] extends 'not-checked' ? Finding : never
}[keyof Results]

const unmade: { [Check in CheckName]: Record<NotChecked<(typeof findings)[Check]>, Unmade> } = {
  format: { 'no-document': 'by-file', 'code-read': 'by-file', 'number-given': 'by-file' },
  schema: { 'not-checked': 'by-file' },
  signature: { unsigned: 'said', 'not-checked': 'by-file' },
  issuer: { elsewhere: 'said', 'not-checked': 'by-file' },
  status: { 'not-checked': 'said' },
  dates: { 'not-checked': 'said' },
  registered: { 'not-checked': 'said' },
  bytes: { 'no-document': 'by-file', 'not-compared': 'by-file' },
  seal: { 'before-seal': 'said', pending: 'said', none: 'left-out', 'not-checked': 'by-file' },
  // Told at the top of the page.
  person: { 'not-known': 'left-out', 'not-checked': 'left-out' },
}

/** What is said of a check on a page; null where it was made. */
export const unmadeOf = ({ check, finding }: CheckFound): Unmade | null =>
  (unmade[check] as Record<string, Unmade>)[finding] ?? null
