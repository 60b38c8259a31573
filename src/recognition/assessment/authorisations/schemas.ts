import { z } from 'zod'
import { Code } from '../../../measure/frameworks/code.ts'
import type { Authorisation } from './store.ts'

export const NewAuthorisation = z
  .strictObject({
    framework: z.string().min(1).max(60),
    area: Code.nullable().default(null).describe('left out: every area'),
    competence: Code.nullable().default(null).describe('left out: every competence'),
    validFrom: z.iso.date(),
    validUntil: z.iso.date().describe('this day still counts'),
  })
  .meta({
    id: 'NewAuthorisation',
    examples: [
      { framework: 'a-framework-1.0', area: '2', validFrom: '2026-01-01', validUntil: '2027-12-31' },
    ],
  })

export const AuthorisationView = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    framework: z.string(),
    area: z.string().nullable(),
    competence: z.string().nullable(),
    validFrom: z.iso.date(),
    validUntil: z.iso.date(),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Authorisation' })

export function viewAuthorisation(row: Authorisation): z.infer<typeof AuthorisationView> {
  const { id, memberId, frameworkId, area, competence, validFrom, validUntil, createdAt, revokedAt } = row
  return {
    id,
    memberId,
    framework: frameworkId,
    area,
    competence,
    validFrom,
    validUntil,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}
