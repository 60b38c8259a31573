import type { Verdict } from '../verify/verdict.ts'
import type { Status, VerdictKind } from '../verify/verification.ts'

/** What has become of a certificate that was found to be ours. */
export const checkedStandings = ['in-force', 'expired', 'not-yet-valid', 'revoked', 'replaced'] as const
type CheckedStanding = (typeof checkedStandings)[number]

const ofStatus: Partial<Record<Status, CheckedStanding>> = {
  valid: 'in-force',
  expired: 'expired',
  'not-yet-valid': 'not-yet-valid',
  revoked: 'revoked',
}

/** Of what these say nothing is known, neither that it is genuine nor that it is not. */
const open: readonly VerdictKind[] = ['unconfirmed', 'number-given', 'unreadable', 'not-ours']

/** Whether what was given is as it was issued; null where that cannot be told, as of a picture of which the code alone was read. */
export function isGenuine({ kind, status, found }: Verdict): boolean | null {
  if (open.includes(kind)) return null
  if (status === 'altered' || status === 'unknown') return false
  return found.format === 'code-read' ? null : true
}

/** Null where nothing is told of any certificate. */
export function checkedStanding({ kind, status }: Verdict): CheckedStanding | null {
  return kind === 'replaced' ? 'replaced' : (ofStatus[status] ?? null)
}
