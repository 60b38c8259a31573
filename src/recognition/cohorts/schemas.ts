import { z } from 'zod'
import { ProjectCode } from '../../mobility/mobilities/project-code.ts'
import { ProjectId } from '../../mobility/mobilities/schemas.ts'
import { LanguageQuery } from '../../platform/http/language.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import { shortText } from '../../platform/http/texts.ts'
import { TaskView } from '../work/schemas.ts'
import { boardStages, countPeople, MAX_COHORT, type ShownCohort } from './cohort.ts'
import type { Board, BoardRow } from './read-board.ts'

const MobilityIds = z.array(z.uuid()).min(1).max(MAX_COHORT)

const fields = {
  name: shortText(200).describe('as your organisation calls it'),
  projectCode: ProjectCode.nullable().describe('of which project all of them are; null: of several'),
  class: shortText(100).nullable().describe('the class or course at the school, where it is one'),
}

export const NewCohort = z
  .strictObject({
    ...fields,
    projectCode: fields.projectCode.default(null),
    class: fields.class.default(null),
    hostingOrganisationId: z
      .uuid()
      .optional()
      .describe('where `mobilityIds` is left out: only those at this host'),
    mobilityIds: MobilityIds.optional().describe(
      'who is part of it; left out: all mobilities of the project that take place',
    ),
  })
  .meta({
    id: 'NewCohort',
    examples: [
      {
        name: 'Logistics, autumn',
        projectCode: '2026-1-LV01-KA121-VET-000012345',
        class: 'LOG-3',
        mobilityIds: ['01993c7e-0000-7000-8000-000000000003'],
      },
    ],
  })

export const ChangedCohort = z
  .strictObject({ name: fields.name, class: fields.class })
  .partial()
  .meta({ id: 'ChangedCohort', examples: [{ class: 'LOG-4' }] })

export const NewCohortMobilities = z
  .strictObject({ mobilityIds: MobilityIds })
  .meta({ id: 'NewCohortMobilities', examples: [{ mobilityIds: ['01993c7e-0000-7000-8000-000000000003'] }] })

export const CohortDeparture = z
  .strictObject({
    replacedBy: z
      .uuid()
      .optional()
      .describe('the mobility that comes instead; it becomes part of the cohort'),
  })
  .meta({
    id: 'CohortDeparture',
    examples: [{ replacedBy: '01993c7e-0000-7000-8000-000000000004' }],
  })

const Stage = z
  .enum(boardStages)
  .describe(
    'agreement: no case is open yet; closed: certified or refused, for whoever may yet mark in an appeal',
  )

const cohort = {
  id: z.uuid(),
  name: z.string(),
  projectCode: z.string().nullable(),
  projectId: ProjectId,
  class: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}

export const CohortView = z.object(cohort).meta({ id: 'Cohort' })

export const BoardRowView = z
  .object({
    mobilityId: z.uuid(),
    recognitionId: z.uuid().nullable().describe('null: no case is open yet'),
    person: z.object({
      id: z.uuid(),
      name: z.string().describe('empty: their data were erased'),
      externalId: z.string().nullable(),
    }),
    hostingOrganisationId: z.uuid(),
    stage: Stage,
    since: z.iso.datetime().describe('since when it is at that stage'),
    tasks: z.array(TaskView).describe('what is missing, and with whom'),
    certificate: z
      .object({ id: z.uuid(), number: z.string() })
      .nullable()
      .describe('the one that is valid now'),
    leftAt: z.iso.datetime().nullable().describe('since when it is no part of the cohort any more'),
    replacedBy: z.uuid().nullable().describe('the mobility that came instead'),
  })
  .meta({ id: 'CohortBoardRow' })

export const BoardView = z
  .object({
    ...cohort,
    people: z.int().describe('how many are part of it now'),
    progress: z
      .array(z.object({ stage: Stage, people: z.int() }))
      .describe('how many are at each stage at which somebody is, in the order of the way'),
    items: z.array(BoardRowView),
    next: z.string().nullable().describe('cursor of the next page, null at the end'),
  })
  .meta({ id: 'CohortBoard' })

export const BoardQuery = z.strictObject({ ...PageQuery, ...LanguageQuery })

export const JoinedView = z
  .object({ people: z.int().describe('how many are part of it now') })
  .meta({ id: 'CohortMobilities' })

export function viewCohort({
  id,
  name,
  projectCode,
  projectId,
  class: schoolClass,
  createdAt,
  updatedAt,
}: ShownCohort): z.infer<typeof CohortView> {
  return {
    id,
    name,
    projectCode,
    projectId,
    class: schoolClass,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

const viewRow = ({ row, tasks }: BoardRow): z.infer<typeof BoardRowView> => ({
  mobilityId: row.mobilityId,
  recognitionId: row.recognitionId,
  person: { id: row.personId, name: row.name, externalId: row.externalId },
  hostingOrganisationId: row.hostingOrganisationId,
  stage: row.stage,
  since: row.since.toISOString(),
  tasks,
  certificate:
    row.certificateId && row.certificateNumber
      ? { id: row.certificateId, number: row.certificateNumber }
      : null,
  leftAt: row.leftAt?.toISOString() ?? null,
  replacedBy: row.replacedBy,
})

export const viewBoard = ({ cohort: row, progress, rows, next }: Board): z.infer<typeof BoardView> => ({
  ...viewCohort(row),
  people: countPeople(progress),
  progress,
  items: rows.map(viewRow),
  next,
})
