import { carryOutOrders } from '../../src/exchange/orders/carry-out-orders.ts'
import { errandsTo } from '../../src/platform/auth/errand.ts'
import { numberAll } from '../custody/ledger/numbered.ts'
import type { World } from './world.ts'

/** Turns of the job until nothing more is due. */
export async function carryOut(world: World): Promise<void> {
  const { services, app } = world
  const errands = errandsTo(async () => app)
  for (let turn = 0; turn < 4; turn += 1) {
    await numberAll(world)
    await carryOutOrders(services, errands)
  }
}
