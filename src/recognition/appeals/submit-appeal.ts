import type { z } from 'zod'
import { findActive, updateCertificate } from '../../certification/certificates/store.ts'
import { type Context, write } from '../../context.ts'
import { writeLine } from '../../custody/ledger/write-line.ts'
import { type Fault, notFound, Refusal } from '../../errors.ts'
import { settingsOf } from '../../parties/organisations/store.ts'
import { type Link, useLink } from '../../platform/auth/links.ts'
import { addDays, dayOf } from '../../platform/dates.ts'
import { lockRecognition, touchRecognition } from '../store.ts'
import { listDecisions } from '../validation/store.ts'
import { appealRules, assertMayWithdraw, lateOrEarly } from './appeal.ts'
import { assertParty } from './assert-party.ts'
import type { AppealForm } from './schemas.ts'
import * as store from './store.ts'

type Input = z.infer<typeof AppealForm>

/**
 * Takes an appeal or complaint of a learner or guardian; the link is used up. From now on the certificate is marked as
 * under appeal.
 */
export async function submitAppeal(ctx: Context, link: Link, input: Input): Promise<store.Appeal> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const today = dayOf(now)
    const recognition = await lockRecognition(tx, link.subjectId)
    await assertParty(tx, ctx, link)
    await useLink(tx, link, now)
    const lastDay = await store.lastDayOf(tx, recognition)
    const outside = lateOrEarly(input.kind, recognition.stage, lastDay, today)
    if (outside) throw new Refusal('wrong-state', outside)
    const earlier = await store.listAppealsOfCase(tx, recognition.id)
    if (earlier.some((one) => one.kind === input.kind && one.closedAt === null))
      throw new Refusal('conflict', 'One is open already; wait for its outcome, or withdraw it.')
    const decided = (await listDecisions(tx, recognition.id)).map((one) => one.competence)
    const faults = competenceFaults(input, decided, earlier)
    if (faults.length > 0) throw new Refusal('incomplete', 'The appeal does not fit the results.', faults)
    const certificate = await findActive(tx, recognition.id)
    const { organisationId, hostingOrganisationId } = recognition
    const { appealDecisionDays } = await settingsOf(tx, organisationId)
    const appeal = await store.insertAppeal(tx, {
      ...input,
      organisationId,
      hostingOrganisationId,
      recognitionId: recognition.id,
      certificateId: certificate?.id ?? null,
      party: link.party,
      personId: link.personId,
      state: appealRules.submit.to,
      submittedAt: now,
      dueOn: addDays(today, appealDecisionDays),
      updatedAt: now,
    })
    if (certificate) await updateCertificate(tx, certificate.id, { updatedAt: now })
    await touchRecognition(tx, recognition.id, now)
    await writeLine(tx, ctx, {
      action: 'appeal.submit',
      subjectId: appeal.id,
      recognition,
      from: null,
      to: appeal.state,
      details: { recognitionId: recognition.id, kind: input.kind },
    })
    return appeal
  })
}

/** An outcome is appealed once: what an appeal has been heard on is final. */
function competenceFaults(input: Input, decided: string[], earlier: store.Appeal[]): Fault[] {
  const fault = (pointer: string, detail: string): Fault => ({ in: 'body', pointer, detail })
  if (input.kind === 'complaint')
    return input.competences.length > 0 ? [fault('/competences', 'are for an appeal only')] : []
  if (input.competences.length === 0) return [fault('/competences', 'name at least one outcome')]
  return input.competences.flatMap((competence, index) => {
    const pointer = `/competences/${index}`
    if (!decided.includes(competence)) return [fault(pointer, 'has no result in this case')]
    if (input.competences.indexOf(competence) < index) return [fault(pointer, 'stands twice')]
    const heard = earlier.some((one) => one.heardAt !== null && one.competences.includes(competence))
    return heard ? [fault(pointer, 'an appeal has been heard on it already')] : []
  })
}

/** Takes an open appeal back, through any link of the same case; it stays on record. */
export async function withdrawAppeal(ctx: Context, link: Link, id: string): Promise<store.Appeal> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const recognition = await lockRecognition(tx, link.subjectId)
    await assertParty(tx, ctx, link)
    const appeal = await store.lockAppeal(tx, id)
    if (appeal.recognitionId !== link.subjectId || appeal.personId !== link.personId) throw notFound('appeal')
    assertMayWithdraw(appeal)
    const changes = { state: appealRules.withdraw.to, closedAt: now }
    const moved = await store.updateAppeal(tx, id, changes, now)
    if (appeal.certificateId) await updateCertificate(tx, appeal.certificateId, { updatedAt: now })
    await writeLine(tx, ctx, {
      action: 'appeal.withdraw',
      subjectId: id,
      recognition,
      from: appeal.state,
      to: moved.state,
    })
    return moved
  })
}
