import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { LoadedCase } from '../case.ts'
import { holdCase } from '../load-case.ts'
import type { AppealStanding } from './actions.ts'
import { standingOfAppeal } from './handling.ts'
import { tookPartIn } from './participants.ts'
import { listMovers } from './participants-store.ts'
import * as store from './store.ts'

/** An appeal with its case, both held. */
export type HeldAppeal = AppealStanding & { appeal: store.Appeal; loaded: LoadedCase }

/** For `act`: holds the case and its appeal, in this order. `find` says to whom the appeal may be known. */
export const theAppeal =
  (ctx: Pick<Context, 'actor' | 'now'>, id: string, find: typeof store.getAppeal = store.getAppeal) =>
  async (tx: Tx): Promise<HeldAppeal> => {
    const { recognitionId } = await find(tx, ctx.actor.organisationId, id)
    const loaded = await holdCase(tx, recognitionId, ctx.now())
    const appeal = await store.lockAppeal(tx, id)
    const took = tookPartIn(loaded, await listMovers(tx, [recognitionId]), appeal)
    const standing = standingOfAppeal(appeal, took, loaded.facts.assessedBy)
    return { ...standing, appeal, loaded, recognitionId }
  }
