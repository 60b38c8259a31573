import { listActsOfCase } from '../../certification/recognition-acts/store.ts'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { getMobility } from '../../mobility/mobilities/store.ts'
import { actorNow, getOrganisation } from '../../parties/organisations/store.ts'
import { getPerson } from '../../parties/people/store.ts'
import { listAppealMoves, listAppealsOfCase } from '../appeals/store.ts'
import { listAssignments } from '../assessment/assignments/store.ts'
import { listSecondMarkings } from '../assessment/second-marking/store.ts'
import { readableAssessments } from '../assessment/store.ts'
import { listDeclarations, listEvidence } from '../documentation/store.ts'
import { mayReadAccommodations } from '../identification/accommodation.ts'
import { findAcknowledgement, listAccommodations } from '../identification/store.ts'
import { listOutcomes } from '../outcome-store.ts'
import { caseOf, getRecognition, listTransitions } from '../store.ts'
import { listAllDecisions } from '../validation/store.ts'
import * as store from './store.ts'

export type CaseRecord = Awaited<ReturnType<typeof readCase>>

/** Everything on record of a case but the bytes of files; that it was read is written down in the same transaction. */
export async function readCase(ctx: Context, id: string, form: 'pdf' | 'zip') {
  return write(ctx, async (tx) => {
    const recognition = await getRecognition(tx, id)
    if (recognition.organisationId !== ctx.actor.organisationId) throw notFound('recognition')
    const { roles } = await actorNow(tx, ctx.actor)
    if (recognition.stage === 'assessment' && roles.includes('assessor'))
      throw new Refusal('forbidden', 'While a case is being marked, no assessor sees the marks of another.')
    const mobility = await getMobility(tx, recognition.mobilityId)
    const agreements = await store.listSignedVersions(tx, mobility.id)
    const accommodations = await listAccommodations(tx, id)
    const shown = mayReadAccommodations(roles)
    await record(
      tx,
      ctx,
      'case-file.read',
      id,
      { form, accommodations: shown ? accommodations.length : 0 },
      caseOf(recognition),
    )
    const outcomes = await listOutcomes(tx, id)
    const evidence = await listEvidence(tx, id)
    const assignments = await listAssignments(tx, id)
    const secondMarkings = await listSecondMarkings(tx, id)
    const assessments = await readableAssessments(tx, ctx.actor, id)
    const decisions = await listAllDecisions(tx, id)
    const certificates = await store.listIssued(tx, id)
    const acts = await listActsOfCase(tx, id)
    const appeals = await listAppealsOfCase(tx, id)
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
    return {
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
      declarations: await listDeclarations(tx, id),
      assignments,
      assessments,
      secondMarkings,
      decisions,
      certificates,
      acts,
      appeals,
      appealMoves: await listAppealMoves(
        tx,
        appeals.map((one) => one.id),
      ),
      transitions,
      audit,
      names: await store.memberNames(tx, [...new Set(people)]),
    }
  })
}
