import { z } from 'zod'
import { assessingSides } from '../../db/schema/parties/partnerships.ts'
import { longText } from '../../platform/http/texts.ts'
import { isInForce, partnershipState, type ShownPartnership } from './partnership.ts'

const Text = longText(2000)

const memorandumTerms = {
  scope: Text.describe('what is agreed: which learners, programmes and outcomes'),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable().describe('the last day; null: until one of the two ends it'),
  mutualAcceptance: z
    .boolean()
    .describe("each accepts the other's status, quality assurance and assessment as its own"),
  assessedBy: z.enum(assessingSides).describe('whose assessors may mark, in each mobility between the two'),
  secondMarkingRate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('share of assessments marked twice; null: as the sending organisation has set'),
  appealWindowDays: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe('days after a decision to appeal; null: as the sending organisation has set'),
}

/** What may be left out of them. */
const leftOut = {
  endsOn: memorandumTerms.endsOn.default(null),
  secondMarkingRate: memorandumTerms.secondMarkingRate.default(null),
  appealWindowDays: memorandumTerms.appealWindowDays.default(null),
}

/** The same text for several partners at once. */
export const NewJointMemorandum = z.strictObject({ ...memorandumTerms, ...leftOut }).meta({
  id: 'NewJointMemorandum',
  examples: [
    {
      scope: 'Mobilities of this project, digital competence.',
      startsOn: '2026-09-01',
      mutualAcceptance: true,
      assessedBy: 'either',
    },
  ],
})

export const NewPartnership = z
  .strictObject({
    partnerId: z.uuid(),
    ...memorandumTerms,
    ...leftOut,
  })
  .meta({
    id: 'NewPartnership',
    examples: [
      {
        partnerId: '01993c7e-0000-7000-8000-000000000002',
        scope: 'Mobilities of vocational learners, four to twelve weeks, digital competence.',
        startsOn: '2026-09-01',
        endsOn: '2028-08-31',
        mutualAcceptance: true,
        assessedBy: 'either',
        secondMarkingRate: 0.15,
        appealWindowDays: 30,
      },
    ],
  })

export const EndOfPartnership = z
  .strictObject({
    endedOn: z.iso.date().optional().describe('the first day on which it no longer holds; left out: today'),
    reason: Text,
  })
  .meta({ id: 'EndOfPartnership', examples: [{ reason: 'Replaced by a new memorandum.' }] })

export const PartnershipView = z
  .object({
    id: z.uuid(),
    proposerId: z.uuid(),
    partnerId: z.uuid(),
    ...memorandumTerms,
    jointId: z
      .uuid()
      .nullable()
      .describe('of one text that several sign: the same with each of them; null: you two sign alone'),
    jointParties: z
      .array(z.uuid())
      .nullable()
      .describe(
        'all who are to sign that text, the proposer first; it holds between the proposer and each who has',
      ),
    projectCode: z.string().nullable().describe('the project that text is of'),
    state: z.enum(['proposed', 'confirmed', 'ended']),
    inForce: z.boolean().describe('today, where you are'),
    proposedBy: z.uuid(),
    proposedAt: z.iso.datetime(),
    confirmedBy: z.uuid().nullable(),
    confirmedAt: z.iso.datetime().nullable(),
    endedOn: z.string().nullable(),
    endReason: z.string().nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Partnership' })

export function viewPartnership({ row, today, zone }: ShownPartnership): z.infer<typeof PartnershipView> {
  const { organisationId, endedBy: _, ...shown } = row
  return {
    ...shown,
    proposerId: organisationId,
    state: partnershipState(row),
    inForce: isInForce(row, today, zone),
    proposedAt: row.proposedAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}
