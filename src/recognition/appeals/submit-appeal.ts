import type { z } from 'zod'
import { act } from '../../act.ts'
import { updateCertificate } from '../../certification/certificates/store.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, notFound, Refusal } from '../../errors.ts'
import { assertSigner } from '../../parties/people/assert-signer.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { addDays } from '../../platform/dates.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { activeCertificate, followedVersion, standingDecisions } from '../case.ts'
import { theCase } from '../load-case.ts'
import { lockRecognition, touchRecognition } from '../store.ts'
import { appealActions, appealLinkActions } from './actions.ts'
import { lastDayOf, lateOrEarly } from './appeal.ts'
import { assertParty } from './assert-party.ts'
import type { AppealForm } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

type Input = z.infer<typeof AppealForm>

/**
 * Takes an appeal or complaint of a learner or guardian; the link is used up. From now on the certificate is marked as
 * under appeal.
 */
export async function submitAppeal(ctx: Context, link: Link, input: Input): Promise<store.Appeal> {
  const hold = async (tx: Tx) => {
    const loaded = await theCase(ctx, link.subjectId)(tx)
    await assertParty(tx, link, ctx.now())
    await useLink(tx, link, ctx.now())
    return loaded
  }
  return act(ctx, appealLinkActions.submitAppeal, hold, async ({ tx, subject, now }) => {
    const { recognition, today, appeals: earlier, settings } = subject
    const lastDay = lastDayOf(subject)
    const outside = lateOrEarly(input.kind, recognition.stage, lastDay, today)
    if (outside) throw new Refusal('wrong-state', outside)
    if (earlier.some(({ kind, closedAt }) => kind === input.kind && closedAt === null))
      throw new Refusal('conflict', say('open-already'))
    const decided = standingDecisions(subject).map(({ competence }) => competence)
    const faults = competenceFaults(input, decided, earlier)
    if (faults.length > 0) throw new Refusal('incomplete', say('does-not-fit'), faults)
    const signed = followedVersion(subject).version.content.learner
    const signer = await assertSigner(tx, link, input, [signed])
    const certificate = activeCertificate(subject)
    const { organisationId, hostingOrganisationId } = recognition
    const appeal = await store.insertAppeal(tx, {
      ...input,
      ...signer,
      organisationId,
      hostingOrganisationId,
      recognitionId: recognition.id,
      certificateId: certificate?.id ?? null,
      party: link.party,
      personId: link.personId,
      state: 'submitted',
      submittedAt: now,
      dueOn: addDays(today, settings.appealDecisionDays),
      updatedAt: now,
    })
    if (certificate) await updateCertificate(tx, certificate.id, { updatedAt: now })
    await touchRecognition(tx, recognition.id, now)
    return {
      value: appeal,
      subjectId: appeal.id,
      details: {
        recognitionId: recognition.id,
        kind: input.kind,
        ...(link.secondGuardian && { secondGuardian: true }),
        ...(signer.onBehalf && { onBehalf: true }),
      },
      from: null,
      to: 'submitted',
    }
  })
}

/** An outcome is appealed once: what an appeal has been heard on is final. */
function competenceFaults(input: Input, decided: string[], earlier: store.Appeal[]): Fault[] {
  const fault = (pointer: string, detail: Sentence): Fault => ({ in: 'body', pointer, detail })
  if (input.kind === 'complaint')
    return input.competences.length > 0 ? [fault('/competences', say('for-appeal-only'))] : []
  if (input.competences.length === 0) return [fault('/competences', say('name-outcome'))]
  return input.competences.flatMap((competence, index) => {
    const pointer = `/competences/${index}`
    if (!decided.includes(competence)) return [fault(pointer, say('no-result'))]
    if (input.competences.indexOf(competence) < index) return [fault(pointer, say('stands-twice'))]
    const heard = earlier.some(
      ({ heardAt, competences }) => heardAt !== null && competences.includes(competence),
    )
    return heard ? [fault(pointer, say('heard-already'))] : []
  })
}

/** Takes an open appeal back, through any link of the same case; it stays on record. */
export async function withdrawAppeal(ctx: Context, link: Link, id: string): Promise<store.Appeal> {
  const hold = async (tx: Tx) => {
    await lockRecognition(tx, link.subjectId)
    await assertParty(tx, link, ctx.now())
    const appeal = await store.lockAppeal(tx, id)
    if (appeal.recognitionId !== link.subjectId || appeal.personId !== link.personId) throw notFound('appeal')
    return appeal
  }
  return act(ctx, appealActions.withdrawAppeal, hold, async ({ tx, subject: appeal, now }) => {
    const changes = { state: 'withdrawn' as const, closedAt: now }
    const moved = await store.updateAppeal(tx, id, changes, now)
    if (appeal.certificateId) await updateCertificate(tx, appeal.certificateId, { updatedAt: now })
    return { value: moved, subjectId: id }
  })
}
