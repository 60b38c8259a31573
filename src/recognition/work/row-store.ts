import { sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { Stage } from '../stage.ts'
import type { WorkKind } from './schemas.ts'
import type { Beside } from './steps.ts'

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
export type Kinds = { stages: Stage[]; beside: ReadonlySet<Beside>; now: Date }

/** A row of the union; the aliases are what it is ordered by. */
export function row(kind: Pending['kind'], id: PgColumn, recognitionId: PgColumn | null, since: PgColumn) {
  return {
    kind: sql<Pending['kind']>`${kind}::text`.as('kind'),
    id: sql<string>`${id}`.as('subject_id'),
    recognitionId: sql<string | null>`${recognitionId ?? sql`null::uuid`}`.as('recognition_id'),
    since: sql`${since}`.mapWith((value: string) => new Date(value)).as('waiting_since'),
  }
}

/** The statement stays the same whatever is wanted, so that the database plans it once. */
export const isWanted = (kind: Beside, { beside }: Kinds) => sql`${beside.has(kind)}`
