import { randomBytes } from 'node:crypto'
import type { recognitionActs } from '../../db/schema/certification/acts.ts'
import type { Settings } from '../../db/schema/parties/settings.ts'
import type { Subject } from '../../platform/actions/action.ts'
import { addMonths, endOfDay } from '../../platform/dates.ts'

/** Crockford's base 32: no I, L, O or U, so that a code read aloud or off paper comes out right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 130 random bits as 26 characters: who knows the code may see the public page, and nobody guesses it. */
export function newVerificationCode(): string {
  return randomText(26)
}

/** Our own number, such as DCR-2026-7K3M9Q2X. It is no Europass number: only a National Europass Centre gives those. */
export function newCertificateNumber(year: number): string {
  return `DCR-${year}-${randomText(8)}`
}

function randomText(length: number): string {
  // 256 is a multiple of 32, so every character is equally likely.
  return Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('')
}

/** A code as typed by a person (spaces, hyphens, small letters, O for 0) in its one form; null when it cannot be one. */
export function readVerificationCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(code) ? code : null
}

/** How a certificate names the one whose place it takes. */
export const superseding = <Why extends 'correction' | 'appeal'>(
  { id, number, snapshotSha256: sha256 }: { id: string; number: string; snapshotSha256: string },
  why: Why,
) => ({ id, number, sha256, why })

export const revocationReasons = [
  'wrong-data',
  'issued-by-mistake',
  'fraud',
  'superseded',
  'holder-request',
] as const
export type RevocationReason = (typeof revocationReasons)[number]

export const certificateStatuses = ['valid', 'superseded', 'revoked'] as const
export type CertificateStatus = (typeof certificateStatuses)[number]

/** What the certificate is worth now. A superseded one is revoked too: a newer one says what holds. */
export function statusOfCertificate(certificate: {
  revokedAt: Date | null
  revocationReason: string | null
}): CertificateStatus {
  if (!certificate.revokedAt) return 'valid'
  return certificate.revocationReason === 'superseded' ? 'superseded' : 'revoked'
}

/** What the table of actions has to know of an issued certificate: valid, its revocation or correction asked for, or revoked. */
export type HeldCertificate = Subject & {
  state: 'valid' | 'revocation-asked' | 'correction-asked' | 'revoked'
  /** Who asked for its revocation, where that waits for a second person. */
  requestedBy: string | null
  /** Whether what became of its case is kept from whoever asks. */
  isBlind: boolean
}

type Held = {
  organisationId: string
  hostingOrganisationId: string
  recognitionId: string
  revokedAt: Date | null
  request?: { requestedBy: string } | null
  correction?: object | null
  isBlind?: boolean
}

/** What an issued certificate says to the table of actions. */
export function heldCertificate(certificate: Held): HeldCertificate {
  const { organisationId, hostingOrganisationId, recognitionId, revokedAt, request, correction } = certificate
  const { isBlind = false } = certificate
  const whole = correction ? 'correction-asked' : 'valid'
  const asked = request ? 'revocation-asked' : whole
  return {
    state: revokedAt ? 'revoked' : asked,
    organisationId,
    hostingOrganisationId,
    recognitionId,
    requestedBy: request?.requestedBy ?? null,
    isBlind,
  }
}

export type Act = typeof recognitionActs.$inferSelect

/** What is known of a certificate beside what it says itself. */
export type Standing = { underAppeal: boolean; supersededBy: string | null; act: Act | null }

export const nothingBeside: Standing = { underAppeal: false, supersededBy: null, act: null }

/** The last second of a certificate that is valid for so many months from its day of issue; null where it does not expire. */
export function expiryOf(
  { validityMonths, timeZone }: Pick<Settings, 'validityMonths' | 'timeZone'>,
  frameworkId: string,
  issuedOn: string,
): Date | null {
  const setFor = (id: string | null) => validityMonths.find(({ framework }) => framework === id)
  const set = setFor(frameworkId) ?? setFor(null)
  return set ? new Date(endOfDay(addMonths(issuedOn, set.months), timeZone).getTime() - 1000) : null
}
