import { z } from 'zod'
import { formsOfParticipation, kindsOfParticipant } from '../../db/schema/mobility/mobilities.ts'
import { ExternalId } from '../../parties/organisations/schemas.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import { asMessage } from '../../platform/http/word-issue.ts'
import { FieldOfEducation } from '../../platform/vocabularies/field-of-education.ts'
import { LanguageTag } from '../../platform/vocabularies/language.ts'
import { countDays } from './course.ts'
import { ProjectCode, SoughtProjectCode } from './project-code.ts'
import type { ShownMobility } from './store.ts'
import { say } from './words.ts'

const days = { startsOn: z.iso.date(), endsOn: z.iso.date() }
const MAX_PERIODS = 10

const fields = {
  projectCode: ProjectCode,
  mobilityCode: shortText(60)
    .nullish()
    .describe('identifier of the mobility in the Beneficiary Module; once in a project'),
  europassNumber: shortText(60)
    .nullish()
    .describe('as given by a National Europass Centre; never made up here'),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  participation: z.enum(formsOfParticipation).default('on-site'),
  participant: z
    .enum(kindsOfParticipant)
    .default('learner')
    .describe('`staff`: of the sending organisation; they are assessed by a framework for educators'),
  virtualPeriods: z
    .array(z.strictObject(days))
    .max(MAX_PERIODS)
    .default([])
    .describe('of a blended mobility: days before or after the stay on which they take part from afar'),
  interruptions: z
    .array(z.strictObject({ ...days, reason: longText(500) }))
    .max(MAX_PERIODS)
    .default([])
    .describe('days of the stay that do not count, and why; papers name the days and never the reason'),
  workloadHours: z.int().min(1).max(10_000).describe('notional workload in hours'),
  objective: longText(1000).nullish(),
  languages: z
    .array(LanguageTag)
    .min(1)
    .max(10)
    .refine((tags) => new Set(tags).size === tags.length, asMessage(say('language-twice')))
    .nullish()
    .describe('in which languages it was carried out; null where it is not known'),
  programme: shortText(300).nullish().describe('the vocational programme that the learner follows'),
  fieldOfEducation: FieldOfEducation.nullish(),
  eqfLevel: z.int().min(1).max(8).nullish().describe('EQF level of the programme; null: not applicable'),
  externalId: ExternalId.nullish(),
}

export const NewMobility = z
  .strictObject({
    learnerId: z.uuid(),
    hostingOrganisationId: z.uuid(),
    ...fields,
    overlapIsMeant: z
      .boolean()
      .optional()
      .describe('registers it although the learner has another mobility in these days'),
  })
  .meta({
    id: 'NewMobility',
    examples: [
      {
        learnerId: '01993c7e-0000-7000-8000-000000000001',
        hostingOrganisationId: '01993c7e-0000-7000-8000-000000000002',
        projectCode: '2026-1-LV01-KA121-VET-000012345',
        startsOn: '2026-09-07',
        endsOn: '2026-10-02',
        workloadHours: 120,
      },
    ],
  })

/** As a table has one: it names learner and host, and what it leaves out may stand here already. */
export const NamedMobility = NewMobility.omit({
  learnerId: true,
  hostingOrganisationId: true,
  virtualPeriods: true,
  interruptions: true,
}).extend({
  learner: ExternalId,
  host: shortText(200),
  participation: fields.participation.unwrap().optional(),
  participant: fields.participant.unwrap().optional(),
})

export const ChangedMobility = z
  .strictObject({
    ...fields,
    participation: fields.participation.unwrap(),
    participant: fields.participant.unwrap(),
    virtualPeriods: fields.virtualPeriods.unwrap(),
    interruptions: fields.interruptions.unwrap(),
    extensionReason: longText(500).describe(
      'why the mobility ends later, with a later `endsOn`: it is kept as extended, beside the day on which it was to end',
    ),
  })
  .partial()
  .meta({ id: 'ChangedMobility', examples: [{ endsOn: '2026-10-09', workloadHours: 150 }] })

/** Of what is of a project by its code. */
export const ProjectId = z
  .uuid()
  .nullable()
  .describe('the project of that code in your register (`/v1/projects`); null: there is none')

export const MobilityView = z
  .object({
    id: z.uuid(),
    sendingOrganisationId: z.uuid(),
    hostingOrganisationId: z.uuid(),
    learnerId: z.uuid(),
    groupId: z
      .uuid()
      .nullable()
      .describe('the group that it is part of, whose learning programme stands in its agreement'),
    projectCode: z.string(),
    projectId: ProjectId,
    mobilityCode: z.string().nullable(),
    europassNumber: z.string().nullable(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    participation: z.enum(formsOfParticipation),
    participant: z.enum(kindsOfParticipant),
    virtualPeriods: z.array(z.object(days)),
    interruptions: z.array(z.object({ ...days, reason: z.string() })),
    extensions: z.array(z.object({ endedOn: z.iso.date(), endsOn: z.iso.date(), reason: z.string() })),
    days: z
      .object({ physical: z.int(), virtual: z.int(), interrupted: z.int() })
      .describe('how many days count, there and from afar, and how many of the stay do not'),
    workloadHours: z.int(),
    objective: z.string().nullable(),
    languages: z.array(z.string()).nullable(),
    programme: z.string().nullable(),
    fieldOfEducation: z.string().nullable(),
    eqfLevel: z.int().nullable(),
    externalId: z.string().nullable(),
    cancellation: z
      .object({ at: z.iso.datetime(), reason: z.string() })
      .nullable()
      .describe('that it does not take place, since when, and why; null: it does'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Mobility' })

export function viewMobility(row: ShownMobility): z.infer<typeof MobilityView> {
  const {
    organisationId,
    version: _,
    unsignedSince: __,
    signedSince: ___,
    codeShared: ____,
    cancelledAt,
    cancelledBy: _____,
    cancellationReason,
    createdAt,
    updatedAt,
    ...mobility
  } = row
  return {
    ...mobility,
    sendingOrganisationId: organisationId,
    days: countDays(row),
    cancellation: cancelledAt && { at: cancelledAt.toISOString(), reason: cancellationReason! },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

/** How each list that tells of mobilities, or of what comes of them, is asked for some of them. */
export const MobilityQuery = {
  externalId: ExternalId.optional().describe('only that of the mobility with this identifier of its sender'),
  learnerId: z.uuid().optional().describe('only those of this learner'),
  cohortId: z.uuid().optional().describe('only those of this cohort of yours'),
  projectId: z.uuid().optional().describe('only those of this project of yours'),
}

export const ProjectQuery = { projectCode: SoughtProjectCode.optional(), projectId: MobilityQuery.projectId }

export const MobilityFilter = {
  ...MobilityQuery,
  ...ProjectQuery,
  groupId: z.uuid().optional().describe('only those that are part of this group'),
}
