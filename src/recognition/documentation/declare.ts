import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { actorNow, getMember } from '../../parties/organisations/store.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/dates.ts'
import { lockCase } from '../case-facts-store.ts'
import { assertMay } from '../recognition.ts'
import { caseOf, touchRecognition } from '../store.ts'
import { hashOfEvidence } from './evidence.ts'
import { type DeclarationRow, insertDeclaration, listEvidence } from './store.ts'

/** A mentor of the hosting organisation says that the work was done there; said again when more evidence came in. */
export async function attest(
  ctx: Context,
  recognitionId: string,
  statement: string,
): Promise<DeclarationRow> {
  return write(ctx, async (tx) => {
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(ctx.now()))
    const now = ctx.now()
    assertMay('attest', facts, await actorNow(tx, ctx.actor))
    if (facts.declared.attestation)
      throw new Refusal('conflict', 'The hosting organisation has attested all of the evidence already.')
    const member = await getMember(tx, ctx.actor.organisationId, ctx.actor.memberId as string)
    const row = await insertDeclaration(tx, recognition, {
      kind: 'attestation',
      name: member.name,
      statement,
      at: now,
      memberId: member.id,
    })
    await touchRecognition(tx, recognitionId, now)
    await record(tx, ctx, 'evidence.attest', recognitionId, {}, caseOf(recognition))
    return row
  })
}

type Word = { name: string; statement: string; hash: string }

/**
 * The learner says, through a link, that the evidence with that hash is their own work; the link is used up. More evidence
 * asks for it anew.
 */
export async function declareAuthorship(
  ctx: Context,
  link: Link,
  { name, statement, hash }: Word,
): Promise<DeclarationRow> {
  return write(ctx, async (tx) => {
    const { recognition, facts } = await lockCase(tx, link.subjectId, dayOf(ctx.now()))
    const now = ctx.now()
    await useLink(tx, link, now)
    if (facts.stage !== 'documentation') {
      throw new Refusal(
        'wrong-state',
        `Authorship is declared in documentation; this case is in ${facts.stage}.`,
      )
    }
    if (facts.declared.authorship)
      throw new Refusal('conflict', 'Authorship of all the evidence has been declared already.')
    if (hashOfEvidence(await listEvidence(tx, recognition.id)) !== hash)
      throw new Refusal('stale', 'The evidence has changed. Read the list again before declaring it.')
    const row = await insertDeclaration(tx, recognition, {
      kind: 'authorship',
      name,
      statement,
      at: now,
      memberId: null,
    })
    await touchRecognition(tx, recognition.id, now)
    await record(tx, ctx, 'evidence.declare-authorship', recognition.id, { hash }, caseOf(recognition))
    return row
  })
}
