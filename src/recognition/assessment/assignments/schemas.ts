import { z } from 'zod'
import { assignmentStates, rounds } from '../../../db/schema/recognition/assignments.ts'
import { longText } from '../../../platform/http/texts.ts'
import type { Assignment } from './store.ts'

const Round = z.enum(rounds)

export const NewAssignment = z
  .strictObject({
    memberId: z.uuid().describe("an assessor of the caller's own organisation"),
    round: Round.exclude(['appeal']).default('first'),
  })
  .meta({
    id: 'NewAssignment',
    examples: [{ memberId: '01993c7e-0000-7000-8000-000000000007', round: 'first' }],
  })

export const AssignmentWithdrawal = z
  .strictObject({ reason: longText(2000) })
  .meta({ id: 'AssignmentWithdrawal', examples: [{ reason: 'Assigned to the wrong round.' }] })

export const ConflictDeclarationWire = z
  .strictObject({
    lastTrainedOn: z.iso
      .date()
      .nullable()
      .describe('the last day on which you trained this learner; null: never'),
    related: z.boolean().describe('whether you are related or close to the learner'),
    otherConflict: longText(2000).nullable().describe('any other conflict of interest'),
  })
  .meta({
    id: 'ConflictDeclaration',
    examples: [{ lastTrainedOn: null, related: false, otherConflict: null }],
  })

export const AssignmentView = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    organisationId: z.uuid(),
    round: Round,
    state: z
      .enum(assignmentStates)
      .describe('assigned: nothing declared yet; conflicted: cannot mark; withdrawn: counts no more'),
    lastTrainedOn: z.iso.date().nullable(),
    related: z.boolean().nullable(),
    otherConflict: z.string().nullable(),
    assignedAt: z.iso.datetime(),
    declaredAt: z.iso.datetime().nullable(),
    withdrawnBy: z.uuid().nullable(),
    withdrawnAt: z.iso.datetime().nullable(),
    withdrawalReason: z.string().nullable(),
  })
  .meta({ id: 'Assignment' })

export function viewAssignment(row: Assignment): z.infer<typeof AssignmentView> {
  const { id, memberId, memberOrganisationId, round, state, lastTrainedOn, related, otherConflict } = row
  return {
    id,
    memberId,
    organisationId: memberOrganisationId,
    round,
    state,
    lastTrainedOn,
    related,
    otherConflict,
    assignedAt: row.assignedAt.toISOString(),
    declaredAt: row.declaredAt?.toISOString() ?? null,
    withdrawnBy: row.withdrawnBy,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawalReason: row.withdrawalReason,
  }
}
