import { type Context, read } from '../../context.ts'
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
  const eseal = form === 'edc.jsonld' ? ctx.eseal : null
  const snapshot: CertificateSnapshot = JSON.parse(certificate.snapshot)
  assertExportable(snapshot, ctx.publicUrl, 'edc.jsonld')
  const eidasIdentifier = eseal && eidasIdentifierOf(eseal.chain[0])
  const { length } = JSON.stringify(toEdc(snapshot, { pageImages: [], eidasIdentifier }))
  // The paper on one page says all that matters; every page of the whole would be too large for a wallet.
  const page = await drawPaper(ctx, snapshot, [], 'summary')
  const pageImages = await ctx.pageImages(page, 1, roomForPicture(length))
  const credential = toEdc(snapshot, { pageImages, eidasIdentifier })
  const document = eseal ? await seal(credential, eseal, ctx.now()) : credential
  const bytes = Buffer.from(JSON.stringify(document))
  const mediaType = eseal ? 'application/jose+json' : 'application/ld+json'
  return { form, mediaType, sha256: sha256(bytes), bytes }
}

/** As large as a wallet takes it, in bytes. */
const MAX_BYTES = 300_000
/** A signature and the certificates of its seal. */
const SEAL_BYTES = 16_000

/** How many bytes are left for a picture, in base64, beside `text` bytes, every tenth of which a seal may write twice. */
const roomForPicture = (text: number) => Math.max(0, ((MAX_BYTES - SEAL_BYTES - 1.1 * text) * 3) / 4)
