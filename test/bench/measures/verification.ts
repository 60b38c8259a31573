import type { Services } from '../../../src/context.ts'
import { sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { bareVerification } from '../bare-verification.ts'
import { codes, fill } from '../fill.ts'
import { issueSome } from '../issue-some.ts'
import type { Load } from '../load.ts'
import { load, ratio } from '../measure.ts'
import type { Bench, Row } from '../row.ts'
import { openService } from '../service.ts'

type Asked = Pick<Load, 'port' | 'paths'> & Partial<Load>

export async function measureVerification(bench: Bench): Promise<Row[]> {
  const { port, services, db } = await openService(bench)
  await fill(db, 0, codes.length)
  const issued = await issueSome(services, 20)
  const floor = await bareVerification(bench, services, issued)
  const milliseconds = bench.quick ? 500 : 1500
  const asked = (order: Asked) => load({ connections: 10, milliseconds, ...order })
  const speed = async (order: Asked) => (await asked(order)).perSecond
  // Of all of them, all that is told is read from the register; of fewer, it is known after a while what is told of each.
  const byCode = { port, paths: codes.map((code) => `/verify/${code}`) }
  const known = { port, paths: byCode.paths.slice(0, 1000) }
  const again = { port, paths: byCode.paths.slice(0, 200) }
  const ways = [
    [byCode, `of ${codes.length} certificates, more than are kept`],
    [known, 'of 1000 certificates'],
    [again, 'of 200, again and again'],
  ] as const
  const bare = { port: floor, paths: codes.map((code) => `/code/${code}`) }

  const rows: Row[] = []
  for (const [of, asking] of ways) {
    const code = await ratio(
      () => speed({ ...of, connections: 100 }),
      () => speed({ ...bare, connections: 100 }),
    )
    const what = `code as JSON, ${asking}`
    rows.push({ what: `${what}, to one query`, unit: '/s', ...code, reach: { atLeast: 0.6, of: 'ratio' } })
    rows.push({ what, unit: '/s', ...code, floor: null, reach: { atLeast: 8000, of: 'ours' } })
  }
  for (const form of ['jwt', 'pdf', 'badge'] as const) {
    const bodies = { type: media[form], bytes: issued.map((certificate) => certificate[form].bytes) }
    const found = await ratio(
      () => speed({ port, paths: issued.map(() => '/v1/verifications'), bodies }),
      () => speed({ port: floor, paths: issued.map(({ id }) => `/${form}/${id}`), bodies }),
    )
    const what = `${names[form]}, to its hash, its signature and one query`
    rows.push({ what, unit: '/s', ...found, reach: { atLeast: 0.5, of: 'ratio' } })
  }
  for (const [of, asking] of ways) {
    const page = await ratio(
      async () => 1000 / (await speed({ ...of, accept: 'text/html' })),
      async () => 1000 / (await speed(of)),
    )
    const what = `page of a code, ${asking}, to its JSON`
    rows.push({ what, unit: 'ms', ...page, reach: { atMost: 1.5, of: 'ratio' } })
  }
  const busy = await whileDrawing(services, () => asked({ ...byCode, milliseconds: milliseconds * 2 }))
  const whole = { floor: null, unit: 'ms' }
  rows.push({
    what: 'code while papers are drawn, p99',
    ...whole,
    ours: busy.p99,
    reach: { atMost: 10, of: 'ours' },
  })
  // What the load itself takes is taken from what it asks, on a machine of two cores.
  const { cpu } = await asked({ ...bare, connections: 100 })
  rows.push({
    what: 'CPU of the load for an answer',
    ...whole,
    ours: cpu,
    reach: { atMost: 0.05, of: 'ours' },
  })
  return rows
}

const media = { jwt: 'application/vc+jwt', pdf: 'application/pdf', badge: 'application/vc+ld+json' }
const names = { jwt: 'JWT', pdf: 'PDF', badge: 'badge of five outcomes with its criteria' }

async function whileDrawing<T>(services: Services, work: () => Promise<T>) {
  let isDrawing = true
  const drawn = (async () => {
    while (isDrawing) await services.draw(sampleSnapshot(), [], { layout: 'whole', logo: null })
  })()
  const found = await work()
  isDrawing = false
  await drawn
  return found
}
