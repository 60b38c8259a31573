import { listActsOfCase } from '../acts/store.ts'
import { listAppealMoves, listAppealsOfCase } from '../appeals/store.ts'
import { readableAssessments } from '../assessment/store.ts'
import { type Context, write } from '../context.ts'
import { listDeclarations, listEvidence } from '../documentation/store.ts'
import { notFound, Refusal } from '../errors.ts'
import { getMobility } from '../mobilities/store.ts'
import { actorNow, getOrganisation } from '../organisations/store.ts'
import { getPerson } from '../people/store.ts'
import { record } from '../platform/audit/record.ts'
import { getRecognition, listOutcomes, listTransitions } from '../recognitions/store.ts'
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
    await record(tx, ctx, 'case-file.read', id, { form })
    const mobility = await getMobility(tx, recognition.mobilityId)
    const agreements = await store.listSignedVersions(tx, mobility.id)
    const evidence = await listEvidence(tx, id)
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
      ...evidence.map((one) => one.row.id),
      ...assessments.map((one) => one.id),
      ...certificates.map((one) => one.certificate.id),
      ...acts.map((one) => one.id),
      ...appeals.map((one) => one.id),
    ]
    const audit = await store.listAuditLines(tx, recognition.organisationId, subjects)
    const people = [
      ...audit.map((one) => one.memberId),
      ...assessments.map((one) => one.assessorId),
      ...decisions.map((one) => one.validatorId),
      ...transitions.map((one) => one.memberId),
      ...appeals.map((one) => one.handlerId),
      ...certificates.map((one) => one.certificate.issuerId),
    ].filter((one) => one !== null)
    return {
      readAt: ctx.now(),
      recognition,
      mobility,
      learner: await getPerson(tx, mobility.learnerId),
      sending: await getOrganisation(tx, recognition.organisationId),
      hosting: await getOrganisation(tx, recognition.hostingOrganisationId),
      agreements,
      outcomes: await listOutcomes(tx, id),
      evidence,
      declarations: await listDeclarations(tx, id),
      assessments,
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
