import { issueCertificate } from '../../src/certificates/issue-certificate.ts'
import { drawCertificate } from '../../src/certificates/pdf/draw-certificate.ts'
import type { Context, Services } from '../../src/context.ts'
import { openDatabase } from '../../src/db/client.ts'
import { builtInFrameworks, loadFrameworks } from '../../src/frameworks/load-frameworks.ts'
import { openSigner } from '../../src/platform/signing/signer.ts'
import { folderStorage } from '../../src/platform/storage/storage.ts'
import { testSecret } from '../setup/database.ts'

/**
 * Issues one certificate in a process of its own, and is killed at one effect on the way: each look at the clock, each
 * signature and the drawing is one. Exits with 0 when it comes to the end before that.
 */
type Order = {
  databaseUrl: string
  recognitionId: string
  organisationId: string
  memberId: string
  now: string
  publicUrl: string
  dieAt: number
}

const order = JSON.parse(process.argv[2]!) as Order
let effects = 0
function effect(): void {
  effects += 1
  if (effects === order.dieAt) process.kill(process.pid, 'SIGKILL')
}

const db = await openDatabase({ databaseUrl: order.databaseUrl, databasePool: 2, dataDir: '' })
const signer = await openSigner(db, testSecret)
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
  eseal: null,
  antivirus: null,
  publicUrl: order.publicUrl,
  eudiWallets: false,
}
const ctx: Context = {
  ...services,
  actor: {
    organisationId: order.organisationId,
    clientId: null,
    memberId: order.memberId,
    personId: null,
    roles: ['issuer'],
    scopes: ['recognise'],
  },
  requestId: 'test',
  idempotency: null,
}
await issueCertificate(ctx, order.recognitionId, ['lv', 'en'])
await db.close()
