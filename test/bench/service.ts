import fastify, { type FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { documentsIn } from '../../src/certification/documents/in-threads.ts'
import type { Services } from '../../src/context.ts'
import { openDatabase } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { importReadersIn } from '../../src/exchange/imports/reading/in-threads.ts'
import { builtInFrameworks, loadFrameworks } from '../../src/measure/frameworks/load-frameworks.ts'
import { postOutside } from '../../src/platform/outgoing/post-outside.ts'
import { makeMissingKeys } from '../../src/platform/signing/keys.ts'
import { openSigner } from '../../src/platform/signing/signer.ts'
import { folderStorage } from '../../src/platform/storage/storage.ts'
import { openThreads } from '../../src/platform/threads/threads.ts'
import { caseFilesIn } from '../../src/recognition/case-files/in-threads.ts'
import { factReaderIn } from '../../src/recognition/documentation/facts/in-threads.ts'
import { readers } from '../setup/readers.ts'
import type { Bench } from './row.ts'

/** The service over a PostgreSQL of its own, in this process, listening on loopback; behind a proxy, so that a load can be many. */
export async function openService(bench: Bench) {
  const { url, pid } = await bench.postgres()
  const folder = bench.folder()
  // While a million rows are written, the database answers late.
  const config = { databaseUrl: url, databasePool: 10, dataDir: folder, silentAfterMs: 120_000 }
  const db = await openDatabase(config)
  const secret = new Uint8Array(32)
  await migrate(db, (owner) => makeMissingKeys(owner, secret, new Date()))
  const threads = openThreads(1)
  const services: Services = {
    db,
    now: () => new Date(),
    signer: await openSigner(db, secret),
    storage: folderStorage(folder),
    frameworks: loadFrameworks([builtInFrameworks]),
    ...documentsIn(threads),
    ...caseFilesIn(threads),
    readers,
    ...factReaderIn(threads),
    ...importReadersIn(threads),
    convertHeic: null,
    filmFrame: null,
    outside: postOutside({ loopback: true }),
    eseal: null,
    mail: null,
    antivirus: null,
    identityProvider: null,
    signInUrl: null,
    auxiliaries: [],
    publicUrl: 'http://localhost:3000',
    eudiWallets: false,
  }
  const app = await buildApp(services, { logger: false, trustProxy: true })
  bench.afterwards(() => db.close())
  bench.afterwards(() => threads.close())
  const port = await listen(bench, app)
  return { services, app, db, url, port, postgres: pid }
}

export async function listen(bench: Bench, instance: FastifyInstance): Promise<number> {
  await instance.listen({ port: 0, host: '127.0.0.1' })
  bench.afterwards(() => instance.close())
  return (instance.server.address() as { port: number }).port
}

/** A route and nothing beside it: what the framework itself takes. */
export async function bareRoute(bench: Bench, add: (instance: FastifyInstance) => unknown): Promise<number> {
  const bare = fastify()
  add(bare)
  return listen(bench, bare)
}
