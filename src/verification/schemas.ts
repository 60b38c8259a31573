import { z } from 'zod'

export const Check = z
  .object({
    check: z.enum(['format', 'signature', 'issuer', 'registered', 'bytes', 'status']),
    result: z.enum(['pass', 'fail', 'warning', 'not-checked']),
    sentence: z.string(),
  })
  .meta({ id: 'Check' })

/** What a stranger is told of a certificate: enough to see whose it is and what it says, and no more. */
export const VerifiedCertificate = z
  .object({
    number: z.string(),
    issuedAt: z.iso.datetime(),
    issuer: z.string(),
    learner: z.string(),
    sendingOrganisation: z.string(),
    hostingOrganisation: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    framework: z.string(),
    outcomes: z.array(
      z.object({
        competence: z.string(),
        title: z.string(),
        kind: z.enum(['planned', 'additional']),
        target: z.int().nullable(),
        level: z.int().nullable(),
        result: z.enum(['reached', 'partly', 'not-reached', 'not-assessed']),
      }),
    ),
    notice: z.string(),
  })
  .meta({ id: 'VerifiedCertificate' })

export const VerificationView = z
  .object({
    status: z.enum(['valid', 'revoked', 'unknown', 'altered']),
    checkedAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().optional(),
    revocationReason: z.string().optional(),
    checks: z.array(Check).optional(),
    certificate: VerifiedCertificate.optional(),
  })
  .meta({ id: 'Verification' })
