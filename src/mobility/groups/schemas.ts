import { z } from 'zod'
import type { ProgrammeContent } from '../../db/schema/mobility/learning-programmes.ts'
import { partySides } from '../../db/schema/parties.ts'
import { Code } from '../../measure/frameworks/code.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import { lettersWithin } from '../../platform/json/letters.ts'
import { PlannedOutcome } from '../agreements/planned-outcomes/schemas.ts'
import { MAX_LETTERS, MAX_OUTCOMES } from '../mobilities/extent.ts'
import { ProjectCode } from '../mobilities/project-code.ts'
import { type Group, MAX_PARTICIPANTS, missingSides, type Programme } from './group.ts'

const Text = longText(2000)
const Companion = z.strictObject({
  name: shortText(200),
  role: shortText(200).describe('as what they are there'),
})

const fields = {
  name: shortText(200).describe('as both organisations call it'),
  projectCode: ProjectCode,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  workloadHours: z.int().min(1).max(10_000).describe('notional hours of the programme, for each participant'),
  companions: z
    .array(Companion)
    .max(MAX_PARTICIPANTS)
    .default([])
    .describe('who goes with them; they stand on the list'),
}

export const NewGroup = z.strictObject({ hostingOrganisationId: z.uuid(), ...fields }).meta({
  id: 'NewGroupMobility',
  examples: [
    {
      hostingOrganisationId: '01993c7e-0000-7000-8000-000000000002',
      name: 'Logistics, autumn',
      projectCode: '2026-1-LV01-KA121-VET-000012345',
      startsOn: '2026-09-07',
      endsOn: '2026-10-02',
      workloadHours: 120,
      companions: [{ name: 'Teacher One', role: 'Accompanying teacher' }],
    },
  ],
})

export const ChangedGroup = z
  .strictObject({ ...fields, companions: fields.companions.unwrap() })
  .partial()
  .meta({ id: 'ChangedGroupMobility', examples: [{ endsOn: '2026-10-09' }] })

export const GroupView = z
  .object({
    id: z.uuid(),
    sendingOrganisationId: z.uuid(),
    hostingOrganisationId: z.uuid(),
    name: z.string(),
    projectCode: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    workloadHours: z.int(),
    companions: z.array(z.object({ name: z.string(), role: z.string() })),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'GroupMobility' })

export function viewGroup(group: Group): z.infer<typeof GroupView> {
  const { id, organisationId, hostingOrganisationId, name, projectCode, startsOn, endsOn } = group
  const { workloadHours, companions, createdAt, updatedAt } = group
  return {
    id,
    sendingOrganisationId: organisationId,
    hostingOrganisationId,
    name,
    projectCode,
    startsOn,
    endsOn,
    workloadHours,
    companions,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

const letters = lettersWithin(MAX_LETTERS)

const Activity = z.strictObject({
  on: z.iso.date(),
  what: Text.describe('what the group does on that day'),
  competences: z.array(Code).max(20).default([]).describe('of the outcomes that it goes into'),
})

export const NewProgramme = z
  .strictObject({
    framework: z.string().min(1).max(60).describe('id of the framework, as GET /v1/frameworks lists it'),
    outcomes: z.array(PlannedOutcome).min(1).max(MAX_OUTCOMES),
    activities: z.array(Activity).max(200).default([]).describe('day by day, where that is agreed'),
    procedure: Text.describe('how, when and by whom the outcomes are assessed'),
    assessorRole: Text,
    evidenceFrom: z.iso.date().optional().describe('left out: the first day of the group'),
    evidenceUntil: z.iso
      .date()
      .optional()
      .describe('left out: as many days after the last day as the organisation has set, at first 30'),
    answers: Text.optional().describe(
      'what you say to the host that returned the version before; no part of what is signed',
    ),
  })
  .refine(letters.fits, letters.message)
  .meta({
    id: 'NewLearningProgramme',
    ...letters.meta,
    examples: [
      {
        framework: 'a-framework-1.0',
        outcomes: [
          {
            competence: '2.4',
            baselineFoundBy: 'The programme is the same for all, so none was looked for.',
            target: 4,
            methods: ['portfolio', 'observation'],
            recognisedAs: { kind: 'module', reference: 'Digital skills, module 2' },
          },
        ],
        activities: [{ on: '2026-09-07', what: 'A tour of the workshop.', competences: ['2.4'] }],
        procedure: 'Portfolio and observation at the workplace, judged within two weeks after return.',
        assessorRole: 'Vocational teacher of the sending school',
      },
    ],
  })

const Side = z.enum(partySides)

export const ProgrammeView = z
  .object({
    id: z.uuid(),
    groupId: z.uuid(),
    version: z.int(),
    hash: z.string().describe('SHA-256 of the canonical content: what both organisations sign'),
    content: z.custom<ProgrammeContent>().meta({
      type: 'object',
      additionalProperties: true,
      description: 'the learning programme as it is signed',
    }),
    signatures: z.array(
      z.object({
        party: Side,
        name: z.string(),
        signedAt: z.iso.datetime(),
        partnershipId: z.uuid().nullable().describe('the memorandum in force then; null: none was'),
      }),
    ),
    missing: z.array(Side).describe('which organisation has yet to sign'),
    signed: z.boolean().describe('by both: it stands in the agreement of each participant'),
    returned: z
      .object({ comment: z.string(), at: z.iso.datetime(), memberId: z.uuid() })
      .nullable()
      .describe('why the host did not sign it as it is; the next version answers'),
    answers: z.string().nullable().describe('what it says to the host that returned the version before'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'LearningProgramme' })

export function viewProgramme(programme: Programme): z.infer<typeof ProgrammeView> {
  const { version, signatures, returned } = programme
  const { id, groupId, number, hash, content, answers, createdAt } = version
  const missing = missingSides(programme)
  return {
    id,
    groupId,
    version: number,
    hash,
    content,
    signatures: signatures.map(({ party, name, signedAt, partnershipId }) => ({
      party,
      name,
      signedAt: signedAt.toISOString(),
      partnershipId,
    })),
    missing,
    signed: missing.length === 0,
    returned: returned && viewProgrammeReturn(returned),
    answers,
    createdAt: createdAt.toISOString(),
  }
}

const viewProgrammeReturn = ({ comment, at, memberId }: NonNullable<Programme['returned']>) => ({
  comment,
  at: at.toISOString(),
  memberId,
})

export const NewParticipants = z
  .strictObject({ mobilityIds: z.array(z.uuid()).min(1).max(MAX_PARTICIPANTS) })
  .meta({
    id: 'NewParticipants',
    examples: [{ mobilityIds: ['01993c7e-0000-7000-8000-000000000003'] }],
  })

export const ParticipantsView = z
  .object({
    items: z.array(
      z.object({
        mobilityId: z.uuid(),
        version: z
          .int()
          .nullable()
          .describe('of its agreement, that was written with the programme in it; null: none was now'),
      }),
    ),
  })
  .meta({ id: 'JoinedParticipants' })

export const Departure = z
  .strictObject({ reason: Text })
  .meta({ id: 'Departure', examples: [{ reason: 'They go to another host.' }] })
