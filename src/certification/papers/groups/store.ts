import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { groupPapers } from '../../../db/schema/certification/group-papers.ts'
import { mobilities } from '../../../db/schema/mobility/mobilities.ts'
import { notFound } from '../../../errors.ts'
import type { Mobility } from '../../../mobility/mobilities/store.ts'
import type { Keyset } from '../../../platform/http/pages.ts'

type Row = typeof groupPapers.$inferSelect

/** All that is known of a paper of a group but the paper itself. */
const known = {
  id: groupPapers.id,
  organisationId: groupPapers.organisationId,
  groupId: groupPapers.groupId,
  kind: groupPapers.kind,
  language: groupPapers.language,
  basis: groupPapers.basis,
  number: groupPapers.number,
  code: groupPapers.code,
  says: groupPapers.says,
  sha256: groupPapers.sha256,
  issuedOn: groupPapers.issuedOn,
}

export type KnownGroupPaper = Pick<Row, keyof typeof known>

/** Keeps a paper; one that was drawn from the same facts by somebody faster is the one that is kept. */
export async function keepGroupPaper(
  tx: Tx,
  paper: typeof groupPapers.$inferInsert,
): Promise<KnownGroupPaper> {
  const [kept] = await tx.insert(groupPapers).values(paper).onConflictDoNothing().returning(known)
  return kept ?? (await findGroupPaper(tx, paper))!
}

type Facts = Pick<Row, 'groupId' | 'kind' | 'language' | 'basis'>

/** The paper that was drawn from these facts; undefined where none was. */
export async function findGroupPaper(tx: Tx, facts: Facts): Promise<KnownGroupPaper | undefined> {
  const [paper] = await tx
    .select(known)
    .from(groupPapers)
    .where(
      and(
        eq(groupPapers.groupId, facts.groupId),
        eq(groupPapers.kind, facts.kind),
        eq(groupPapers.language, facts.language),
        eq(groupPapers.basis, facts.basis),
      ),
    )
  return paper
}

/** The papers of a group, the oldest first, and one more than a page holds. */
export async function listGroupPapersOf(
  tx: Tx,
  groupId: string,
  { after, limit }: Keyset,
): Promise<KnownGroupPaper[]> {
  const from = after ? gt(groupPapers.id, after.id) : undefined
  return tx
    .select(known)
    .from(groupPapers)
    .where(and(eq(groupPapers.groupId, groupId), from))
    .orderBy(asc(groupPapers.id))
    .limit(limit + 1)
}

/** A paper with its bytes; refuses where the group has none of that id. */
export async function getGroupPaper(
  tx: Tx,
  groupId: string,
  id: string,
): Promise<KnownGroupPaper & Pick<Row, 'bytes'>> {
  const [paper] = await tx
    .select({ ...known, bytes: groupPapers.bytes })
    .from(groupPapers)
    .where(and(eq(groupPapers.groupId, groupId), eq(groupPapers.id, id)))
  if (!paper) throw notFound('paper')
  return paper
}

/** The paper that a code stands for, for strangers; undefined: there is none. */
export async function findGroupPaperByCode(tx: Tx, code: string): Promise<KnownGroupPaper | undefined> {
  const [paper] = await tx.select(known).from(groupPapers).where(eq(groupPapers.code, code))
  return paper
}

/** The mobilities of a group that take place, in the order in which they were entered. */
export async function listParticipants(tx: Tx, groupId: string): Promise<Mobility[]> {
  return tx
    .select()
    .from(mobilities)
    .where(and(eq(mobilities.groupId, groupId), isNull(mobilities.cancelledAt)))
    .orderBy(asc(mobilities.id))
}
