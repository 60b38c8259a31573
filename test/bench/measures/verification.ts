import { eq } from 'drizzle-orm'
import { certificates } from '../../../src/db/schema/certification/certificates.ts'
import { sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { codes, fill } from '../fill.ts'
import { load, ratio } from '../measure.ts'
import type { Bench, Row } from '../row.ts'
import { bareRoute, openService } from '../service.ts'

export async function measureVerification(bench: Bench): Promise<Row[]> {
  const { db, port, services } = await openService(bench)
  await fill(db, 0, 1000)
  const bare = await bareRoute(bench, (instance) =>
    instance.get<{ Params: { code: string } }>('/bare/:code', async ({ params }) => {
      const [row] = await db.owner.select().from(certificates).where(eq(certificates.code, params.code))
      return { number: row?.number }
    }),
  )
  const milliseconds = bench.quick ? 500 : 1500
  const run = async (at: number, prefix: string) => {
    const paths = codes.map((code) => prefix + code)
    return (await load({ port: at, paths, connections: 10, milliseconds })).perSecond
  }
  const { ours, floor } = await ratio(
    () => run(port, '/verify/'),
    () => run(bare, '/bare/'),
  )
  let drawing = true
  const busy = (async () => {
    while (drawing) await services.draw(sampleSnapshot(), [])
  })()
  const paths = codes.map((code) => `/verify/${code}`)
  const { p99 } = await load({ port, paths, connections: 10, milliseconds: milliseconds * 2 })
  drawing = false
  await busy
  return [
    {
      what: 'verification by code, to a bare route with one query',
      unit: '/s',
      floor,
      ours,
      reach: { atLeast: 0.6, of: 'ratio' },
    },
    {
      what: 'verification while certificates are drawn, p99',
      unit: 'ms',
      floor: null,
      ours: p99,
      reach: { atMost: 10, of: 'ours' },
    },
  ]
}
