import { z } from 'zod'
import type { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { formsOfParticipation } from '../../db/schema/mobility/mobilities.ts'
import { ExternalId } from '../../parties/organisations/schemas.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import { asMessage } from '../../platform/http/word-issue.ts'
import { FieldOfEducation } from '../../platform/vocabularies/field-of-education.ts'
import { LanguageTag } from '../../platform/vocabularies/language.ts'
import { ProjectCode, SoughtProjectCode } from './project-code.ts'
import { say } from './words.ts'

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

export const ChangedMobility = z
  .strictObject({ ...fields, participation: z.enum(formsOfParticipation) })
  .partial()
  .meta({ id: 'ChangedMobility', examples: [{ endsOn: '2026-10-09', workloadHours: 150 }] })

export const MobilityView = z
  .object({
    id: z.uuid(),
    sendingOrganisationId: z.uuid(),
    hostingOrganisationId: z.uuid(),
    learnerId: z.uuid(),
    projectCode: z.string(),
    mobilityCode: z.string().nullable(),
    europassNumber: z.string().nullable(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    participation: z.enum(formsOfParticipation),
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

export function viewMobility(row: typeof mobilities.$inferSelect): z.infer<typeof MobilityView> {
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
    cancellation: cancelledAt && { at: cancelledAt.toISOString(), reason: cancellationReason! },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

export const MobilityFilter = {
  externalId: ExternalId.optional(),
  projectCode: SoughtProjectCode.optional(),
  learnerId: z.uuid().optional(),
}
