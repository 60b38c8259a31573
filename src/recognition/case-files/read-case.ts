import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { listMoves } from '../../custody/ledger/moves-store.ts'
import type { Tx } from '../../db/client.ts'
import { attestedOf } from '../../mobility/stays/stay.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { appealMovesOf } from '../appeals/store.ts'
import { readableOf } from '../assessment/readable.ts'
import type { LoadedCase } from '../case.ts'
import { mayReadAccommodations } from '../identification/accommodation.ts'
import { loadCaseUnder } from '../load-case.ts'
import { transitionsOf } from '../store.ts'
import { caseFileActions } from './actions.ts'
import * as store from './store.ts'

export type CaseRecord = Awaited<ReturnType<typeof readCase>>

/** Everything on record of a case but the bytes of files; that it was read is written down in the same transaction. */
export async function readCase(ctx: Context, id: string, form: 'pdf' | 'zip') {
  const action = form === 'pdf' ? caseFileActions.readCaseFile : caseFileActions.packCaseFile
  const load = async (tx: Tx) => {
    const { loaded, isBlind } = await loadCaseUnder(tx, ctx.actor, id, ctx.now())
    return { ...loaded, isBlind }
  }
  return act(ctx, action, load, async ({ tx, subject, actor, now }) => {
    const shown = mayReadAccommodations(actor.roles)
    const rows = await gatherRecord(tx, subject, actor)
    const { accommodations } = rows
    const audit = await store.listLinesOfCase(tx, subject.organisationId, idsOn(rows))
    const members = membersOn({ ...rows, accommodations: shown ? accommodations : [] })
    const names = await store.memberNames(tx, [
      ...new Set([...audit.flatMap(({ memberId }) => memberId ?? []), ...members]),
    ])
    const file = {
      readAt: now,
      ...rows,
      /** Their text only for those who may read it elsewhere; everyone is told that something is on record. */
      accommodations: { recorded: accommodations.length, items: shown ? accommodations : null },
      audit,
      names,
    }
    const details = { form, accommodations: shown ? accommodations.length : 0 }
    return { value: file, subjectId: id, details }
  })
}

/** The rows of a case that its file tells of, as far as this person may see them. */
async function gatherRecord(tx: Tx, loaded: LoadedCase, actor: Actor) {
  const { recognition, mobility, outcomes, evidence, withdrawnEvidence, declarations, assignments } = loaded
  const { secondMarkings, decisions, appeals, acknowledgements, stays } = loaded
  const gathered = await store.gatherFile(tx, loaded)
  const moves = await listMoves(tx, [recognition.id])
  return {
    recognition,
    mobility,
    /** Its parts, where it has several hosts or an intermediary. */
    stays,
    /** Of the sending organisation, whose days count. */
    zone: loaded.settings.timeZone,
    ...gathered,
    information: acknowledgements[0],
    outcomes,
    evidence,
    withdrawnEvidence,
    declarations,
    assignments,
    assessments: readableOf(loaded, actor),
    secondMarkings,
    decisions: decisions.map((decision) => ({
      ...decision,
      competence: outcomes.find(({ id }) => id === decision.outcomeId)!.competence,
    })),
    appeals,
    appealMoves: appealMovesOf(moves),
    transitions: transitionsOf(moves),
  }
}

type Rows = Awaited<ReturnType<typeof gatherRecord>>

const idOf = ({ id }: { id: string }) => id

/** The ids of all that stands in the file, of which audit lines speak. */
const idsOn = (rows: Rows): string[] => [
  rows.recognition.id,
  rows.mobility.id,
  ...rows.stays.map(idOf),
  ...rows.agreements.map(({ version }) => version.id),
  ...rows.outcomes.map(idOf),
  ...rows.accommodations.map(idOf),
  ...[...rows.evidence, ...rows.withdrawnEvidence].map(({ row }) => row.id),
  ...rows.assignments.map(idOf),
  ...rows.secondMarkings.map(idOf),
  ...rows.assessments.map(idOf),
  ...rows.certificates.map(({ certificate }) => certificate.id),
  ...rows.acts.map(idOf),
  ...rows.appeals.map(idOf),
]

/** Everyone whom the file names by their id. */
const membersOn = (rows: Rows): string[] =>
  [
    ...rows.agreements.map(({ withdrawal }) => withdrawal?.memberId ?? null),
    ...rows.agreements.flatMap(({ words }) => words.map(({ memberId }) => memberId)),
    ...rows.accommodations.map(({ memberId }) => memberId),
    ...attestedOf(rows.stays).map(({ memberId }) => memberId),
    ...rows.withdrawnEvidence.map(({ row }) => row.withdrawnBy),
    ...rows.assignments.flatMap(({ memberId, assignedBy, withdrawnBy }) => [
      memberId,
      assignedBy,
      withdrawnBy,
    ]),
    ...rows.secondMarkings.map(({ askedBy }) => askedBy),
    ...rows.assessments.map(({ assessorId }) => assessorId),
    ...rows.decisions.map(({ validatorId }) => validatorId),
    ...rows.transitions.map(({ memberId }) => memberId),
    ...rows.appeals.map(({ handlerId }) => handlerId),
    ...rows.certificates.flatMap(({ certificate, requests, corrections }) => [
      certificate.issuerId,
      ...requests.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]),
      ...corrections.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
    ]),
  ].filter((memberId) => memberId !== null)
