import { load, ratio } from '../measure.ts'
import type { Bench, Row } from '../row.ts'
import { bareRoute, openService } from '../service.ts'

export async function measureCatalogue(bench: Bench): Promise<Row[]> {
  const { port } = await openService(bench)
  const path = '/v1/frameworks/digcomp-2.2/competences/1.1'
  const body = Buffer.from(await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer())
  const bare = await bareRoute(bench, (instance) =>
    instance.get('/bare', (_request, reply) => reply.type('application/json; charset=utf-8').send(body)),
  )
  const milliseconds = bench.quick ? 500 : 1500
  const speed = async (at: number, to: string) =>
    (await load({ port: at, paths: [to], connections: 10, milliseconds })).perSecond
  const { ours, floor } = await ratio(
    () => speed(port, path),
    () => speed(bare, '/bare'),
  )
  return [
    {
      what: 'read of the catalogue, to a bare route with the same bytes',
      unit: '/s',
      floor,
      ours,
      reach: { atLeast: 0.8, of: 'ratio' },
    },
  ]
}
