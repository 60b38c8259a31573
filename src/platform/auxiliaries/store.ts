import { and, gte, isNotNull, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { auxiliaries } from '../../db/schema/operation.ts'
import type { Auxiliary, AuxiliaryFault, Condition } from './auxiliary.ts'

/** Every process looks at what it has each minute, in milliseconds; what nobody looks at for longer, nobody has. */
const ABSENT_AFTER = 600_000
/** What was absent for so long, in milliseconds, was given up. */
const GIVEN_UP_AFTER = 30 * 86_400_000

const before = (now: Date, milliseconds: number) => new Date(now.getTime() - milliseconds)

/** Keeps how an auxiliary was found; since when it is so only moves when its fault does. */
export async function writeCondition(
  owner: Tx,
  { name, organisationId }: Pick<Auxiliary, 'name' | 'organisationId'>,
  { fault, endsAt }: Condition,
  now: Date,
): Promise<void> {
  await owner
    .insert(auxiliaries)
    .values({ name, organisationId, fault, endsAt, since: now, lookedAt: now })
    .onConflictDoUpdate({
      target: [auxiliaries.name, auxiliaries.organisationId],
      set: {
        fault,
        endsAt,
        lookedAt: now,
        since: sql`case when ${auxiliaries.fault} is distinct from excluded.fault
          then excluded.since else ${auxiliaries.since} end`,
      },
    })
}

/** What is wrong with an auxiliary at this moment; null: nothing. */
export function faultAt(now: Date): SQL<AuxiliaryFault | null> {
  const absent = before(now, ABSENT_AFTER).toISOString()
  return sql<AuxiliaryFault | null>`case when ${auxiliaries.lookedAt} < ${absent}::timestamptz
    then 'absent' else ${auxiliaries.fault} end`
}

/** Whether an auxiliary was not given up: of those without an organisation, only what some process has. */
export function isKept(now: Date): SQL | undefined {
  return or(
    gte(auxiliaries.lookedAt, before(now, ABSENT_AFTER)),
    and(isNotNull(auxiliaries.organisationId), gte(auxiliaries.lookedAt, before(now, GIVEN_UP_AFTER))),
  )
}

export type AuxiliaryStanding = {
  name: string
  organisationId: string | null
  fault: AuxiliaryFault | null
  since: Date
  endsAt: Date | null
}

/** How all auxiliaries are that any process has, or had lately. */
export async function listAuxiliaries(owner: Tx, now: Date): Promise<AuxiliaryStanding[]> {
  const { name, organisationId, since, endsAt } = auxiliaries
  return owner
    .select({ name, organisationId, fault: faultAt(now), since, endsAt })
    .from(auxiliaries)
    .where(isKept(now))
    .orderBy(name, since)
}
