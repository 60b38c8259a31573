import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { attempts, auxiliaries } from '../../db/schema/operation.ts'
import { faultAt, isKept } from '../../platform/auxiliaries/store.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { isStuck } from '../../platform/jobs/attempts-store.ts'
import { isWanted, type Kinds, row } from './row-store.ts'

/** What stands beside the service for this organisation and fails, or will soon. */
export function failingAuxiliaries(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where, orderBy, limit } = page(keyset, { id: auxiliaries.id, updatedAt: auxiliaries.since })
  return tx
    .select(row('auxiliary', auxiliaries.id, null, auxiliaries.since))
    .from(auxiliaries)
    .where(
      and(
        eq(auxiliaries.organisationId, organisationId),
        sql`${faultAt(wanted.now)} is not null`,
        isKept(wanted.now),
        isWanted('auxiliary', wanted),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** What a job has failed at for so long that people have to look. */
export function stuckItems(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where, orderBy, limit } = page(keyset, { id: attempts.id, updatedAt: attempts.since })
  return tx
    .select(row('stuck', attempts.id, attempts.recognitionId, attempts.since))
    .from(attempts)
    .where(
      and(eq(attempts.organisationId, organisationId), isStuck(wanted.now), isWanted('stuck', wanted), where),
    )
    .orderBy(...orderBy)
    .limit(limit)
}
