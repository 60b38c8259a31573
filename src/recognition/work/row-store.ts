import { asc, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { type PgColumn, QueryBuilder } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { openStages, type Stage } from '../stage.ts'
import type { WorkKind } from './schemas.ts'
import { type Beside, steps } from './steps.ts'

/** Something that waits: what it is, and under which id it is dealt with. */
export type Pending = {
  kind: z.infer<typeof WorkKind>
  id: string
  /** The case it belongs to; null for what comes before any case. */
  recognitionId: string | null
  /** Since when it waits. */
  updatedAt: Date
}

/** Of which stages, and what beside the cases, is to be listed. */
export type Kinds = { stages: Stage[]; beside: ReadonlySet<Beside>; now: Date; today: string }

const builder = new QueryBuilder({ casing: 'snake_case' })

/** A selection that is sent as a part of another one. */
export const select = builder.select.bind(builder)

/** A row of the union; the aliases are what it is ordered by. */
export function row(
  kind: Pending['kind'],
  id: PgColumn,
  recognitionId: PgColumn | null,
  since: PgColumn | SQL,
) {
  return {
    kind: sql<Pending['kind']>`${kind}::text`.as('kind'),
    id: sql<string>`${id}`.as('subject_id'),
    recognitionId: sql<string | null>`${recognitionId ?? sql`null::uuid`}`.as('recognition_id'),
    since: sql`${since}`.as('waiting_since'),
  }
}

/** The same row, read from all of them. */
export const ofRow = {
  kind: sql<Pending['kind']>`kind`,
  id: sql<string>`subject_id`,
  recognitionId: sql<string | null>`recognition_id`,
  since: sql`waiting_since`.mapWith((value: string) => new Date(value)),
}

/** What stands in the statement for what differs from one asking to the next. */
export type Given = Record<GivenName, Placeholder>
type GivenName =
  | 'organisationId'
  | 'memberId'
  | 'today'
  | 'since'
  | 'after'
  | 'limit'
  | `wants ${Beside}`
  | `wants ${Stage}`

const kinds = Object.keys(steps) as Beside[]
export const givenNames: readonly GivenName[] = [
  ...(['organisationId', 'memberId', 'today', 'since', 'after', 'limit'] as const),
  ...kinds.map((kind) => `wants ${kind}` as const),
  ...openStages.map((stage) => `wants ${stage}` as const),
]

export const noId = '00000000-0000-0000-0000-000000000000'

export function valuesOf(
  { organisationId, memberId }: Pick<Actor, 'organisationId' | 'memberId'>,
  { after, since, limit }: Keyset,
  { stages, beside, today }: Kinds,
): Record<GivenName, unknown> {
  const wanted = [
    ...kinds.map((kind) => [`wants ${kind}`, beside.has(kind)]),
    ...openStages.map((stage) => [`wants ${stage}`, stages.includes(stage)]),
  ]
  return {
    ...Object.fromEntries(wanted),
    organisationId,
    memberId,
    today,
    since: (after?.changedAt ?? since ?? new Date(0)).toISOString(),
    after: after?.id ?? noId,
    limit: limit + 1,
  }
}

/** The statement stays the same whatever is wanted, so that the database plans it once. */
export const isWanted = (kind: Beside | Stage, given: Given) => sql`${given[`wants ${kind}`]}::boolean`

/** The condition and order of one page of what waits, compared as one row: where the reading of an index begins. */
export const keysetOf = ({ since, after, limit }: Given, of: { id: PgColumn; since: PgColumn | SQL }) => ({
  where: sql`(${of.since}, ${of.id}) > (${since}::timestamptz, ${after}::uuid)`,
  orderBy: [asc(of.since), asc(of.id)],
  limit,
})
