import type { z } from 'zod'
import { type Context, read } from '../../context.ts'
import { keepReadingOf } from '../../custody/ledger/readings-store.ts'
import type { Tx } from '../../db/client.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { type Keyset, toPage } from '../../platform/http/pages.ts'
import type { Zone } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { openStages } from '../stage.ts'
import { describePending } from '../work/list-work.ts'
import type { Pending } from '../work/row-store.ts'
import type { TaskView } from '../work/schemas.ts'
import { countProgress, listAfterwards, listStanding, type OnBoard } from './board-store.ts'
import { MAX_COHORT, type Progress, type ShownCohort } from './cohort.ts'
import { getCohort } from './store.ts'

export type BoardRow = { row: OnBoard; tasks: z.infer<typeof TaskView>[] }

/** Who is part of a cohort, how far each of them is, what is missing and with whom; one page of them, and the sums of all. */
export type Board = {
  cohort: ShownCohort
  progress: Progress
  rows: BoardRow[]
  next: string | null
  /** Where whoever asks is. */
  zone: Zone
}

const whole: Keyset = { limit: MAX_COHORT * 2, after: null, since: null, position: null }

/** The board of a cohort: a page of it, or without `keyset` everybody. */
export async function readBoard(
  ctx: Context,
  id: string,
  language: Language,
  keyset: Keyset = whole,
): Promise<Board> {
  return read(ctx, async (tx, actor) => {
    const cohort = await getCohort(tx, id)
    const found = await listStanding(tx, id, actor.memberId, keyset)
    const { items, next } = toPage(found, keyset, (row) => row)
    await keepReadingOf(tx, actor, named(items, cohort), ctx.now())
    const [progress, rows] = await Promise.all([
      countProgress(tx, id, actor.memberId),
      withTasks(tx, ctx, actor, items, language),
    ])
    return { cohort, progress, rows, next, zone: actor.zone }
  })
}

const named = (rows: OnBoard[], { organisationId }: ShownCohort) =>
  rows.map(({ personId }) => ({ personId, organisationId }))

/** How far a cohort is, without its people. */
export async function readProgress(ctx: Context, id: string): Promise<Pick<Board, 'cohort' | 'progress'>> {
  return read(ctx, async (tx, actor) => {
    const [cohort, progress] = [await getCohort(tx, id), await countProgress(tx, id, actor.memberId)]
    return { cohort, progress }
  })
}

/** What is missing for each, as the work list says it; nothing for who has left, or does not go. */
async function withTasks(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  rows: OnBoard[],
  language: Language,
): Promise<BoardRow[]> {
  const there = rows.filter(({ leftAt, stage }) => !leftAt && stage !== 'cancelled')
  const over = there.flatMap((row) => (row.recognitionId && !isUnderWay(row) ? [row.recognitionId] : []))
  const pending = [
    ...there.filter((row) => row.recognitionId === null || isUnderWay(row)).map(pendingOf),
    ...(await listAfterwards(tx, over)),
  ]
  const items = await describePending(tx, ctx, actor, pending, language)
  return rows.map((row) => ({
    row,
    tasks: items
      .filter((item) =>
        item.recognitionId ? item.recognitionId === row.recognitionId : item.id === row.mobilityId,
      )
      .flatMap(({ tasks }) => tasks),
  }))
}

const isUnderWay = ({ stage }: OnBoard) => (openStages as readonly string[]).includes(stage)

const pendingOf = ({ mobilityId, recognitionId, since: updatedAt }: OnBoard): Pending =>
  recognitionId
    ? { kind: 'case', id: recognitionId, recognitionId, updatedAt }
    : { kind: 'agreement', id: mobilityId, recognitionId: null, updatedAt }
