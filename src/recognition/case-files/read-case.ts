import { act } from '../../act.ts'
import { listActsOfCase } from '../../certification/recognition-acts/store.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { getOrganisation } from '../../parties/organisations/store.ts'
import { getPerson } from '../../parties/people/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { listAppealMoves } from '../appeals/store.ts'
import { readableOf } from '../assessment/readable.ts'
import { mayReadAccommodations } from '../identification/accommodation.ts'
import { findAcknowledgement, listAccommodations } from '../identification/store.ts'
import { loadCase } from '../load-case.ts'
import { listTransitions } from '../store.ts'
import { listAllDecisions } from '../validation/store.ts'
import { caseFileActions } from './actions.ts'
import * as store from './store.ts'

export type CaseRecord = Awaited<ReturnType<typeof readCase>>

/** Everything on record of a case but the bytes of files; that it was read is written down in the same transaction. */
export async function readCase(ctx: Context, id: string, form: 'pdf' | 'zip') {
  const action = form === 'pdf' ? caseFileActions.readCaseFile : caseFileActions.packCaseFile
  const load = (tx: Tx) => loadCase(tx, id, dayOf(ctx.now()))
  return act(ctx, action, load, async ({ tx, subject, actor }) => {
    const { recognition, mobility, outcomes, evidence, assignments, secondMarkings, appeals } = subject
    const agreements = await store.listSignedVersions(tx, mobility.id)
    const accommodations = await listAccommodations(tx, id)
    const shown = mayReadAccommodations(actor.roles)
    const assessments = readableOf(subject, actor)
    const decisions = await listAllDecisions(tx, id)
    const certificates = await store.listIssued(tx, id)
    const acts = await listActsOfCase(tx, id)
    const transitions = await listTransitions(tx, id)
    const subjects = [
      id,
      mobility.id,
      ...agreements.map((one) => one.version.id),
      ...outcomes.map((one) => one.id),
      ...accommodations.map((one) => one.id),
      ...evidence.map((one) => one.row.id),
      ...assignments.map((one) => one.id),
      ...secondMarkings.map((one) => one.id),
      ...assessments.map((one) => one.id),
      ...certificates.map((one) => one.certificate.id),
      ...acts.map((one) => one.id),
      ...appeals.map((one) => one.id),
    ]
    const audit = await store.listAuditLines(tx, recognition.organisationId, subjects)
    const people = [
      ...audit.map((one) => one.memberId),
      ...agreements.map((one) => one.withdrawal?.memberId ?? null),
      ...(shown ? accommodations.map((one) => one.memberId) : []),
      ...assignments.flatMap((one) => [one.memberId, one.assignedBy, one.withdrawnBy]),
      ...secondMarkings.map((one) => one.askedBy),
      ...assessments.map((one) => one.assessorId),
      ...decisions.map((one) => one.validatorId),
      ...transitions.map((one) => one.memberId),
      ...appeals.map((one) => one.handlerId),
      ...certificates.map((one) => one.certificate.issuerId),
      ...certificates.flatMap((one) => one.requests.flatMap((two) => [two.requestedBy, two.decidedBy])),
    ].filter((one) => one !== null)
    const file = {
      readAt: ctx.now(),
      recognition,
      mobility,
      learner: await getPerson(tx, mobility.learnerId),
      sending: await getOrganisation(tx, recognition.organisationId),
      hosting: await getOrganisation(tx, recognition.hostingOrganisationId),
      agreements,
      information: await findAcknowledgement(tx, id),
      /** Their text only for those who may read it elsewhere; everyone is told that something is on record. */
      accommodations: { recorded: accommodations.length, items: shown ? accommodations : null },
      outcomes,
      evidence,
      declarations: subject.declarations,
      assignments,
      assessments,
      secondMarkings,
      decisions,
      certificates,
      acts,
      appeals,
      appealMoves: await listAppealMoves(tx, id),
      transitions,
      audit,
      names: await store.memberNames(tx, [...new Set(people)]),
    }
    const details = { form, accommodations: shown ? accommodations.length : 0 }
    return { value: file, subjectId: id, details }
  })
}
