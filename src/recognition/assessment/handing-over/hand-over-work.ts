import type { z } from 'zod'
import { type Acting, act, writeDown } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { getMember, type Member } from '../../../parties/organisations/store.ts'
import { termsOfCase } from '../../../parties/partnerships/terms-of-case.ts'
import type { Subject } from '../../../platform/actions/action.ts'
import { refusalOf } from '../../../platform/actions/may.ts'
import { startOfDay } from '../../../platform/time-zone.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { LoadedCase } from '../../case.ts'
import { loadWholeCases } from '../../load-case.ts'
import { touchRecognition } from '../../store.ts'
import { assessmentActions, assessorActions } from '../actions.ts'
import { refusalToAssign } from '../assignments/assign-assessor.ts'
import { type Assignment, insertAssignment, writeWithdrawal } from '../assignments/store.ts'
import { type Authorisation, listAuthorisations } from '../authorisations/store.ts'
import { discardDrafts } from '../draft-store.ts'
import { say } from '../words.ts'
import { type Handed, stateOfWork } from './handing-over.ts'
import { MAX_HANDED, type NewHandOver } from './schemas.ts'
import { listOpenAssignments, lockRecognitions } from './store.ts'

type Asked = z.infer<typeof NewHandOver>
type Going = { whole: Acting<Subject>; to: Member; held: Authorisation[]; reason: string }

/**
 * Hands the open marking of a member over to another one of the same organisation: of each case by itself, by the rights and
 * the parts of who goes on. What was marked stays whose it is, and nothing goes to somebody who may not mark it.
 */
export async function handOverWork(
  ctx: Context,
  memberId: string,
  { to: successorId, reason, assignedFrom, recognitionIds }: Asked,
): Promise<{ items: Handed[]; more: boolean }> {
  const hold = async (tx: Tx) => {
    const { organisationId } = await getMember(tx, ctx.actor.organisationId, memberId)
    return { organisationId, state: null }
  }
  return act(ctx, assessorActions.handOverWork, hold, async (whole) => {
    const { tx, actor } = whole
    const { organisationId } = actor
    if (successorId === memberId) throw unfit(say('hands-to-oneself'))
    const to = await getMember(tx, organisationId, successorId)
    const from = assignedFrom === undefined ? undefined : startOfDay(assignedFrom, actor.zone)
    const found = await listOpenAssignments(tx, { memberId, from, recognitionIds }, MAX_HANDED)
    const held = await listAuthorisations(tx, organisationId, successorId)
    const { items, lines } = await handOverAll({ whole, to, held, reason }, found.slice(0, MAX_HANDED))
    const handed = items.filter(({ outcome }) => outcome !== 'stays').length
    const more = found.length > MAX_HANDED
    if (handed === 0) return { value: { items, more }, unchanged: true as const }
    return {
      value: { items, more },
      subjectId: memberId,
      reason,
      details: { to: successorId, handed },
      afterwards: async () => {
        for (const line of lines) await line(ctx)
      },
    }
  })
}

type Line = (ctx: Context) => Promise<void>

async function handOverAll(going: Going, found: Assignment[]): Promise<{ items: Handed[]; lines: Line[] }> {
  const { tx, now } = going.whole
  const ids = [...new Set(found.map(({ recognitionId }) => recognitionId))]
  const cases = await loadWholeCases(tx, await lockRecognitions(tx, ids), now)
  const items: Handed[] = []
  const lines: Line[] = []
  for (const assignment of found) {
    const loaded = cases.get(assignment.recognitionId)!
    const state = stateOfWork(assignment, loaded)
    if (state === 'done') continue
    const { id: assignmentId, recognitionId } = assignment
    const refusal = refusalTo(going, loaded, assignment)
    if (state === 'begun' || refusal) {
      const sentence = state === 'begun' ? say('marks-stay') : sentenceOf(refusal!)
      items.push({ recognitionId, assignmentId, outcome: 'stays', newAssignmentId: null, sentence })
      continue
    }
    const row = await handOver(going, assignment, state)
    const outcome = state === 'shared' ? 'shared' : 'handed-over'
    items.push({ recognitionId, assignmentId, outcome, newAssignmentId: row.id, sentence: null })
    lines.push((ctx) => writeLines(ctx, going, { loaded, assignment, row, isShared: state === 'shared' }))
  }
  return { items, lines }
}

const sentenceOf = ({ faults, sentence }: Refusal): Sentence => faults[0]?.detail ?? sentence

/** Why whoever hands over may not assign there, or who goes on may not mark. */
function refusalTo({ whole, to, held }: Going, loaded: LoadedCase, { round }: Assignment): Refusal | null {
  const standing = { ...loaded, assessedBy: termsOfCase(loaded).assessedBy }
  return (
    refusalOf(assessmentActions.assignAssessor, standing, whole.actor) ??
    refusalToAssign(loaded, { member: to, held, round })
  )
}

async function handOver(
  { whole: { tx, actor, now }, to, reason }: Going,
  { id, recognitionId, organisationId, hostingOrganisationId, memberId, round }: Assignment,
  state: 'open' | 'shared',
): Promise<Assignment> {
  if (state === 'open') {
    const withdrawn = { withdrawnBy: actor.memberId, withdrawnAt: now, withdrawalReason: reason }
    await writeWithdrawal(tx, id, withdrawn)
  }
  await discardDrafts(tx, recognitionId, memberId, actor.memberId)
  await touchRecognition(tx, recognitionId, now)
  return insertAssignment(tx, {
    ...{ organisationId, hostingOrganisationId, recognitionId, round },
    memberId: to.id,
    memberOrganisationId: actor.organisationId,
    state: 'assigned',
    assignedBy: actor.memberId,
    assignedAt: now,
  })
}

/** In each case stands whose assignment was taken back, and who goes on with it. */
async function writeLines(
  ctx: Context,
  { whole: { tx, role }, reason }: Going,
  done: { loaded: LoadedCase; assignment: Assignment; row: Assignment; isShared: boolean },
): Promise<void> {
  const { loaded, assignment, row, isShared } = done
  const { recognitionId, memberId, round } = assignment
  if (!isShared) {
    const { withdrawAssignment } = assessmentActions
    const details = { recognitionId, memberId, round, handedTo: row.memberId }
    await writeDown(tx, ctx, withdrawAssignment, loaded, { subjectId: assignment.id, reason, details }, role)
  }
  const details = { recognitionId, memberId: row.memberId, round, handedBy: memberId }
  await writeDown(tx, ctx, assessmentActions.assignAssessor, loaded, { subjectId: row.id, details }, role)
}

const unfit = (detail: Sentence) =>
  new Refusal('incomplete', say('cannot-assess'), [{ in: 'body', pointer: '/to', detail }])
