import canonicalize from 'canonicalize'
import { generateKeyPair } from 'jose'
import jsonld from 'jsonld'
import postgres from 'postgres'
import { startService } from '../../../src/commands/demo/start-service.ts'
import { bareDocument } from '../bare-document.ts'
import { cloneCase } from '../clone-case.ts'
import { cpuOf } from '../measure.ts'
import { openPipeline } from '../pipeline.ts'
import { cpuOfFamily, cpuOfProcess, residentOf } from '../processes.ts'
import type { Bench, Row } from '../row.ts'

const CLIENTS = 8

/** Issuing by a server of its own, to the sum of what cannot be left out: signatures, canonical forms, drawing, rows. */
export async function measureIssue(bench: Bench): Promise<Row[]> {
  const { url, pid: database } = await bench.postgres()
  const env = {
    ...process.env,
    DATABASE_URL: url,
    DATA_DIR: bench.folder(),
    CLIENT_REQUESTS: '0',
    TRUST_PROXY: '1',
  }
  const service = await startService(env)
  bench.afterwards(() => service.stop())
  const sql = postgres(url, { max: 4, onnotice: () => {} })
  bench.afterwards(() => sql.end())

  const pipeline = await openPipeline(service)
  const decided = await pipeline.decide()
  const many = bench.quick ? 300 : 10_000
  const warm = bench.quick ? 60 : 200
  const ids = await cloneCase(sql, decided, warm + many)
  const issueAll = (some: string[]) => inLanes(some, CLIENTS, (id) => pipeline.issue(id))
  await issueAll(ids.slice(0, warm))

  const spent = () => cpuOfProcess(service.pid) + cpuOfFamily(database)
  let resident = 0
  const look = setInterval(() => {
    resident = Math.max(resident, residentOf(service.pid))
  }, 1000)
  const [before, begun] = [spent(), performance.now()]
  await issueAll(ids.slice(warm))
  const [after, seconds] = [spent(), (performance.now() - begun) / 1000]
  clearInterval(look)

  const floors = await floorsOf(sql, database, bench.quick ? 50 : 200)
  const floor = Object.values(floors).reduce((sum, each) => sum + each, 0)
  const ours = (after - before) / many
  return [
    {
      what: 'one issue, service and database, to the sum of its floors',
      unit: 'ms CPU',
      floor,
      ours,
      reach: { atMost: 2.5, of: 'ratio' },
    },
    {
      what: `issues by ${CLIENTS} clients`,
      unit: '/s',
      floor: null,
      ours: many / seconds,
      reach: { atLeast: 50, of: 'ours' },
    },
    {
      what: `largest resident memory of the service over ${many} issues`,
      unit: 'MB',
      floor: null,
      ours: resident,
      reach: { atMost: 512, of: 'ours' },
    },
  ]
}

async function inLanes<T>(all: T[], lanes: number, work: (each: T) => Promise<unknown>): Promise<void> {
  const left = [...all]
  const lane = async () => {
    for (let each = left.pop(); each !== undefined; each = left.pop()) await work(each)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

type Issued = { id: string; snapshot: string }

/** Milliseconds of CPU that each part of an issue takes by itself, for a certificate that was issued just now. */
async function floorsOf(sql: postgres.Sql, database: number, times: number) {
  const [certificate] = await sql<Issued[]>`
    select id, snapshot from certificates where status = 'issued' limit 1`
  const { id, snapshot } = certificate!
  const files = await sql<{ form: string; bytes: Buffer }[]>`
    select form, bytes from certificate_files where certificate_id = ${id}`
  const bytesOf = (form: string) => files.find((file) => file.form === form)!.bytes
  const pages = bytesOf('pdf').toString('latin1').split('/Type /Page\n').length - 1

  const { subtle } = crypto
  const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const { privateKey: ec } = await generateKeyPair('ES256')
  const { privateKey: ed } = await generateKeyPair('Ed25519')
  const jwt = new Uint8Array(bytesOf('jwt'))
  const { proof: _, ...badge } = JSON.parse(bytesOf('ob3.json').toString('utf8'))
  const { loadContext } = await import('../../../src/certification/documents/credentials/contexts.ts')
  const form = { algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader: loadContext } as const
  const quads = await jsonld.canonize(badge, form)
  const parsed = JSON.parse(snapshot)
  // The library takes text here, which its types do not say.
  const written: object = Object(quads)
  const toQuads = { ...form, inputFormat: 'application/n-quads' }

  return {
    signatures: await cpuOf(async () => {
      await subtle.sign(curve, ec, jwt)
      await subtle.sign('Ed25519', ed, jwt.slice(0, 64))
    }, times),
    'canonical form': await cpuOf(async () => canonicalize(parsed), times),
    proof: await cpuOf(() => jsonld.canonize(written.valueOf(), toQuads), times),
    drawing: await cpuOf(() => bareDocument(pages), times),
    rows: await cpuOfRows(sql, database, { snapshot, files }, times),
  }
}

/** The intent, then the documents and what they change, in two transactions, with every statement prepared. */
async function cpuOfRows(
  sql: postgres.Sql,
  database: number,
  { snapshot, files }: { snapshot: string; files: readonly { bytes: Buffer }[] },
  times: number,
): Promise<number> {
  await sql`create table bare_certificates (id bigserial primary key, snapshot text, status text)`
  await sql`create table bare_files (id bigserial primary key, of bigint, bytes bytea)`
  await sql`alter table bare_files alter column bytes set storage external`
  await sql`create table bare_lines (id bigserial primary key, details jsonb)`
  const write = async () => {
    const id = await sql.begin(async (tx) => {
      const [row] = await tx<{ id: string }[]>`
        insert into bare_certificates (snapshot, status) values (${snapshot}, 'intended') returning id`
      await tx`insert into bare_lines (details) values ('{"sha256": "0"}')`
      return row!.id
    })
    await sql.begin(async (tx) => {
      for (const { bytes } of files) await tx`insert into bare_files (of, bytes) values (${id}, ${bytes})`
      await tx`update bare_certificates set status = 'issued' where id = ${id}`
      await tx`insert into bare_lines (details) values ('{"sha256": "0"}')`
    })
  }
  for (let warm = 0; warm < 20; warm++) await write()
  const before = cpuOfFamily(database)
  const ofClient = await cpuOf(write, times)
  return ofClient + (cpuOfFamily(database) - before) / (times + 3)
}
