import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import fastify, { type FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { documentsIn } from '../../src/certification/documents/in-threads.ts'
import { drawCertificate } from '../../src/certification/documents/pdf/draw-certificate.ts'
import type { Services } from '../../src/context.ts'
import { openDatabase } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { certificates } from '../../src/db/schema/certification/certificates.ts'
import { asTenant } from '../../src/db/tenancy.ts'
import { builtInFrameworks, loadFrameworks } from '../../src/measure/frameworks/load-frameworks.ts'
import { makeMissingKeys } from '../../src/platform/signing/keys.ts'
import { openSigner } from '../../src/platform/signing/signer.ts'
import { folderStorage } from '../../src/platform/storage/storage.ts'
import { openThreads } from '../../src/platform/threads/threads.ts'
import { caseFilesIn } from '../../src/recognition/case-files/in-threads.ts'
import { listRecognitions } from '../../src/recognition/store.ts'
import { sampleSnapshot } from '../certification/certificates/sample-snapshot.ts'
import { startPostgres } from '../setup/postgres.ts'
import { bareDocument } from './bare-document.ts'
import { codes, fill } from './fill.ts'
import { cpuOf, load, ratio, report } from './measure.ts'

const MANY = 1_000_000

const server = await startPostgres()
const folder = mkdtempSync(join(tmpdir(), 'recognition-bench-'))
const db = await openDatabase({ databaseUrl: server.url, databasePool: 10, dataDir: folder })
const secret = new Uint8Array(32)
await migrate(db, (owner) => makeMissingKeys(owner, secret, new Date()))
await fill(db, 0, 1000)
const threads = openThreads(1)
const services: Services = {
  db,
  now: () => new Date(),
  signer: await openSigner(db, secret),
  storage: folderStorage(folder),
  frameworks: loadFrameworks([builtInFrameworks]),
  ...documentsIn(threads),
  ...caseFilesIn(threads),
  eseal: null,
  antivirus: null,
  identityProvider: null,
  auxiliaries: [],
  publicUrl: 'http://localhost:3000',
  eudiWallets: false,
}
const app = await buildApp(services, { logger: false, trustProxy: true })
const ours = await listen(app)

await catalogue()
await verification()
await drawing()
await lists()

await threads.close()
await app.close()
await db.close()
await server.stop()

async function catalogue(): Promise<void> {
  const path = '/v1/frameworks/digcomp-2.2/competences/1.1'
  const body = Buffer.from(await (await fetch(`http://127.0.0.1:${ours}${path}`)).arrayBuffer())
  const bare = fastify()
  bare.get('/bare', (_request, reply) => reply.type('application/json; charset=utf-8').send(body))
  const port = await listen(bare)
  const speed = async (at: number, to: string) =>
    (await load({ port: at, paths: [to], connections: 10, milliseconds: 1500 })).perSecond
  const measured = await ratio(
    () => speed(ours, path),
    () => speed(port, '/bare'),
  )
  report(
    'catalogue read',
    figures(measured, '/s'),
    '>= 80 % of a bare route with the same bytes',
    measured.ratio >= 0.8,
  )
  await bare.close()
}

async function verification(): Promise<void> {
  const bare = fastify()
  bare.get<{ Params: { code: string } }>('/bare/:code', async ({ params }) => {
    const [row] = await db.owner.select().from(certificates).where(eq(certificates.code, params.code))
    return { number: row?.number }
  })
  const port = await listen(bare)
  const order = { connections: 10, milliseconds: 1500 }
  const run = async (at: number, prefix: string) =>
    (await load({ ...order, port: at, paths: codes.map((code) => prefix + code) })).perSecond
  const measured = await ratio(
    () => run(ours, '/verify/'),
    () => run(port, '/bare/'),
  )
  report(
    'public verification',
    figures(measured, '/s'),
    '>= 60 % of a bare route with one query',
    measured.ratio >= 0.6,
  )
  let drawing = true
  const busy = (async () => {
    while (drawing) await services.draw(sampleSnapshot(), [])
  })()
  const paths = codes.map((code) => `/verify/${code}`)
  const { p50, p99 } = await load({ port: ours, paths, connections: 2, milliseconds: 3000 })
  drawing = false
  await busy
  report(
    'verification while drawing',
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    'p99 < 10 ms',
    p99 < 10,
  )
  await bare.close()
}

async function drawing(): Promise<void> {
  const snapshot = sampleSnapshot()
  const one = await cpuOf(() => drawCertificate(snapshot, []), 40)
  const pages =
    Buffer.from(await drawCertificate(snapshot, []))
      .toString('latin1')
      .split('/Type /Page\n').length - 1
  const floor = await cpuOf(() => bareDocument(pages), 40)
  report(`certificate PDF, ${pages} pages, CPU each, warm`, `${one.toFixed(1)} ms`, '<= 15 ms', one <= 15)
  report(
    'certificate PDF to bare pdfkit',
    `${one.toFixed(1)} / ${floor.toFixed(1)} ms = ${(one / floor).toFixed(2)}`,
    '<= 2',
    one / floor <= 2,
  )
}

async function lists(): Promise<void> {
  const tenant = { organisationId: '00000000-0000-7000-8000-000000000001', memberId: null }
  const keysets = {
    list: { limit: 50, after: null, since: null, position: null },
    since: { limit: 50, after: null, since: new Date('2026-11-01T00:10:00Z'), position: null },
    after: { limit: 50, after: null, since: null, position: 0 },
  }
  const cost = (keyset: (typeof keysets)[keyof typeof keysets]) =>
    cpuOrWall(() => asTenant(db, tenant, (tx) => listRecognitions(tx, tenant, 'sent', keyset, {})))
  const few = {
    list: await cost(keysets.list),
    since: await cost(keysets.since),
    after: await cost(keysets.after),
  }
  await fill(db, 1000, MANY)
  for (const name of ['list', 'since', 'after'] as const) {
    const many = await cost(keysets[name])
    const grown = many / few[name]
    report(
      `${name} at ${MANY} cases to 1 000`,
      `${many.toFixed(2)} / ${few[name].toFixed(2)} ms = ${grown.toFixed(2)}`,
      '<= 1.5',
      grown <= 1.5,
    )
  }
}

/** Milliseconds from asking to answer, the median of many: most of it is spent in the database. */
async function cpuOrWall(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let done = 0; done < 200; done++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[100]!
}

async function listen(instance: FastifyInstance): Promise<number> {
  await instance.listen({ port: 0, host: '127.0.0.1' })
  return (instance.server.address() as { port: number }).port
}

function figures(
  { ratio, ours, floor }: { ratio: number; ours: number; floor: number },
  unit: string,
): string {
  return `${ours.toFixed(0)}${unit} to ${floor.toFixed(0)}${unit} = ${(ratio * 100).toFixed(0)} %`
}
