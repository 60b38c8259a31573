import type { CertificateSnapshot, DrawCertificate } from './certification/certificates/snapshot.ts'
import type { HashForProof } from './certification/documents/credentials/hash-for-proof.ts'
import type { ElectronicSeal } from './certification/documents/seal/electronic-seal.ts'
import type { MakeSealRoom } from './certification/documents/seal/make-room.ts'
import type { Database, Tx } from './db/client.ts'
import { takeForm } from './db/desk-forms.ts'
import { asCaller, asDesk, asTenant } from './db/tenancy.ts'
import type { ImportReaders } from './exchange/imports/reading/in-threads.ts'
import type { FrameworkLibrary } from './measure/frameworks/framework.ts'
import type { Antivirus } from './platform/antivirus/antivirus.ts'
import type { Actor, Admission, Asker } from './platform/auth/access.ts'
import { actorWith } from './platform/auth/assert-access.ts'
import type { Errand } from './platform/auth/errand.ts'
import type { IdentityProvider } from './platform/auth/identity-provider.ts'
import type { Auxiliary } from './platform/auxiliaries/auxiliary.ts'
import type { PendingAnswer } from './platform/http/pending-answer.ts'
import type { Mailer } from './platform/mail/mailer.ts'
import type { PostOutside } from './platform/outgoing/post-outside.ts'
import type { ConvertHeic } from './platform/pictures/convert-heic.ts'
import type { FilmFrame } from './platform/pictures/film-frame.ts'
import type { Signer } from './platform/signing/signer.ts'
import type { Storage } from './platform/storage/storage.ts'
import type { CaseFile, Thumbnail } from './recognition/case-files/part.ts'
import type { ReadFacts } from './recognition/documentation/facts/in-threads.ts'
import type { SubmissionReaders } from './verification/submissions/in-threads.ts'

/** The effects of the service; everything else is imported. Tests replace the clock, the signer, the storage and the scanner. */
export type Services = ImportReaders & {
  db: Database
  now: () => Date
  signer: Signer
  storage: Storage
  /** With whom people sign in themselves; null where none is configured. */
  identityProvider: IdentityProvider | null
  /** Where they begin to; null where nobody said. */
  signInUrl: string | null
  /** Null where no mail is sent: messages wait until somebody hands them over. */
  mail: Mailer | null
  /** Null where files are not scanned. */
  antivirus: Antivirus | null
  frameworks: FrameworkLibrary
  draw: DrawCertificate
  makeSealRoom: MakeSealRoom
  /** The first pages of a PDF, so many, as PNGs, which together are to have at most so many bytes. */
  pageImages: (pdf: Uint8Array, count: number, maxBytes?: number) => Promise<Uint8Array[]>
  /** The wheel of a certificate as a PNG. */
  badgePicture: (snapshot: CertificateSnapshot) => Promise<Uint8Array>
  hashForProof: HashForProof
  drawCaseFile: (file: CaseFile) => Promise<Uint8Array>
  /** What strangers hand in to be checked, where it does not lie open. */
  readers: SubmissionReaders
  /** A picture, by its media type, in small; null where it is not safe to unfold. */
  thumbnailOf: (bytes: Uint8Array, mediaType: string) => Promise<Thumbnail | null>
  /** What can be read from a file that was brought as evidence. */
  readFacts: ReadFacts
  /** Null where no program is installed that makes a JPEG of a HEIC. */
  convertHeic: ConvertHeic | null
  /** Null where no program is installed that makes a picture of a film. */
  filmFrame: FilmFrame | null
  /** The e-seal, and the organisation whose it is; null where none is configured. */
  eseal: (ElectronicSeal & { organisationId: string }) | null
  /** All that this process has beside itself, and looks at now and then. */
  auxiliaries: readonly Auxiliary[]
  /** Posts to addresses that organisations gave. */
  outside: PostOutside
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
  /** What is answered to the request is committed with what it writes; null where nobody waits for that. */
  answer: PendingAnswer | null
  /** The transaction in which all of it is done, where somebody does several things in one, and as whom. */
  within?: { tx: Tx; actor: Actor }
  /** On whose errand the service asks itself. */
  errand?: Errand
  /** What tells a form from every other one that was sent from a desk: sent twice, it does nothing twice. */
  form?: string
}

/**
 * A read: one transaction that sees what the actor's organisation may see, and knows what the actor may do now; that of
 * the write before it, where one waits for its answer, or that of all that is done in one.
 */
export function read<T>(ctx: Context, work: Work<T>): Promise<T> {
  const held = ctx.within ?? ctx.answer?.held
  return held ? work(held.tx, held.actor) : transact(ctx, work)
}

/**
 * A write: like a read. Where somebody waits for an answer, it is made within the transaction: what was written and what
 * was answered to it are committed together, before the answer is sent, so that a request that is repeated is answered
 * alike. So this is the last write of a request; what has to be committed before it takes `writeAhead`.
 */
export function write<T>(ctx: Context, work: Work<T>): Promise<T> {
  return hold(ctx, work)
}

/** Where all was written ahead, or long ago: the answer is kept as after a write. */
export const conclude = <T>(ctx: Context, value: T): Promise<T> => hold(ctx, async () => value)

/** A write that is committed at once, whatever comes after it in the same request. */
export const writeAhead = <T>(ctx: Context, work: Work<T>): Promise<T> => transact(ctx, work)

function hold<T>(ctx: Context, work: Work<T>): Promise<T> {
  const { answer } = ctx
  if (ctx.form && ctx.actor.deskId) return transact(ctx, onceFrom(ctx, ctx.form, work))
  if (ctx.within || !answer || answer.held) return read(ctx, work)
  return answer.hold((held, mayRepeat) => transact(ctx, held, mayRepeat), work)
}

type Work<T> = (tx: Tx, actor: Actor) => Promise<T>

function transact<T>(ctx: Context, work: Work<T>, mayRepeat?: () => boolean): Promise<T> {
  const { db, actor, admission, answer, now } = ctx
  const { clientId, deskId } = actor
  if (deskId)
    return asDesk(db, { ...actor, deskId, at: now() }, (tx, rights) =>
      work(tx, actorWith(actor, rights, { scopes: ['read', 'recognise'], access: null })),
    )
  if (clientId === null)
    return asTenant(db, actor, (tx, zone) => work(tx, { ...actor, roles: [], scopes: [], zone }))
  const caller = { ...actor, clientId, at: now() }
  const key = answer?.key ?? null
  return asCaller(
    db,
    caller,
    async (tx, { rights, kept }) => {
      const allowed = actorWith(actor, rights, admission)
      if (kept && answer) await answer.repeat(kept)
      return work(tx, allowed)
    },
    { key, ...(mayRepeat && { mayRepeat }) },
  )
}

const onceFrom =
  <T>(ctx: Context, form: string, work: Work<T>): Work<T> =>
  async (tx, actor) => {
    await takeForm(tx, actor, form, ctx.now())
    return work(tx, actor)
  }
