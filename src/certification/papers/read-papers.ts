import { type Context, read } from '../../context.ts'
import { keepReadingOfMobility } from '../../custody/ledger/readings-store.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import * as store from './store.ts'

/** The papers of a mobility for one of its parties, and one more than a page holds; that they are read is kept. */
export async function readPapers(
  ctx: Context,
  mobilityId: string,
  keyset: Keyset,
): Promise<store.KnownPaper[]> {
  return read(ctx, async (tx, actor) => {
    await getMobility(tx, mobilityId)
    await keepReadingOfMobility(tx, actor, mobilityId, ctx.now())
    return store.listPapersOf(tx, mobilityId, keyset)
  })
}

/** A paper with its bytes; one that repeats results is closed to who is to mark without knowing them. */
export async function readMobilityPaper(ctx: Context, id: string) {
  return read(ctx, async (tx, actor) => {
    const paper = await store.getMobilityPaper(tx, id)
    await keepReadingOfMobility(tx, actor, paper.mobilityId, ctx.now())
    if (paper.says.certificate) assertNotBlind(await store.isCaseBlind(tx, paper.mobilityId, actor.memberId))
    return paper
  })
}
