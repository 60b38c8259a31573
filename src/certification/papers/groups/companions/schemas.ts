import { z } from 'zod'
import { shortText } from '../../../../platform/http/texts.ts'
import type { CompanionAttestation } from './companion.ts'

export const NewCompanionAttestation = z
  .strictObject({
    name: shortText(200).describe('of one of the `companions` of the group'),
    startsOn: z.iso
      .date()
      .optional()
      .describe('the first day on which they were there; left out: that of the group'),
    endsOn: z.iso.date().optional().describe('the last day; left out: that of the group'),
  })
  .meta({ id: 'NewCompanionAttestation', examples: [{ name: 'Teacher One' }] })

export const CompanionAttestationView = z
  .object({
    id: z.uuid(),
    groupId: z.uuid(),
    name: z.string(),
    role: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    attested: z
      .object({ memberId: z.uuid(), name: z.string(), at: z.iso.datetime() })
      .describe('who of the host has said that they were there'),
  })
  .meta({ id: 'CompanionAttestation' })

export function viewCompanionAttestation(
  attestation: CompanionAttestation,
): z.infer<typeof CompanionAttestationView> {
  const { id, groupId, name, role, startsOn, endsOn, memberId, memberName, at } = attestation
  const attested = { memberId, name: memberName, at: at.toISOString() }
  return { id, groupId, name, role, startsOn, endsOn, attested }
}
