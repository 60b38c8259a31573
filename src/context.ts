import type { DrawCertificate } from './certification/certificates/snapshot.ts'
import type { ElectronicSeal } from './certification/documents/seal/electronic-seal.ts'
import type { MakeSealRoom } from './certification/documents/seal/make-room.ts'
import type { Database, Tx } from './db/client.ts'
import { asCaller, asTenant } from './db/tenancy.ts'
import type { FrameworkLibrary } from './measure/frameworks/framework.ts'
import type { Antivirus } from './platform/antivirus/antivirus.ts'
import type { Actor, Admission, Asker } from './platform/auth/access.ts'
import { actorWith } from './platform/auth/assert-access.ts'
import type { IdentityProvider } from './platform/auth/identity-provider.ts'
import type { Auxiliary } from './platform/auxiliaries/auxiliary.ts'
import { claimKey, type IdempotencyClaim } from './platform/http/idempotency.ts'
import type { Signer } from './platform/signing/signer.ts'
import type { Storage } from './platform/storage/storage.ts'
import type { CaseFile } from './recognition/case-files/item.ts'

/** The effects of the service; everything else is imported. Tests replace the clock, the signer, the storage and the scanner. */
export type Services = {
  db: Database
  now: () => Date
  signer: Signer
  storage: Storage
  /** With whom people sign in themselves; null where none is configured. */
  identityProvider: IdentityProvider | null
  /** Null where files are not scanned. */
  antivirus: Antivirus | null
  frameworks: FrameworkLibrary
  draw: DrawCertificate
  makeSealRoom: MakeSealRoom
  /** Every page of a PDF as a PNG. */
  pageImages: (pdf: Uint8Array) => Promise<Uint8Array[]>
  drawCaseFile: (file: CaseFile) => Promise<Uint8Array>
  /** The e-seal, and the organisation whose it is; null where none is configured. */
  eseal: (ElectronicSeal & { organisationId: string }) | null
  /** All that this process has beside itself, and looks at now and then. */
  auxiliaries: readonly Auxiliary[]
  publicUrl: string
  /** Whether EUDI wallets are offered credentials, which is experimental. */
  eudiWallets: boolean
}

/** What an action receives: the services, and on whose behalf it acts. */
export type Context = Services & {
  /** Who asks. What they may do is not known before `read` or `write` has looked it up. */
  actor: Asker
  /** How whoever has a token came in; left out for links and jobs, which have none. */
  admission?: Admission
  requestId: string
  idempotency: IdempotencyClaim | null
}

/** A read: one transaction that sees what the actor's organisation may see, and knows what the actor may do now. */
export function read<T>(ctx: Context, work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> {
  const { db, actor, admission, now } = ctx
  const { clientId } = actor
  if (clientId === null) return asTenant(db, actor, (tx) => work(tx, { ...actor, roles: [], scopes: [] }))
  const caller = { ...actor, clientId, at: now() }
  return asCaller(db, caller, (tx, rights) => work(tx, actorWith(actor, rights, admission)))
}

/** A write: like a read, and it holds the request's idempotency key, if one was sent, in the same transaction. */
export function write<T>(ctx: Context, work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> {
  return read(ctx, async (tx, actor) => {
    const claim = ctx.idempotency
    if (!claim) return work(tx, actor)
    const before = claim.held
    await claimKey(tx, claim, ctx.now())
    try {
      return await work(tx, actor)
    } catch (error) {
      claim.held = before
      throw error
    }
  })
}
