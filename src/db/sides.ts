import { and, eq, ne, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { mobilities } from './schema/mobility/mobilities.ts'
import { projects } from './schema/mobility/projects.ts'
import { mobilityStays } from './schema/mobility/stays.ts'
import { cohortMembers } from './schema/recognition/cohorts.ts'
import { recognitions } from './schema/recognition/recognitions.ts'

/** What an organisation sends or hosts, or, as one of several hosts or between them, has a part in. */
export const allSides = ['sent', 'hosted', 'hosted-in-part'] as const
export type AnySide = (typeof allSides)[number]

export const sentOrHosted = ['sent', 'hosted'] as const
export type SentOrHosted = (typeof sentOrHosted)[number]

/** What an organisation sends, or what it hosts. */
export const onSide = (
  table: { organisationId: PgColumn; hostingOrganisationId: PgColumn },
  side: SentOrHosted,
  organisationId: string,
) => eq(side === 'sent' ? table.organisationId : table.hostingOrganisationId, organisationId)

/** The same, or what an organisation has a part in that another one hosts; `mobilityId` leads to it. */
export const onAnySide = (
  table: Parameters<typeof onSide>[0],
  mobilityId: PgColumn,
  side: AnySide,
  organisationId: string,
): SQL | undefined =>
  side === 'hosted-in-part'
    ? and(
        ne(table.hostingOrganisationId, organisationId),
        sql`${mobilityId} in (select ${mobilityStays.mobilityId} from ${mobilityStays}
          where ${eq(mobilityStays.hostingOrganisationId, organisationId)})`,
      )
    : onSide(table, side, organisationId)

const membersOf = (cohortId: string): SQL => sql`select ${cohortMembers.mobilityId} from ${cohortMembers}
  where ${cohortMembers.cohortId} = ${cohortId} and ${cohortMembers.leftAt} is null`

/** That a mobility is part of a cohort now; true where none is asked for. */
export const mobilityIn = (cohortId: string | undefined, mobilityId: SQLWrapper): SQL | undefined =>
  cohortId === undefined ? undefined : sql`${mobilityId} in (${membersOf(cohortId)})`

/** The same of the mobility of a case. */
export const caseIn = (cohortId: string | undefined, recognitionId: SQLWrapper): SQL | undefined =>
  cohortId === undefined
    ? undefined
    : sql`${recognitionId} in (select ${recognitions.id} from ${recognitions}
        where ${recognitions.mobilityId} in (${membersOf(cohortId)}))`

/** That what has this code is of a project; true where none is asked for. */
export const isOfProject = (projectId: string | undefined, code: SQLWrapper): SQL | undefined =>
  projectId === undefined
    ? undefined
    : sql`${code} = (select ${projects.code} from ${projects} where ${projects.id} = ${projectId})`

/** Which project of the acting organisation has this code; null: it keeps none. */
export const projectWith = (code: SQLWrapper): SQL<string | null> =>
  sql<string | null>`(select ${projects.id} from ${projects} where ${projects.code} = ${code} limit 1)`

/** The same of a mobility. */
export const mobilityOfProject = (projectId: string | undefined, mobilityId: SQLWrapper): SQL | undefined =>
  projectId === undefined
    ? undefined
    : sql`${mobilityId} in (select ${mobilities.id} from ${mobilities}
        where ${isOfProject(projectId, mobilities.projectCode)})`

/** And of a case. */
export const caseOfProject = (projectId: string | undefined, recognitionId: SQLWrapper): SQL | undefined =>
  projectId === undefined
    ? undefined
    : sql`${recognitionId} in (select ${recognitions.id} from ${recognitions}
        where ${mobilityOfProject(projectId, recognitions.mobilityId)})`
