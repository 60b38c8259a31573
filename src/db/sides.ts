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

/** What names mobilities: each that is said narrows them further. */
export type MobilityNames = {
  /** The sending organisation's own identifier. */
  externalId?: string | undefined
  learnerId?: string | undefined
  projectCode?: string | undefined
  cohortId?: string | undefined
  projectId?: string | undefined
}

/** That what has this code is of a project; true where none is asked for. */
export const isOfProject = (projectId: string | undefined, code: SQLWrapper): SQL | undefined =>
  projectId === undefined
    ? undefined
    : sql`${code} = (select ${projects.code} from ${projects} where ${projects.id} = ${projectId})`

/** Which project of the acting organisation has this code; null: it keeps none. */
export const projectWith = (code: SQLWrapper): SQL<string | null> =>
  sql<string | null>`(select ${projects.id} from ${projects} where ${projects.code} = ${code} limit 1)`

/** That a mobility is part of a cohort now. */
const isIn = (cohortId: string, mobilityId: SQLWrapper): SQL =>
  sql`${mobilityId} in (select ${cohortMembers.mobilityId} from ${cohortMembers}
    where ${cohortMembers.cohortId} = ${cohortId} and ${cohortMembers.leftAt} is null)`

/** Of a statement that reads mobilities, those that are so named; true where nothing is said. */
export function isNamed({ cohortId, projectId, ...names }: MobilityNames): SQL | undefined {
  const own = (['externalId', 'learnerId', 'projectCode'] as const).map((name) =>
    names[name] === undefined ? undefined : eq(mobilities[name], names[name]),
  )
  return and(
    ...own,
    cohortId === undefined ? undefined : isIn(cohortId, mobilities.id),
    isOfProject(projectId, mobilities.projectCode),
  )
}

/** That this is the id of a mobility so named; true where nothing is said. */
export function mobilityNamed(names: MobilityNames, mobilityId: SQLWrapper): SQL | undefined {
  const { cohortId, ...others } = names
  const named = isNamed(others)
  return and(
    cohortId === undefined ? undefined : isIn(cohortId, mobilityId),
    named && sql`${mobilityId} in (select ${mobilities.id} from ${mobilities} where ${named})`,
  )
}

/** The same of a case whose mobility is so named. */
export function caseNamed(names: MobilityNames, recognitionId: SQLWrapper): SQL | undefined {
  const named = mobilityNamed(names, recognitions.mobilityId)
  return named && sql`${recognitionId} in (select ${recognitions.id} from ${recognitions} where ${named})`
}

/** And of a person who is the learner of one. */
export function learnerNamed(names: MobilityNames, personId: SQLWrapper): SQL | undefined {
  const named = isNamed(names)
  return named && sql`${personId} in (select ${mobilities.learnerId} from ${mobilities} where ${named})`
}
