import { type Context, read, type Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import * as store from '../certificates/store.ts'
import { toEdc } from '../documents/credentials/edc/edc.ts'
import { eidasIdentifierOf, seal } from '../documents/credentials/jades.ts'
import { drawPaper } from '../documents/draw-paper.ts'
import { assertExportable } from '../documents/exports/export-faults.ts'
import { sealOf } from '../documents/seal/make-seal.ts'
import { type FindForm, getForm } from './get-form.ts'
import { type HandedOut, keepMade } from './keep-made.ts'
import { say } from './words.ts'

/** Whether this organisation's European Digital Credentials are sealed. */
export function isSealed(ctx: Pick<Context, 'eseal'>, organisationId: string): boolean {
  return sealOf(ctx, organisationId) !== null
}

/**
 * The certificate as a European Digital Credential, sealed where its organisation has an e-seal. Its picture takes more
 * work than everything else about a certificate, so it is made when it is first asked for, kept, and the same bytes ever
 * after. A revoked certificate is not exported any more.
 */
export async function exportEdc(ctx: Context, id: string, find: FindForm = getForm): Promise<HandedOut> {
  const found = await read(ctx, async (tx, actor) => {
    const certificate = await find(tx, actor, id, ctx.now())
    const form = isSealed(ctx, certificate.organisationId) ? 'edc.jsonld' : 'unsealed.edc.jsonld'
    const [kept] = await store.listFiles(tx, [id], form)
    return { certificate, form, kept } as const
  })
  const { certificate, kept } = found
  if (kept) return { certificate, file: kept }
  if (certificate.revokedAt) {
    throw new Refusal('wrong-state', say('revoked-not-exported'))
  }
  const file = await makeEdc(ctx, certificate, found.form)
  return keepMade(ctx, id, file, async (tx) => {
    const [earlier] = await store.listFiles(tx, [id], found.form)
    return earlier ?? null
  })
}

async function makeEdc(
  ctx: Context,
  certificate: store.Certificate,
  form: 'edc.jsonld' | 'unsealed.edc.jsonld',
): Promise<store.CertificateFile> {
  const bytes = await writeEdc(
    ctx,
    JSON.parse(certificate.snapshot),
    form === 'edc.jsonld' ? ctx.eseal : null,
  )
  const mediaType = form === 'edc.jsonld' ? 'application/jose+json' : 'application/ld+json'
  return { form, mediaType, sha256: sha256(bytes), bytes }
}

/** What a snapshot says as a European Digital Credential, with as fine a picture of the paper as it has room for. */
export async function writeEdc(
  services: Pick<Services, 'db' | 'draw' | 'pageImages' | 'publicUrl' | 'now'>,
  snapshot: CertificateSnapshot,
  eseal: Services['eseal'],
): Promise<Buffer> {
  assertExportable(snapshot, services.publicUrl, 'edc.jsonld')
  const eidasIdentifier = eseal && eidasIdentifierOf(eseal.chain[0])
  const { length } = JSON.stringify(toEdc(snapshot, { pageImages: [], eidasIdentifier }))
  // The paper on one page says all that matters; every page of the whole would be too large for a wallet.
  const page = await drawPaper(services, snapshot, [], 'summary')
  const pageImages = await services.pageImages(page, 1, roomForPicture(length))
  const credential = toEdc(snapshot, { pageImages, eidasIdentifier })
  return Buffer.from(JSON.stringify(eseal ? await seal(credential, eseal, services.now()) : credential))
}

/** As large as a wallet takes it, in bytes. */
const MAX_BYTES = 300_000
/** A signature and the certificates of its seal. */
const SEAL_BYTES = 16_000

/** How many bytes are left for a picture, in base64, beside `text` bytes, every tenth of which a seal may write twice. */
const roomForPicture = (text: number) => Math.max(0, ((MAX_BYTES - SEAL_BYTES - 1.1 * text) * 3) / 4)
