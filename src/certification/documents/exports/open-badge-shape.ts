import { z } from 'zod'
import { Filled, Iri, Moment, typed } from './shape-values.ts'

const Alignment = z.object({ type: typed('Alignment'), targetName: Filled, targetUrl: Iri })

const Level = z.object({ id: Iri, type: typed('RubricCriterionLevel'), name: Filled })

const Description = z.object({
  id: Iri,
  type: typed('ResultDescription'),
  name: Filled,
  resultType: z.enum(['RubricCriterionLevel', 'Status']),
  requiredLevel: Iri.optional(),
  rubricCriterionLevel: z.array(Level).optional(),
  alignment: z.array(Alignment),
})

const statuses = [
  'Completed',
  'Enrolled',
  'Failed',
  'InProgress',
  'OnHold',
  'Provisional',
  'Withdrew',
] as const
const Result = z.object({
  type: typed('Result'),
  resultDescription: Iri,
  value: Filled,
  achievedLevel: Iri.optional(),
  status: z.enum(statuses).optional(),
})

const Identity = z.object({
  type: z.literal('IdentityObject'),
  identityType: Filled,
  hashed: z.boolean(),
  identityHash: Filled,
})

const Issuer = z.object({
  id: Iri,
  type: typed('Profile'),
  name: Filled,
  url: Iri,
  address: z.object({ type: typed('Address'), addressCountryCode: z.string().regex(/^[A-Z]{2}$/) }),
})

/** What the Open Badges 3.0 schema of an AchievementCredential, and JSON-LD in safe mode, ask of ours. */
export const OpenBadgeShape = z.object({
  '@context': z.array(Iri).min(2),
  id: Iri,
  type: typed('OpenBadgeCredential'),
  name: Filled,
  description: Filled,
  issuer: Issuer,
  validFrom: Moment,
  validUntil: Moment.optional(),
  awardedDate: Moment,
  credentialSubject: z.object({
    type: typed('AchievementSubject'),
    identifier: z.array(Identity).min(1),
    licenseNumber: Filled,
    activityStartDate: Moment,
    activityEndDate: Moment,
    achievement: z.object({
      id: Iri,
      type: typed('Achievement'),
      name: Filled,
      description: Filled,
      criteria: z.object({ narrative: Filled }),
      alignment: z.array(Alignment),
      resultDescription: z.array(Description),
    }),
    result: z.array(Result),
  }),
  evidence: z.array(z.object({ type: typed('Evidence'), name: Filled, genre: Filled })),
})
