import { and, desc, eq, getTableColumns, gte, inArray, not, or, sql } from 'drizzle-orm'
import { listMoves } from '../../custody/ledger/moves-store.ts'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import { outcomes } from '../../db/schema/recognition/recognitions.ts'
import { caseNamed, type MobilityNames } from '../../db/sides.ts'
import { notFound } from '../../errors.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import type { AppealKind, AppealState } from './appeal.ts'

export type Appeal = typeof appeals.$inferSelect
export type AppealMove = Awaited<ReturnType<typeof listAppealMoves>>[number]

export async function insertAppeal(tx: Tx, values: typeof appeals.$inferInsert): Promise<Appeal> {
  const [row] = await tx.insert(appeals).values(values).returning()
  return row!
}

/** Changes a held appeal; whoever does so writes down what moved it. */
export async function updateAppeal(tx: Tx, id: string, changes: Partial<Appeal>, now: Date): Promise<Appeal> {
  const [row] = await tx
    .update(appeals)
    .set({ ...changes, updatedAt: now })
    .where(eq(appeals.id, id))
    .returning()
  return row!
}

/** An appeal against the organisation's own cases; the hosting organisation is not shown it. */
export async function getAppeal(tx: Tx, organisationId: string, id: string): Promise<Appeal> {
  const [row] = await tx
    .select()
    .from(appeals)
    .where(and(eq(appeals.id, id), eq(appeals.organisationId, organisationId)))
  if (!row) throw notFound('appeal')
  return row
}

/** The same for a reader, with whether what became of its case is kept from them. */
export async function getAppealFor(
  tx: Tx,
  { organisationId, memberId }: Pick<Actor, 'organisationId' | 'memberId'>,
  id: string,
): Promise<Appeal & { isBlind: boolean }> {
  const isBlind = isBlindTo(memberId, sql`"appeals"."recognition_id"`)
  const [row] = await tx
    .select({ ...getTableColumns(appeals), isBlind })
    .from(appeals)
    .where(and(eq(appeals.id, id), eq(appeals.organisationId, organisationId)))
  if (!row) throw notFound('appeal')
  return row
}

/**
 * The same for whoever may be asked to mark in it: the hosting organisation finds it once its assessors were asked, and
 * is shown no more of it than which outcomes to mark.
 */
export async function getAppealToMark(tx: Tx, organisationId: string, id: string): Promise<Appeal> {
  const asked = and(
    eq(appeals.hostingOrganisationId, organisationId),
    inArray(appeals.markingAskedOf, ['hosting', 'either']),
  )
  const [row] = await tx
    .select()
    .from(appeals)
    .where(and(eq(appeals.id, id), or(eq(appeals.organisationId, organisationId), asked)))
  if (!row) throw notFound('appeal')
  return row
}

/** Holds the appeal until the transaction ends. */
export async function lockAppeal(tx: Tx, id: string): Promise<Appeal> {
  const [row] = await tx.select().from(appeals).where(eq(appeals.id, id)).for('update')
  if (!row) throw notFound('appeal')
  return row
}

export type AppealFilter = MobilityNames & {
  state?: AppealState | undefined
  kind?: AppealKind | undefined
  recognitionId?: string | undefined
}

export async function listAppeals(
  tx: Tx,
  { organisationId, memberId }: Pick<Actor, 'organisationId' | 'memberId'>,
  keyset: Keyset,
  { state, kind, recognitionId, ...names }: AppealFilter,
): Promise<(Appeal & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, appeals)
  const sought = { state, kind, recognitionId }
  const wanted = (['state', 'kind', 'recognitionId'] as const).map((name) =>
    sought[name] === undefined ? undefined : eq(appeals[name], sought[name]),
  )
  return tx
    .select({ ...getTableColumns(appeals), upTo: numberedUpTo(keyset) })
    .from(appeals)
    .where(
      and(
        eq(appeals.organisationId, organisationId),
        not(isBlindTo(memberId, sql`${appeals.recognitionId}`)),
        ...wanted,
        caseNamed(names, sql`${appeals.recognitionId}`),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** Every step of the appeals of a case: who, when, from which state to which; the oldest first. */
export async function listAppealMoves(tx: Tx, recognitionId: string) {
  return appealMovesOf(await listMoves(tx, [recognitionId]))
}

/** The steps of appeals among the moves of a case and its appeals. */
export function appealMovesOf(moves: Awaited<ReturnType<typeof listMoves>>) {
  return moves
    .filter(({ kind }) => kind === 'appeal')
    .map(({ subjectId, from, to, ...move }) => ({
      id: move.id,
      organisationId: move.organisationId,
      hostingOrganisationId: move.hostingOrganisationId,
      appealId: subjectId,
      action: move.action,
      from: from as AppealState | null,
      to: to as AppealState,
      memberId: move.memberId,
      personId: move.personId,
      at: move.at,
    }))
}

/**
 * By appeal: the certificate that was issued for it. One certificate takes up every appeal of the case that was upheld
 * until then, and names the last of them; ids grow with time.
 */
export async function certificatesForAppeals(tx: Tx, appealIds: string[]): Promise<Map<string, string>> {
  if (appealIds.length === 0) return new Map()
  const rows = await tx
    .select({ id: certificates.id, appealId: appeals.id })
    .from(appeals)
    .innerJoin(
      certificates,
      and(eq(certificates.recognitionId, appeals.recognitionId), gte(certificates.appealId, appeals.id)),
    )
    .where(
      and(
        inArray(appeals.id, appealIds),
        eq(appeals.kind, 'appeal'),
        eq(appeals.state, 'upheld'),
        eq(certificates.status, 'issued'),
      ),
    )
    .orderBy(desc(certificates.id))
  return new Map(rows.map((row) => [row.appealId, row.id]))
}

/** By appeal: the competences of the outcomes that were marked again in it. */
export async function listMarkedAgain(tx: Tx, ids: string[]): Promise<Map<string, string[]>> {
  const rows = await tx
    .select({ appealId: assessments.appealId, competence: outcomes.competence })
    .from(assessments)
    .innerJoin(outcomes, eq(outcomes.id, assessments.outcomeId))
    .where(inArray(assessments.appealId, ids))
  return new Map(
    ids.map((id) => [id, rows.filter((row) => row.appealId === id).map((row) => row.competence)]),
  )
}
