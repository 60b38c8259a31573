import { and, eq, sql } from 'drizzle-orm'
import { page } from '../../db/keyset.ts'
import { attempts, auxiliaries } from '../../db/schema/operation.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { faultAt, isKept } from '../../platform/auxiliaries/store.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { isStuck } from '../../platform/jobs/attempts-store.ts'
import { type Kinds, row, select } from './row-store.ts'

/** What stands beside the service for this organisation and fails, or will soon. */
export function failingAuxiliaries(
  { organisationId }: Pick<Actor, 'organisationId'>,
  keyset: Keyset,
  { beside, now }: Kinds,
) {
  const { where, orderBy, limit } = page(keyset, { id: auxiliaries.id, updatedAt: auxiliaries.since })
  return select(row('auxiliary', auxiliaries.id, null, auxiliaries.since))
    .from(auxiliaries)
    .where(
      and(
        eq(auxiliaries.organisationId, organisationId),
        sql`${faultAt(now)} is not null`,
        isKept(now),
        sql`${beside.has('auxiliary')}`,
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** What a job has failed at for so long that people have to look. */
export function stuckItems(
  { organisationId }: Pick<Actor, 'organisationId'>,
  keyset: Keyset,
  { beside, now }: Kinds,
) {
  const { where, orderBy, limit } = page(keyset, { id: attempts.id, updatedAt: attempts.since })
  return select(row('stuck', attempts.id, attempts.recognitionId, attempts.since))
    .from(attempts)
    .where(and(eq(attempts.organisationId, organisationId), isStuck(now), sql`${beside.has('stuck')}`, where))
    .orderBy(...orderBy)
    .limit(limit)
}
