import { writeDown } from '../../act.ts'
import { type Context, type Services, write } from '../../context.ts'
import { Trouble } from '../../errors.ts'
import { explainError } from '../../platform/logging.ts'
import type { PublishedKey } from '../../platform/signing/key.ts'
import { certificateActions } from '../certificates/actions.ts'
import { heldCertificate } from '../certificates/certificate.ts'
import {
  credentialOf,
  issuedUnder,
  makePaper,
  type SignedForm,
  signedFile,
} from '../certificates/make-documents.ts'
import { signAsJwt, signWithProof } from '../certificates/sign-credential.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import * as store from '../certificates/store.ts'
import { keyIdOf } from '../documents/credentials/key-id.ts'
import { makeSeal, sealOf } from '../documents/seal/make-seal.ts'
import { listInForce } from './store.ts'

type Newest = store.CertificateFile & { version: number }

/** What signing anew came to for one certificate; `failed` says why, and the next run tries it again. */
export type Resigned = {
  number: string
  issuedAt: Date | null
  result: 'signed' | 'failed'
  detail: string
}

/** So many at a time are in memory, however many there are. */
const AT_A_TIME = 50

/**
 * Makes new forms of every certificate in force that a compromised key signed, with the keys that sign now. What a
 * certificate says stays the same, and the forms that people hold stay in the register. May be stopped and run again.
 */
export async function resignCertificates(
  services: Services,
  onResigned: (resigned: Resigned) => void,
): Promise<void> {
  await services.signer.refresh()
  const compromised = services.signer.compromised()
  if (compromised.length === 0) return
  const issuers = issuersAmong(compromised)
  for (let after: string | null = null; ; ) {
    const rows: store.Certificate[] = await listInForce(services.db.owner, issuers, after, AT_A_TIME)
    for (const certificate of rows) {
      const { number, issuedAt } = certificate
      const told = await resign(services, certificate, compromised).then(
        (forms) => (forms.length > 0 ? { result: 'signed' as const, detail: forms.join(', ') } : null),
        (error: unknown) => ({ result: 'failed' as const, detail: explainError(error) }),
      )
      if (told) onResigned({ number, issuedAt, ...told })
    }
    if (rows.length < AT_A_TIME) return
    after = rows.at(-1)!.id
  }
}

/** Whose certificates these keys may have signed; null: anyone's, for the service once signed for all. */
function issuersAmong(keys: readonly PublishedKey[]): string[] | null {
  const organisations = keys.flatMap(({ holder }) => holder ?? [])
  return organisations.length < keys.length ? null : [...new Set(organisations)]
}

/** Returns the forms that were made; none where no compromised key signed any, or somebody else did it meanwhile. */
async function resign(
  services: Services,
  certificate: store.Certificate,
  compromised: readonly PublishedKey[],
): Promise<store.Form[]> {
  const newest = await store.listNewest(services.db.owner, certificate.id)
  const kept = { jwt: textOf(newest, 'jwt'), 'ob3.json': textOf(newest, 'ob3.json') }
  const touched = (['ob3.json', 'jwt'] as const).filter((form) => {
    const kid = keyIdOf(form, kept[form])
    return compromised.some((key) => key.kid === kid)
  })
  if (touched.length === 0) return []
  const ctx = jobContext(services, certificate)
  const made = await makeAnew(ctx, certificate, kept, touched)
  const files = made.map((file) => ({ ...file, version: versionOf(newest, file.form) + 1 }))
  return write(ctx, async (tx) => {
    const held = await store.lockCertificate(tx, certificate.id)
    const now = await store.listNewest(tx, certificate.id)
    const isOvertaken = files.some(({ form, version }) => versionOf(now, form) >= version)
    if (held.revokedAt || held.seal !== certificate.seal || isOvertaken) return []
    await store.insertFiles(tx, held, files)
    await store.updateCertificate(tx, held.id, { updatedAt: ctx.now() })
    const hashes = Object.fromEntries(files.map((file) => [file.form, file.sha256]))
    await writeDown(tx, ctx, certificateActions.resignCertificate, heldCertificate(held), {
      subjectId: held.id,
      details: { hashes },
    })
    return files.map(({ form }) => form)
  })
}

const versionOf = (files: readonly Newest[], wanted: store.Form) =>
  files.find(({ form }) => form === wanted)?.version ?? 0

const textOf = (files: readonly Newest[], form: SignedForm) =>
  Buffer.from(files.find((file) => file.form === form)?.bytes ?? '').toString('utf8')

/**
 * The forms that were touched, and the paper, which holds both. A sealed paper is sealed again, or nothing is made: a form
 * without its seal would take the place of one with it.
 */
async function makeAnew(
  ctx: Context,
  certificate: store.Certificate,
  kept: Record<SignedForm, string>,
  touched: readonly SignedForm[],
): Promise<store.CertificateFile[]> {
  const snapshot = JSON.parse(certificate.snapshot) as CertificateSnapshot
  const credential = credentialOf(issuedUnder(snapshot), certificate, snapshot)
  const signed = { ...kept }
  if (touched.includes('jwt')) signed.jwt = await signAsJwt(ctx, credential)
  if (touched.includes('ob3.json'))
    signed['ob3.json'] = await signWithProof(ctx, credential, ctx.now().toISOString())
  const pdf = await makePaper(ctx, signed, snapshot)
  const made = [...touched.map((form) => signedFile(form, signed)), pdf]
  if (certificate.seal !== 'sealed') return made
  const eseal = sealOf(ctx, certificate.organisationId)
  if (!eseal) throw new Trouble('It was sealed, and its e-seal is not there to seal it again.')
  const { file, seal } = await makeSeal(ctx, eseal, pdf.bytes, snapshot)
  return [...made, { ...file, sealCertificate: seal.sealCertificate }]
}

function jobContext(services: Services, { id, organisationId, issuerId }: store.Certificate): Context {
  const actor = { organisationId, clientId: null, memberId: issuerId, personId: null }
  return { ...services, actor, requestId: `job:${id}`, answer: null }
}
