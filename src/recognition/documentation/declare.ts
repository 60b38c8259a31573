import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { queueCopy } from '../../exchange/outbox/queue-copy.ts'
import { getMember } from '../../parties/organisations/store.ts'
import { assertSigner } from '../../parties/people/assert-signer.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { followedVersion } from '../case.ts'
import { theCase } from '../load-case.ts'
import { touchRecognition } from '../store.ts'
import { documentationActions } from './actions.ts'
import { hashOfEvidence } from './evidence.ts'
import { type DeclarationRow, insertDeclaration } from './store.ts'
import { say } from './words.ts'

/** A mentor of the hosting organisation says that the work was done there; said again when more evidence came in. */
export async function attest(
  ctx: Context,
  recognitionId: string,
  statement: string,
): Promise<DeclarationRow> {
  const { attestEvidence: action } = documentationActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, actor, now }) => {
    if (subject.facts.declared.attestation) throw new Refusal('conflict', say('attested-already'))
    const member = await getMember(tx, actor.organisationId, actor.memberId!)
    const row = await insertDeclaration(tx, subject.recognition, {
      kind: 'attestation',
      name: member.name,
      statement,
      at: now,
      memberId: member.id,
    })
    await touchRecognition(tx, recognitionId, now)
    return { value: row, subjectId: recognitionId }
  })
}

type Word = { name: string; onBehalf?: string | undefined; statement: string; hash: string }

/**
 * The learner says, through a link, that the evidence with that hash is their own work; the link is used up. More evidence
 * asks for it anew.
 */
export async function declareAuthorship(
  ctx: Context,
  link: Link,
  { statement, hash, ...typed }: Word,
): Promise<{ row: DeclarationRow; sending: string }> {
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, link.subjectId)(tx)
    await useLink(tx, link, ctx.now())
    return loaded
  }
  return act(ctx, documentationActions.declareAuthorship, hold, async ({ tx, subject, now }) => {
    const { recognition } = subject
    if (subject.facts.declared.authorship) throw new Refusal('conflict', say('declared-already'))
    if (hashOfEvidence(subject.evidence) !== hash) throw new Refusal('stale', say('list-changed'))
    const { learner, sending } = followedVersion(subject).version.content
    const signer = await assertSigner(tx, link, typed, [learner])
    const row = await insertDeclaration(tx, recognition, {
      kind: 'authorship',
      ...signer,
      statement,
      at: now,
      memberId: null,
    })
    await touchRecognition(tx, recognition.id, now)
    await queueCopy(tx, ctx, link, { template: 'authorship-declared', subjectId: recognition.id })
    return {
      value: { row, sending: sending.name },
      subjectId: recognition.id,
      details: { hash, ...(signer.onBehalf && { onBehalf: true }) },
    }
  })
}
