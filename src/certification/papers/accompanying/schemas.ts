import { z } from 'zod'
import { shortText } from '../../../platform/http/texts.ts'
import type { Accompanying } from './accompanying.ts'

export const NewAccompanyingPerson = z
  .strictObject({
    name: shortText(200),
    role: shortText(200).describe('as what they are there'),
    startsOn: z.iso.date().describe('the first day on which they are there'),
    endsOn: z.iso.date().describe('the last day'),
  })
  .meta({
    id: 'NewAccompanyingPerson',
    examples: [
      { name: 'Teacher One', role: 'Accompanying teacher', startsOn: '2026-09-07', endsOn: '2026-09-14' },
    ],
  })

export const AccompanyingPersonView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    at: z.iso.datetime(),
    attested: z
      .object({ memberId: z.uuid(), name: z.string(), at: z.iso.datetime() })
      .nullable()
      .describe('who of the host has said that they were there; null: nobody yet'),
  })
  .meta({ id: 'AccompanyingPerson' })

export function viewAccompanying(person: Accompanying): z.infer<typeof AccompanyingPersonView> {
  const { id, name, role, startsOn, endsOn, at, attested } = person
  return {
    id,
    name,
    role,
    startsOn,
    endsOn,
    at: at.toISOString(),
    attested: attested && { ...attested, at: attested.at.toISOString() },
  }
}
