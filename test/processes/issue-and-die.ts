import { createPrivateKey, X509Certificate } from 'node:crypto'
import { issueCertificate } from '../../src/certification/certificates/issue-certificate.ts'
import { hashForProof } from '../../src/certification/documents/credentials/hash-for-proof.ts'
import { drawCertificate } from '../../src/certification/documents/pdf/draw-certificate.ts'
import { localSeal } from '../../src/certification/documents/seal/electronic-seal.ts'
import { makeSealRoom } from '../../src/certification/documents/seal/make-room.ts'
import { sealPending } from '../../src/certification/documents/seal/seal-pending.ts'
import type { Context, Services } from '../../src/context.ts'
import { openDatabase } from '../../src/db/client.ts'
import { importReadersIn } from '../../src/exchange/imports/reading/in-threads.ts'
import { builtInFrameworks, loadFrameworks } from '../../src/measure/frameworks/load-frameworks.ts'
import { postOutside } from '../../src/platform/outgoing/post-outside.ts'
import { openSigner } from '../../src/platform/signing/signer.ts'
import { folderStorage } from '../../src/platform/storage/storage.ts'
import { openThreads } from '../../src/platform/threads/threads.ts'
import { testSecret } from '../setup/database.ts'
import { readers } from '../setup/readers.ts'

/**
 * Issues one certificate in a process of its own, or seals those that wait for it, and is killed at one effect on the way:
 * each look at the clock, each signature, the drawing and the seal is one. Exits with 0 when it comes to the end before
 * that.
 */
type Order = {
  databaseUrl: string
  /** Null: seals. */
  recognitionId: string | null
  organisationId: string
  memberId: string
  now: string
  publicUrl: string
  dieAt: number
  /** PEM. */
  eseal: { key: string; certificate: string } | null
}

const order = JSON.parse(process.argv[2]!) as Order
let effects = 0
function effect(): void {
  effects += 1
  if (effects === order.dieAt) process.kill(process.pid, 'SIGKILL')
}

const db = await openDatabase({
  databaseUrl: order.databaseUrl,
  databasePool: 2,
  dataDir: '',
  // The machine may be busy with other tests.
  silentAfterMs: 30_000,
})
const signer = await openSigner(db, testSecret)
const local =
  order.eseal && localSeal(createPrivateKey(order.eseal.key), [new X509Certificate(order.eseal.certificate)])
const services: Services = {
  db,
  now: () => {
    effect()
    return new Date(order.now)
  },
  signer: {
    ...signer,
    sign: (...given) => {
      effect()
      return signer.sign(...given)
    },
    signProof: (...given) => {
      effect()
      return signer.signProof(...given)
    },
  },
  storage: folderStorage('/nonexistent'),
  frameworks: loadFrameworks([builtInFrameworks]),
  draw: (...given) => {
    effect()
    return drawCertificate(...given)
  },
  pageImages: async () => [],
  badgePicture: async () => new Uint8Array(0),
  hashForProof,
  drawCaseFile: async () => new Uint8Array(),
  readers,
  thumbnailOf: async () => null,
  readFacts: async () => null,
  ...importReadersIn(openThreads(1)),
  convertHeic: null,
  filmFrame: null,
  outside: postOutside({ loopback: true }),
  makeSealRoom: (...given) => {
    effect()
    return makeSealRoom(...given)
  },
  eseal: local && {
    ...local,
    organisationId: order.organisationId,
    sign: (bytes) => {
      effect()
      return local.sign(bytes)
    },
  },
  mail: null,
  antivirus: null,
  identityProvider: null,
  signInUrl: null,
  auxiliaries: [],
  publicUrl: order.publicUrl,
  eudiWallets: false,
}
const ctx: Context = {
  ...services,
  actor: {
    organisationId: order.organisationId,
    clientId: order.organisationId,
    memberId: order.memberId,
    personId: null,
  },
  requestId: 'test',
  answer: null,
}
if (order.recognitionId) await issueCertificate(ctx, order.recognitionId, ['lv', 'en'])
else await sealPending(services)
await db.close()
