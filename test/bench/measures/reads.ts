import { asTenant } from '../../../src/db/tenancy.ts'
import { listRecognitions } from '../../../src/recognition/store.ts'
import { fill } from '../fill.ts'
import type { Bench, Row } from '../row.ts'
import { openService } from '../service.ts'

const keysets = {
  list: { limit: 50, after: null, since: null, position: null },
  since: { limit: 50, after: null, since: new Date('2026-11-01T00:10:00Z'), position: null },
  position: { limit: 50, after: null, since: null, position: 0 },
}

export async function measureReads(bench: Bench): Promise<Row[]> {
  const { db } = await openService(bench)
  const many = bench.quick ? 20_000 : 1_000_000
  const tenant = { organisationId: '00000000-0000-7000-8000-000000000001', memberId: null }
  const cost = async (): Promise<[string, number][]> => {
    const costs: [string, number][] = []
    for (const [name, keyset] of Object.entries(keysets)) {
      const read = () => asTenant(db, tenant, (tx) => listRecognitions(tx, tenant, 'sent', keyset, {}))
      costs.push([name, await medianOf(read)])
    }
    return costs
  }
  await fill(db, 0, 1000)
  const few = new Map(await cost())
  await fill(db, 1000, many)
  return (await cost()).map(([name, ours]) => ({
    what: `cases by ${name}, ${many} of them to 1 000`,
    unit: 'ms',
    floor: few.get(name) ?? null,
    ours,
    reach: { atMost: 1.5, of: 'ratio' },
  }))
}

/** Milliseconds from asking to answer, the median of many: most of it is spent in the database. */
async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let done = 0; done < 200; done++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[100]!
}
