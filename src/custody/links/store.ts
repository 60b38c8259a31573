import {
  and,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  notInArray,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { links } from '../../db/schema/mobility/links.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { mobilityNamed } from '../../db/sides.ts'
import { notFound } from '../../errors.ts'
import type { LinkPurpose } from '../../platform/auth/link-terms.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import type { StateOfLink } from './link-state.ts'

export type ListedLink = Omit<typeof links.$inferSelect, 'secretHash' | 'pinHash'> & {
  recognitionId: string | null
}

export type LinkFilter = {
  personId?: string | undefined
  mobilityId?: string | undefined
  recognitionId?: string | undefined
  cohortId?: string | undefined
  projectId?: string | undefined
  purpose?: LinkPurpose | undefined
  state?: StateOfLink | undefined
}

const { secretHash: _, pinHash: __, ...shown } = getTableColumns(links)

/** What is handed to a wallet is no address that anybody opens. */
const ofWallets: LinkPurpose[] = ['wallet-access', 'wallet-nonce']

/** The links that an organisation has made. Those that are open, or have expired, come in the order of their ends. */
export async function listLinks(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  filter: LinkFilter,
  now: Date,
): Promise<ListedLink[]> {
  const { personId, mobilityId, recognitionId, cohortId, projectId, purpose, state } = filter
  const { where, orderBy, limit } = page(keyset, { id: links.id, updatedAt: links.expiresAt })
  const ofCase =
    recognitionId === undefined
      ? undefined
      : inArray(
          links.mobilityId,
          sql`(select ${recognitions.mobilityId} from ${recognitions} where ${recognitions.id} = ${recognitionId})`,
        )
  return tx
    .select({ ...shown, recognitionId: recognitions.id })
    .from(links)
    .leftJoin(recognitions, eq(recognitions.mobilityId, links.mobilityId))
    .where(
      and(
        eq(links.organisationId, organisationId),
        notInArray(links.purpose, ofWallets),
        personId === undefined ? undefined : eq(links.personId, personId),
        mobilityId === undefined ? undefined : eq(links.mobilityId, mobilityId),
        ofCase,
        mobilityNamed({ cohortId, projectId }, links.mobilityId),
        purpose === undefined ? undefined : eq(links.purpose, purpose),
        state && inState[state](now),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

const isUnused = and(isNull(links.usedAt), isNull(links.endedAt))

const inState: Record<StateOfLink, (now: Date) => SQL | undefined> = {
  open: (now) => and(isUnused, gt(links.expiresAt, now)),
  used: () => and(isNotNull(links.usedAt), isNull(links.endedAt)),
  expired: (now) => and(isUnused, lte(links.expiresAt, now)),
  ended: () => isNotNull(links.endedAt),
}

/** Holds a link of the acting organisation, or of one whose learner it hosts, until the transaction ends. */
export async function lockLink(tx: Tx, id: string): Promise<typeof links.$inferSelect> {
  const [row] = await tx.select().from(links).where(eq(links.id, id)).for('update')
  if (!row) throw notFound('link')
  return row
}
