import { isAhead, isOver } from '../../platform/clocks.ts'

export type CheckResult = 'pass' | 'fail' | 'warning' | 'not-checked'
export const statuses = [
  'valid',
  'expired',
  'not-yet-valid',
  'unconfirmed',
  'revoked',
  'altered',
  'unknown',
] as const
export type Status = (typeof statuses)[number]

/** What the check came to, told apart more finely than by the status; the gravest last. */
export const kinds = [
  'genuine',
  'saved-again',
  'code-only',
  'several',
  'under-appeal',
  'expired',
  'not-yet-valid',
  'unconfirmed',
  'number-given',
  'unreadable',
  'not-ours',
  'unknown',
  'replaced',
  'revoked',
  'altered',
] as const
export type VerdictKind = (typeof kinds)[number]

/** Everything that a check can find, and how that counts; in the order in which the checks are told. */
export const findings = {
  format: {
    readable: 'pass',
    unreadable: 'fail',
    'no-document': 'not-checked',
    'code-read': 'not-checked',
    'number-given': 'not-checked',
  },
  schema: { fits: 'pass', 'does-not-fit': 'fail', 'not-checked': 'not-checked' },
  signature: { holds: 'pass', broken: 'fail', unsigned: 'not-checked', 'not-checked': 'not-checked' },
  issuer: {
    'own-key': 'pass',
    registered: 'pass',
    'foreign-key': 'fail',
    'compromised-key': 'fail',
    'register-vouches': 'warning',
    unconfirmed: 'warning',
    elsewhere: 'not-checked',
    'not-checked': 'not-checked',
  },
  status: { 'in-force': 'pass', 'under-appeal': 'warning', revoked: 'fail', 'not-checked': 'not-checked' },
  dates: {
    current: 'pass',
    unlimited: 'pass',
    expired: 'warning',
    ended: 'warning',
    future: 'fail',
    'not-checked': 'not-checked',
  },
  registered: {
    found: 'pass',
    same: 'pass',
    different: 'fail',
    absent: 'fail',
    'not-checked': 'not-checked',
  },
  bytes: {
    same: 'pass',
    sealed: 'pass',
    'before-seal': 'pass',
    superseded: 'warning',
    rewritten: 'warning',
    different: 'fail',
    'no-document': 'not-checked',
    'not-compared': 'not-checked',
  },
  seal: {
    holds: 'pass',
    broken: 'fail',
    'before-seal': 'not-checked',
    pending: 'not-checked',
    none: 'not-checked',
    'not-checked': 'not-checked',
  },
  person: { matches: 'pass', differs: 'fail', 'not-known': 'not-checked', 'not-checked': 'not-checked' },
} as const satisfies Record<string, Record<string, CheckResult>>

export type CheckName = keyof typeof findings
export type Findings = {
  [Check in Exclude<CheckName, 'person'>]: keyof (typeof findings)[Check] & string
} & {
  /** Only where a birth date or an address was given to compare. */
  person?: keyof typeof findings.person
}

/** Nothing has been looked at: what was not checked is never shown as passed. */
export const unchecked: Findings = {
  format: 'no-document',
  schema: 'not-checked',
  signature: 'not-checked',
  issuer: 'not-checked',
  status: 'not-checked',
  dates: 'not-checked',
  registered: 'not-checked',
  bytes: 'no-document',
  seal: 'not-checked',
}

const checkNames = Object.keys(findings) as CheckName[]

/** All that was found as one text: whatever comes of it alone can be kept under that. */
export const foundAs = (found: Findings): string => checkNames.map((check) => found[check]).join()

/** One thing that a check found, and how that counts. */
export type CheckFound = { check: CheckName; result: CheckResult; finding: string }

/** The checks that were made, in their order, each with what it comes to. */
export function resultsOf(found: Findings): CheckFound[] {
  return checkNames.flatMap((check) => {
    const finding = found[check]
    if (finding === undefined) return []
    return [{ check, result: (findings[check] as Record<string, CheckResult>)[finding]!, finding }]
  })
}

/**
 * The one word for it all. A document that is not as issued is altered, whatever else holds; unknown is not revoked; a
 * certificate that has run out was genuine, and says so. Whose it is is told apart from this.
 */
export function verdictStatus(found: Findings): Status {
  if (found.registered === 'absent' || found.registered === 'not-checked') return 'unknown'
  const failed = new Set(resultsOf(found).flatMap(({ check, result }) => (result === 'fail' ? [check] : [])))
  if (
    (['schema', 'signature', 'issuer', 'registered', 'bytes', 'seal'] as const).some((check) =>
      failed.has(check),
    )
  )
    return 'altered'
  if (failed.has('status')) return 'revoked'
  if (failed.has('dates')) return 'not-yet-valid'
  if (found.issuer === 'unconfirmed') return 'unconfirmed'
  return found.dates === 'expired' ? 'expired' : 'valid'
}

/**
 * What the check came to. `replaced`: whether another certificate has taken its place; `elsewhere`: whether it says that
 * somebody else has issued it.
 */
export function kindOf(found: Findings, { replaced = false, elsewhere = false } = {}): VerdictKind {
  const status = verdictStatus(found)
  if (status === 'revoked') return replaced ? 'replaced' : 'revoked'
  if (status === 'unknown') return kindOfUnknown(found, elsewhere)
  if (status !== 'valid') return status
  if (found.status === 'under-appeal') return 'under-appeal'
  if (found.format === 'code-read') return 'code-only'
  return found.bytes === 'rewritten' ? 'saved-again' : 'genuine'
}

function kindOfUnknown({ format }: Findings, elsewhere: boolean): VerdictKind {
  if (elsewhere) return 'not-ours'
  return format === 'unreadable' || format === 'number-given' ? format : 'unknown'
}

/** Whether what was shown proves that its holder has the certificate: only then is anything told of it. */
export function mayDisclose({ signature, registered }: Findings): boolean {
  return signature === 'holds' || registered === 'same' || registered === 'found'
}

/**
 * What the validity period says at a moment; a certificate without an end does not run out. Whoever has just been given
 * one may ask where the clock is behind, and its last moment is that of the clock that is furthest behind.
 */
export function checkDates(from: string, until: string | undefined, now: Date): Findings['dates'] {
  if (isAhead(new Date(from), now)) return 'future'
  if (until === undefined) return 'unlimited'
  return isOver(new Date(until), now) ? 'expired' : 'current'
}
