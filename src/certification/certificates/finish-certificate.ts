import { writeDown } from '../../act.ts'
import { type Context, write } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { isRevokedForGood, type LoadedCase } from '../../recognition/case.ts'
import { holdCase } from '../../recognition/load-case.ts'
import { moveRecognition } from '../../recognition/store.ts'
import { issueBlockers } from '../../recognition/validation/leave.ts'
import { correctionActions } from '../corrections/actions.ts'
import { correctableIn } from '../corrections/hold-correctable.ts'
import { decideCorrection, findAwaited } from '../corrections/store.ts'
import { didOf } from '../documents/credentials/did.ts'
import { exportFaults } from '../documents/exports/export-faults.ts'
import { drawing } from '../documents/pdf/drawing.ts'
import { makeSeal, sealOf } from '../documents/seal/make-seal.ts'
import { awaitedSeal } from '../documents/seal/store.ts'
import { decideRequest } from '../revocation/store.ts'
import { certificateActions, issuingActions } from './actions.ts'
import { heldCertificate } from './certificate.ts'
import { makeDocuments } from './make-documents.ts'
import type { CertificateSnapshot } from './snapshot.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/** Steps 3 to 5, for an intent just made or one that a crash left behind. Finishing it twice issues it once. */
export async function finishCertificate(
  ctx: Context,
  intended: store.Certificate,
): Promise<store.Certificate> {
  // 3. Sign and draw, outside of any transaction: this is what takes time.
  const snapshot = JSON.parse(intended.snapshot) as CertificateSnapshot
  // An intent that an earlier release recorded may say what no form has a place for.
  const isExportable = exportFaults(snapshot, ctx.publicUrl).length === 0
  const issuerDid = didOf(ctx.publicUrl, intended.organisationId)
  const documents = isExportable ? await makeDocuments(ctx, { ...intended, issuerDid }, snapshot) : []
  const { sealed, seal } = await sealNow(ctx, intended.organisationId, documents, snapshot)
  const files = [...documents, ...sealed]
  const finished = await write(ctx, async (tx) => {
    const loaded = await holdCase(tx, intended.recognitionId, ctx.now())
    const certificate = await store.lockCertificate(tx, intended.id)
    if (certificate.status !== 'intended') return certificate
    // What changed since the intent was recorded is not in the snapshot: what no longer holds is not issued.
    const place = isExportable ? await freePlace(tx, ctx, certificate, loaded) : 'unexportable'
    if (place !== 'free') return voidIntent(tx, ctx, certificate, loaded, place)

    // 4. Keep the documents, byte for byte.
    await store.insertFiles(tx, certificate, files)
    const now = ctx.now()
    const issued = await store.updateCertificate(tx, certificate.id, {
      status: 'issued',
      issuedAt: new Date(snapshot.issuedAt),
      issuerDid,
      drawing,
      ...seal,
      updatedAt: now,
    })

    // 5. Move the case, unless it was closed before, and write it down.
    const moves = certificate.appealId === null && certificate.supersedes === null
    if (moves) await moveRecognition(tx, loaded.recognition, 'certified', now)
    const hashes = Object.fromEntries(files.map((file) => [file.form, file.sha256]))
    const { number, supersedes } = certificate
    const line = {
      subjectId: certificate.id,
      details: { number, hashes, supersedes },
      ...(moves ? {} : { to: null }),
    }
    await writeDown(tx, ctx, issuingActions.issueCertificate, loaded, line, 'issuer')
    return issued
  })
  // Said only now: thrown inside the transaction, it would undo the voiding.
  if (finished.status === 'voided') {
    throw new Refusal('wrong-state', say('case-changed'))
  }
  return finished
}

/** The seal comes last, over the paper with all that is in it. One that cannot be had now is made by `sealPending`. */
async function sealNow(
  ctx: Context,
  organisationId: string,
  documents: store.CertificateFile[],
  snapshot: CertificateSnapshot,
): Promise<{ sealed: store.CertificateFile[]; seal: Parameters<typeof store.updateCertificate>[2] }> {
  const eseal = sealOf(ctx, organisationId)
  const pdf = documents.find((file) => file.form === 'pdf')
  if (!eseal || !pdf) return { sealed: [], seal: { seal: awaitedSeal(organisationId, ctx.now()) } }
  try {
    const { file, seal } = await makeSeal(ctx, eseal, pdf.bytes, snapshot)
    return { sealed: [file], seal }
  } catch {
    // What went wrong is told by the job, which tries again and fails alike. An issue does not wait for a seal.
    return { sealed: [], seal: { seal: 'pending' } }
  }
}

type Place = 'free' | 'blocked' | 'closed' | 'revoked' | 'uncorrected'

/** Whether the certificate may still be issued; what it supersedes gives its place up here, in the same transaction. */
async function freePlace(
  tx: Tx,
  ctx: Context,
  certificate: store.Certificate,
  loaded: LoadedCase,
): Promise<Place> {
  const { appealId, supersedes } = certificate
  if (supersedes !== null) {
    const old = await store.lockCertificate(tx, supersedes)
    return appealId === null
      ? correct(tx, ctx, certificate, old, loaded)
      : supersede(tx, ctx, certificate, old, loaded)
  }
  if (issueBlockers(loaded.facts).length > 0) return 'blocked'
  return appealId !== null || loaded.facts.stage === 'validation' ? 'free' : 'closed'
}

/** After an appeal: whatever else waited for the old certificate has its end here. */
async function supersede(
  tx: Tx,
  ctx: Context,
  certificate: store.Certificate,
  old: store.Certificate,
  loaded: LoadedCase,
): Promise<Place> {
  if (issueBlockers(loaded.facts).length > 0) return 'blocked'
  if (isRevokedForGood(loaded)) return 'revoked'
  const now = ctx.now()
  const { request, correction } = await findAwaited(tx, old.id)
  if (request) await decideRequest(tx, request.id, 'dismissed', certificate.issuerId, now)
  // The register was put right first, and the new certificate says what it says.
  if (correction) await decideCorrection(tx, correction.id, 'taken-up', certificate.issuerId, now)
  await giveUpPlace(tx, ctx, certificate, old, loaded, now)
  return 'free'
}

/** By a correction that still waits, and that nothing stands against. */
async function correct(
  tx: Tx,
  ctx: Context,
  certificate: store.Certificate,
  old: store.Certificate,
  loaded: LoadedCase,
): Promise<Place> {
  const { against, isPaused } = correctableIn(loaded, old)
  const { correction } = await findAwaited(tx, old.id)
  if (isPaused) return 'blocked'
  if (against || !correction) return 'uncorrected'
  const now = ctx.now()
  await decideCorrection(tx, correction.id, 'confirmed', certificate.issuerId, now)
  const { proposedBy, id: correctionId } = correction
  const subject = { ...heldCertificate({ ...old, correction }), against, isPaused, proposedBy }
  const line = { subjectId: old.id, details: { correctionId, by: certificate.id } }
  await writeDown(tx, ctx, correctionActions.confirmCorrection, subject, line, 'issuer')
  await giveUpPlace(tx, ctx, certificate, old, loaded, now)
  return 'free'
}

/** One that was revoked before stays so, with its reason. */
async function giveUpPlace(
  tx: Tx,
  ctx: Context,
  certificate: store.Certificate,
  old: store.Certificate,
  loaded: LoadedCase,
  now: Date,
): Promise<void> {
  if (old.revokedAt) return void (await store.updateCertificate(tx, old.id, { updatedAt: now }))
  await store.updateCertificate(tx, old.id, {
    revokedAt: now,
    revocationReason: 'superseded',
    revokedBy: certificate.issuerId,
    updatedAt: now,
  })
  await writeDown(tx, ctx, certificateActions.supersedeCertificate, loaded, {
    subjectId: old.id,
    details: { reason: 'superseded', by: certificate.id },
  })
}

async function voidIntent(
  tx: Tx,
  ctx: Context,
  certificate: store.Certificate,
  loaded: LoadedCase,
  why: Exclude<Place, 'free'> | 'unexportable',
): Promise<store.Certificate> {
  const row = await store.updateCertificate(tx, certificate.id, { status: 'voided', updatedAt: ctx.now() })
  await writeDown(tx, ctx, certificateActions.voidCertificate, loaded, {
    subjectId: certificate.id,
    details: { why },
  })
  return row
}
