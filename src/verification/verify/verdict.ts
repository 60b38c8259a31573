import type { ForeignIssuer } from '../submissions/foreign-issuer.ts'
import type { PublicCertificate } from './certified.ts'
import {
  type Findings,
  kindOf,
  mayDisclose,
  type Status,
  unchecked,
  type VerdictKind,
  verdictStatus,
} from './verification.ts'

/**
 * What a check came to. `certificate` is there only where what was shown proves that its holder has it; `by`: who says to
 * have issued what is not ours; `files`: what was looked at in an archive or a mail, the gravest first.
 */
export type Verdict = {
  status: Status
  kind: VerdictKind
  found: Findings
  certificate: PublicCertificate | null
  by?: ForeignIssuer
  files?: CheckedFile[]
}

/** A file in an archive or a mail, and what it came to. */
export type CheckedFile = { name: string; kind: VerdictKind; number: string | null }

/** The verdict on what was found, and on what the register has of it. */
export function verdict(found: Findings, certificate: PublicCertificate | null): Verdict {
  const isTold = certificate?.isUntouched && mayDisclose(found)
  const replaced = Boolean(certificate?.supersededBy) || certificate?.revocationReason === 'superseded'
  return {
    status: verdictStatus(found),
    kind: kindOf(found, { replaced }),
    found,
    certificate: isTold ? certificate : null,
  }
}

/** The answer for what is not in the register. */
export const absent: Verdict = verdict({ ...unchecked, registered: 'absent' }, null)

/** The answer for a file in which no certificate can be read: nothing is said of whether there is one. */
export const unreadable: Verdict = verdict(
  { ...unchecked, format: 'unreadable', bytes: 'not-compared' },
  null,
)

/** The answer for whoever typed the number of a certificate, which no page is found by. */
export const numberGiven: Verdict = verdict({ ...unchecked, format: 'number-given' }, null)

/** The answer for what somebody else says to have issued: neither its structure nor its signature is ours to judge. */
export const strange = (by: ForeignIssuer): Verdict => ({
  ...verdict({ ...unchecked, format: 'readable', issuer: 'elsewhere', bytes: 'not-compared' }, null),
  kind: 'not-ours',
  by,
})
