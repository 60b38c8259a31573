import { z } from 'zod'
import { stayRoles } from '../../db/schema/mobility/stays.ts'
import type { Stay, StayAttestation } from './stay.ts'

/** A part as it is signed and printed. */
export const StayFact = z
  .strictObject({
    organisation: z.strictObject({
      id: z.uuid(),
      name: z.string().max(200),
      latinName: z.string().max(200).nullish(),
      ownName: z.string().max(200).optional(),
      country: z.string().max(2).optional(),
      city: z.string().max(200).nullish(),
      oid: z.string().max(20).nullish(),
    }),
    role: z.enum(stayRoles),
    startsOn: z.iso.date().nullable(),
    endsOn: z.iso.date().nullable(),
  })
  .meta({ id: 'StayFact' })

/** So many parts one mobility may have. */
export const MAX_STAYS = 12

const StayRole = z
  .enum(stayRoles)
  .describe('`intermediary`: arranges what others host, and attests nothing unless it hosts days itself')

export const NewStays = z
  .strictObject({
    stays: z
      .array(
        z.strictObject({
          organisationId: z.uuid(),
          role: StayRole.default('host'),
          startsOn: z.iso.date().nullish().describe('first day there; none of an intermediary without days'),
          endsOn: z.iso.date().nullish(),
        }),
      )
      .max(MAX_STAYS)
      .describe(
        'all of them in their order, the days of the host of the mobility, too; none: it hosts alone',
      ),
  })
  .meta({
    id: 'NewStays',
    examples: [
      {
        stays: [
          {
            organisationId: '01993c7e-0000-7000-8000-000000000002',
            role: 'host',
            startsOn: '2026-09-07',
            endsOn: '2026-09-18',
          },
          {
            organisationId: '01993c7e-0000-7000-8000-000000000003',
            role: 'host',
            startsOn: '2026-09-19',
            endsOn: '2026-10-02',
          },
        ],
      },
    ],
  })

export const NewStayAttestation = z
  .strictObject({
    startsOn: z.iso.date().describe('first day on which they were there'),
    endsOn: z.iso.date().describe('last day; not one that is still to come'),
  })
  .meta({ id: 'NewStayAttestation', examples: [{ startsOn: '2026-09-19', endsOn: '2026-10-02' }] })

const Attested = z.object({
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  memberId: z.uuid().describe('who has said so, of this organisation'),
  at: z.iso.datetime(),
})

export const StayAttestationView = Attested.meta({ id: 'StayAttestation' })

export const StaysView = z
  .object({
    stays: z
      .array(
        z.object({
          id: z.uuid(),
          organisationId: z.uuid(),
          organisation: z.string(),
          role: z.enum(stayRoles),
          startsOn: z.iso.date().nullable(),
          endsOn: z.iso.date().nullable(),
          attested: Attested.nullable().describe('what this organisation has said last of who was there'),
          unconfirmed: z
            .boolean()
            .describe('it was said at a desk that was handed over, and counts once whoever did confirms it'),
        }),
      )
      .max(MAX_STAYS),
  })
  .meta({ id: 'Stays' })

export const viewStayAttestation = ({
  startsOn,
  endsOn,
  memberId,
  at,
}: StayAttestation): z.infer<typeof StayAttestationView> => ({
  startsOn,
  endsOn,
  memberId,
  at: at.toISOString(),
})

export const viewStays = (stays: readonly Stay[]): z.infer<typeof StaysView> => ({
  stays: stays.map((stay) => ({
    id: stay.id,
    organisationId: stay.hostingOrganisationId,
    organisation: stay.organisation.name,
    role: stay.role,
    startsOn: stay.startsOn,
    endsOn: stay.endsOn,
    attested: stay.attestation && viewStayAttestation(stay.attestation),
    unconfirmed: stay.isUnconfirmed,
  })),
})
