import { join } from 'node:path'
import { postOutside } from '../../src/platform/outgoing/post-outside.ts'
import type { SubmissionReaders } from '../../src/verification/submissions/in-threads.ts'

/**
 * Serves a copy of the source in a process of its own, with the services of a test's world, and tells its parent at which
 * port. In the tests' own process the schemas of the copy would take the names of those that are there.
 */
export type Order = {
  source: string
  databaseUrl: string
  folder: string
  now: string
  publicUrl: string
  secret: string
  eudiWallets?: boolean
  /** Whether it also does what is done without being asked for. */
  runsJobs?: boolean
}

const order = JSON.parse(process.argv[2]!) as Order
const load = (file: string) => import(join(order.source, file))

const { buildApp }: typeof import('../../src/app.ts') = await load('app.ts')
const { openDatabase }: typeof import('../../src/db/client.ts') = await load('db/client.ts')
const { openSigner }: typeof import('../../src/platform/signing/signer.ts') = await load(
  'platform/signing/signer.ts',
)
const { folderStorage }: typeof import('../../src/platform/storage/storage.ts') = await load(
  'platform/storage/storage.ts',
)
const {
  builtInFrameworks,
  loadFrameworks,
}: typeof import('../../src/measure/frameworks/load-frameworks.ts') = await load(
  'measure/frameworks/load-frameworks.ts',
)
const { drawCertificate }: typeof import('../../src/certification/documents/pdf/draw-certificate.ts') =
  await load('certification/documents/pdf/draw-certificate.ts')
const { makeSealRoom }: typeof import('../../src/certification/documents/seal/make-room.ts') = await load(
  'certification/documents/seal/make-room.ts',
)
const { pageImages }: typeof import('../../src/certification/documents/credentials/page-image.ts') =
  await load('certification/documents/credentials/page-image.ts')
const { badgePicture }: typeof import('../../src/certification/documents/baked/badge-picture.ts') =
  // Earlier releases bake no badges.
  await load('certification/documents/baked/badge-picture.ts').catch(() => ({ badgePicture: undefined }))
const { hashForProof }: typeof import('../../src/certification/documents/credentials/hash-for-proof.ts') =
  // Earlier releases make their proofs elsewhere.
  await load('certification/documents/credentials/hash-for-proof.ts').catch(() => ({
    hashForProof: undefined,
  }))
const { drawCaseFile }: typeof import('../../src/recognition/case-files/draw-case-file.ts') = await load(
  'recognition/case-files/draw-case-file.ts',
)
// Earlier releases read less.
const lately = async (path: string) => load(path).catch(() => ({}))
const readers: SubmissionReaders = {
  ...(await lately('verification/submissions/read-paper.ts')),
  ...(await lately('verification/submissions/read-pictures.ts')),
  ...(await lately('verification/submissions/unpack.ts')),
}
const { thumbnailOf }: typeof import('../../src/recognition/case-files/previews/thumbnail.ts') =
  // Earlier releases show no pictures in case files.
  await load('recognition/case-files/previews/thumbnail.ts').catch(() => ({ thumbnailOf: undefined }))
const { readFacts }: typeof import('../../src/recognition/documentation/facts/read-facts.ts') =
  // Earlier releases read nothing from files.
  await load('recognition/documentation/facts/read-facts.ts').catch(() => ({ readFacts: undefined }))
const { readImport }: typeof import('../../src/exchange/imports/reading/read-import.ts') =
  // Earlier releases take no tables.
  await load('exchange/imports/reading/read-import.ts').catch(() => ({ readImport: undefined }))
const { takeTable }: typeof import('../../src/exchange/imports/reading/take-table.ts') = await load(
  'exchange/imports/reading/take-table.ts',
).catch(() => ({ takeTable: undefined }))
const { tellFile }: typeof import('../../src/exchange/imports/reading/tell-file.ts') = await load(
  'exchange/imports/reading/tell-file.ts',
).catch(() => ({ tellFile: undefined }))

const db = await openDatabase({ databaseUrl: order.databaseUrl, databasePool: 4, dataDir: order.folder })
const services = {
  db,
  now: () => new Date(order.now),
  signer: await openSigner(db, Buffer.from(order.secret, 'base64')),
  storage: folderStorage(order.folder),
  mail: null,
  antivirus: null,
  identityProvider: null,
  signInUrl: null,
  auxiliaries: [],
  frameworks: loadFrameworks([builtInFrameworks]),
  draw: drawCertificate,
  makeSealRoom,
  pageImages,
  badgePicture,
  hashForProof,
  readFacts,
  readImport,
  takeTable,
  tellFile,
  convertHeic: null,
  filmFrame: null,
  outside: postOutside({ loopback: true }),
  drawCaseFile: async (file: Parameters<typeof drawCaseFile>[0]) => drawCaseFile(file),
  readers,
  thumbnailOf,
  eseal: null,
  publicUrl: order.publicUrl,
  eudiWallets: order.eudiWallets ?? false,
}
const app = await buildApp(services, { busyAfterMs: 30_000 })
await app.listen({ port: 0, host: '127.0.0.1' })
if (order.runsJobs) {
  const { jobs, jobsOn }: typeof import('../../src/jobs.ts') = await load('jobs.ts')
  const { errandsTo }: typeof import('../../src/platform/auth/errand.ts') =
    await load('platform/auth/errand.ts')
  const { runJobs }: typeof import('../../src/platform/jobs/run-jobs.ts') =
    await load('platform/jobs/run-jobs.ts')
  runJobs([...jobs, ...jobsOn(errandsTo(async () => app))], services, app.log)
}
process.on('disconnect', () => process.exit())
process.send!(app.server.address())
