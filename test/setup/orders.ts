import { numberLines } from '../../src/custody/ledger/number-lines.ts'
import { carryOutOrders } from '../../src/exchange/orders/carry-out-orders.ts'
import { errandsTo } from '../../src/platform/auth/errand.ts'
import type { World } from './world.ts'

/** Turns of the job until nothing more is due. */
export async function carryOut({ services, app }: World): Promise<void> {
  const errands = errandsTo(async () => app)
  for (let turn = 0; turn < 4; turn += 1) {
    await numberLines(services)
    await carryOutOrders(services, errands)
  }
}
