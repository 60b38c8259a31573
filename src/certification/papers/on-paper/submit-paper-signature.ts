import { Readable } from 'node:stream'
import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import type { AgreementContent } from '../../../db/schema/mobility/agreements.ts'
import type { ScanType } from '../../../db/schema/mobility/paper-signatures.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import type { Party } from '../../../mobility/agreements/agreement.ts'
import { versionNumbered } from '../../../mobility/agreements/agreement-rows.ts'
import { readAs, signingOf } from '../../../mobility/agreements/signing.ts'
import { lockMobility } from '../../../mobility/mobilities/store.ts'
import { assertSigner, type SignedBy } from '../../../parties/people/assert-signer.ts'
import { latestToday } from '../../../platform/clocks.ts'
import { sha256 } from '../../../platform/hash.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { scanNow } from '../../../recognition/documentation/scan-evidence.ts'
import { stripMetadata } from '../../../recognition/documentation/strip-metadata.ts'
import { paperActions } from '../actions.ts'
import { say } from '../words.ts'
import { hashesSeen, type PaperSignature, scanTypeOf } from './paper-signature.ts'
import { insertPaperSignature } from './store.ts'

type Said = {
  party: Party
  secondGuardian?: 'true' | undefined
  name: string
  onBehalf?: string | undefined
  position?: string | undefined
  signedOn: string
}

/**
 * Keeps the photograph of a printed version that somebody signed by hand, where the code on it names that version. It
 * counts once a second member has confirmed having seen it.
 */
export async function submitPaperSignature(
  ctx: Context,
  mobilityId: string,
  number: number,
  { party, secondGuardian: second, name, onBehalf, position, signedOn }: Said,
  original: Uint8Array,
): Promise<PaperSignature> {
  const secondGuardian = second === 'true'
  const read = await readPhotograph(ctx, original)
  const hold = async (tx: Tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    const held = await signingOf(tx, ctx, mobility, { party, secondGuardian })
    return { ...held, asked: versionNumbered(held.versions, number), personId: mobility.learnerId }
  }
  return act(ctx, paperActions.submitPaperSignature, hold, async ({ tx, subject, actor, now }) => {
    const { version, zone } = readAs(subject, subject.asked.version.hash).newest
    if (secondGuardian && party !== 'guardian') throw unfit('/secondGuardian', say('of-guardians-alone'))
    const { mediaType, bytes } = photographOf(read, version.hash)
    if (signedOn > latestToday(now, zone)) throw unfit('/signedOn', say('still-to-come'))
    if (signedOn < dayOf(version.createdAt, zone)) throw unfit('/signedOn', say('before-version'))
    const { id: versionId, organisationId, hostingOrganisationId, content } = version
    const signatory = { organisationId, party, secondGuardian, personId: subject.personId }
    const signer = await signerOf(tx, signatory, { name, onBehalf }, content.learner)
    const value = await insertPaperSignature(tx, {
      organisationId,
      hostingOrganisationId,
      versionId,
      party,
      secondGuardian,
      ...signer,
      position: position ?? null,
      signedOn,
      mediaType,
      sha256: sha256(bytes),
      bytes,
      memberId: actor.memberId!,
      at: now,
    })
    const details = {
      party,
      ...(secondGuardian && { secondGuardian }),
      ...(signer.onBehalf && { onBehalf: true }),
      paperSignature: value.id,
      sha256: value.sha256,
      hash: version.hash,
    }
    return { value, subjectId: versionId, details }
  })
}

type Signatory = { organisationId: string; party: Party; secondGuardian: boolean; personId: string }

/** Who signed is who was asked, as through a link; for an organisation whoever the paper shows, as what they are in it. */
async function signerOf(
  tx: Tx,
  { party, ...signatory }: Signatory,
  typed: Pick<Said, 'name' | 'onBehalf'>,
  learner: AgreementContent['learner'],
): Promise<SignedBy> {
  if (party === 'learner' || party === 'guardian')
    return assertSigner(tx, { ...signatory, party }, typed, [learner])
  if (typed.onBehalf) throw unfit('/onBehalf', say('of-people-alone'))
  return { name: typed.name, onBehalf: null }
}

type Photograph = { mediaType: ScanType; bytes: Buffer; seen: string[] }

/** The photograph, on which the code of the version has to be seen. */
function photographOf(read: Photograph | { fault: Sentence }, hash: string): Photograph {
  if ('fault' in read) throw unfit('/file', read.fault)
  if (read.seen.length === 0) throw unfit('/file', say('no-code'))
  if (!read.seen.includes(hash)) throw unfit('/file', say('other-version'))
  return read
}

/** A photograph or a scan, by what it holds, without what tells where and by whom it was taken; and what is seen on it. */
async function readPhotograph(ctx: Context, original: Uint8Array): Promise<Photograph | { fault: Sentence }> {
  const mediaType = scanTypeOf(original)
  const stripped = mediaType && stripMetadata(mediaType, original)
  if (!mediaType || !stripped) return { fault: say('no-photograph') }
  const scan = await scanNow(ctx, Readable.from([stripped.bytes]))
  if (scan === 'infected') return { fault: say('infected') }
  if (scan === 'held') return { fault: say('not-looked-through') }
  const seen = hashesSeen(await ctx.readers.textsSeen(stripped.bytes))
  return { mediaType, bytes: Buffer.from(stripped.bytes), seen }
}

function unfit(pointer: string, detail: Sentence): Refusal {
  const fault: Fault = { in: 'body', pointer, detail }
  return new Refusal('incomplete', say('signature-unfit'), [fault])
}
