import type { Tx } from '../../db/client.ts'
import { gatherAgreements } from '../../mobility/agreements/store.ts'
import { loadCases } from '../../recognition/load-case.ts'
import { listMobilitiesOf } from '../events/store.ts'
import { happenedAfter, isUnderWay, listCasesFor, openAfter } from './due-store.ts'
import { type DueByOrder, dueBy } from './order.ts'
import type { Looked, Order } from './store.ts'

/** So many lines of the ledger, and so many things that are open, are looked at before something is done. */
const LINES = 200
const THINGS = 50

/** What is due by an order as far as it was looked this time, and where to go on. */
export type DueLook = { due: DueByOrder[]; looked: Looked }

/** Looks at what happened since the last time, and, where that is long ago, at a part of all that is open. */
export async function findDue(
  tx: Tx,
  order: Order,
  { upTo, sweptBefore, now }: { upTo: number; sweptBefore: Date; now: Date },
): Promise<DueLook> {
  const { organisationId, position, sweptAt, sweepAfter } = order
  const lines = await happenedAfter(tx, organisationId, { position, upTo, limit: LINES })
  const looked: Looked = { position: lines.length < LINES ? upTo : lines.at(-1)!.position }
  const led = await listMobilitiesOf(tx, [...new Set(lines.map(({ leadsFrom }) => leadsFrom))])
  const ids = led.map(({ leadsTo }) => leadsTo)
  if (sweptAt === null || sweptAt <= sweptBefore) {
    const things = await openAfter(tx, organisationId, sweepAfter, THINGS)
    ids.push(...things.map(({ mobilityId }) => mobilityId))
    Object.assign(
      looked,
      things.length < THINGS ? { sweptAt: now, sweepAfter: null } : { sweepAfter: things.at(-1)!.id },
    )
  }
  return { due: await dueOf(tx, order, [...new Set(ids)], now), looked }
}

async function dueOf(
  tx: Tx,
  { organisationId, kind }: Order,
  mobilityIds: string[],
  now: Date,
): Promise<DueByOrder[]> {
  const agreements = await gatherAgreements(tx, mobilityIds)
  const cases = await loadCases(tx, await listCasesFor(tx, organisationId, mobilityIds), now)
  const byMobility = new Map([...cases.values()].map((loaded) => [loaded.mobility.id, loaded]))
  const due = [...agreements.values()]
    .filter(({ mobility }) => mobility.organisationId === organisationId)
    .flatMap((agreement) => dueBy(kind, { ...agreement, loaded: byMobility.get(agreement.mobility.id) }, now))
  const wanted: DueByOrder[] = []
  for (const one of due)
    if (!one.link || !(await isUnderWay(tx, organisationId, one.link, now))) wanted.push(one)
  return wanted
}
