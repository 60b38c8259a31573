import type { Tx } from '../../../db/client.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import type { FrameworkLibrary } from '../../../measure/frameworks/framework.ts'
import { assertMay, assertUnblocked } from '../../../platform/actions/may.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { findTemplatesCalled } from '../../agreement-templates/store.ts'
import { findKeyed } from '../../mobilities/many-store.ts'
import type { Mobility } from '../../mobilities/store.ts'
import { agreementActions } from '../actions.ts'
import { type PreparedDraft, prepareDraft } from '../drafting/prepared-draft.ts'
import { lockCaseOf } from '../store.ts'
import { say } from '../words.ts'
import { type DraftRow, draftAsked, levelsInCell } from './rows.ts'

/** What has to be done so that an agreement is drafted as a row says. */
export type DraftEntry = { learnerId: string | null } & (
  | { fate: 'create' | 'update'; mobility: Mobility; prepared: PreparedDraft }
  | { fate: 'unchanged' }
  | { fate: 'refused'; faults: Fault[] }
)

/**
 * Holds drafts from templates against the mobilities that they are for, as the request for one does. What the newest
 * version says already is not drafted again. `hold`: they are to be entered in this transaction.
 */
export async function compareDrafts(
  tx: Tx,
  frameworks: FrameworkLibrary,
  actor: Actor,
  rows: readonly DraftRow[],
  { now, hold }: { now: Date; hold: boolean },
): Promise<DraftEntry[]> {
  const { organisationId } = actor
  const keys = rows.map(({ mobility, projectCode = '', mobilityCode }) => ({
    ...{ externalId: mobility, projectCode, mobilityCode },
  }))
  const mobilities = await findKeyed(tx, organisationId, keys, { hold })
  const templates = await templatesOf(tx, organisationId, rows)
  const taken = new Map<string, string>()
  const entries: DraftEntry[] = []
  for (const row of rows) {
    const { mobility, field } = mobilityOf(row, mobilities)
    const template = templates(row.template)
    const faults = [
      ...(mobility ? [] : [faultAt(field, say('no-such-mobility'))]),
      // The same key twice is told of the table as it is read; here one mobility is called by two.
      ...(mobility && (taken.get(mobility.id) ?? field) !== field
        ? [faultAt(field, say('stands-twice'))]
        : []),
      ...(template.fault ? [faultAt('template', template.fault)] : []),
    ]
    if (mobility) taken.set(mobility.id, field)
    const learnerId = mobility?.learnerId ?? null
    entries.push(
      mobility && template.id && faults.length === 0
        ? { learnerId, ...(await fateOf(tx, frameworks, { actor, mobility, field, row, now }, template.id)) }
        : { fate: 'refused', faults, learnerId },
    )
  }
  return entries
}

type One = { actor: Actor; mobility: Mobility; field: string; row: DraftRow; now: Date }
type Fate = DraftEntry extends infer E ? (E extends DraftEntry ? Omit<E, 'learnerId'> : never) : never

async function fateOf(
  tx: Tx,
  frameworks: FrameworkLibrary,
  { actor, mobility, field, row, now }: One,
  templateId: string,
): Promise<Fate> {
  try {
    const subject = { ...mobility, state: null, open: await lockCaseOf(tx, mobility.id) }
    assertMay(agreementActions.draftAgreement, subject, actor)
    assertUnblocked(agreementActions.draftAgreement, subject)
    const asked = draftAsked(row, templateId)
    const prepared = await prepareDraft(tx, frameworks, subject, asked, now)
    const newest = prepared.there.versions.at(-1)
    if (newest && !newest.withdrawn && newest.version.hash === prepared.hash) return { fate: 'unchanged' }
    return { fate: newest ? 'update' : 'create', mobility, prepared }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const faults = error.faults.map((fault) => asInRow(fault, row))
    return { fate: 'refused', faults: faults.length > 0 ? faults : [faultAt(field, error.sentence)] }
  }
}

const faultAt = (field: string, detail: Sentence): Fault => ({ in: 'body', pointer: `/${field}`, detail })

/** By its own key, else by its code in the project; and which column names it. */
function mobilityOf(
  { mobility: key, projectCode, mobilityCode }: DraftRow,
  mobilities: readonly Mobility[],
): { mobility: Mobility | undefined; field: string } {
  if (key !== undefined)
    return { mobility: mobilities.find(({ externalId }) => externalId === key), field: 'mobility' }
  const isIts = (mobility: Mobility) =>
    mobility.projectCode === projectCode &&
    mobility.mobilityCode === mobilityCode &&
    mobility.cancelledAt === null
  return { mobility: mobilityCode ? mobilities.find(isIts) : undefined, field: 'mobilityCode' }
}

/** The template of an id or a title, or why there is not one. */
async function templatesOf(tx: Tx, organisationId: string, rows: readonly DraftRow[]) {
  const names = [...new Set(rows.map(({ template }) => template))]
  const found = await findTemplatesCalled(tx, organisationId, names)
  return (name: string): { id: string | null; fault: Sentence | null } => {
    const called = found.filter(({ id, title }) => id === name || title.toLowerCase() === name.toLowerCase())
    if (called.length === 1) return { id: called[0]!.id, fault: null }
    return { id: null, fault: say(called.length === 0 ? 'no-such-template' : 'templates-of-one-title') }
  }
}

const columns = ['template', 'leftOut', 'justification']

/** A fault of a draft by the column that says it, with the competence that it is of. */
function asInRow({ pointer, detail, ...fault }: Fault, row: DraftRow): Fault {
  const [, first = '', index = '', place = ''] = pointer.split('/')
  if (first !== 'outcomes') {
    const field = columns.includes(first) ? first : 'template'
    return { ...fault, pointer: `/${field}`, detail }
  }
  const competence = draftAsked(row, '').outcomes[Number(index)]?.competence
  // Of an outcome that stands in the template as it is, the sentence names it itself.
  if (index === '' || competence === undefined) return { ...fault, pointer: '/template', detail }
  const named: Sentence = (language) => `${competence}: ${detail(language)}`
  return { ...fault, pointer: `/${columnOf(competence, place, row)}`, detail: named }
}

function columnOf(competence: string, place: string, { targets, justification }: DraftRow): string {
  if (place === 'justification' && justification !== undefined) return 'justification'
  const isOfTarget = levelsInCell(targets ?? '')?.has(competence) === true
  return isOfTarget && !place.startsWith('baseline') ? 'targets' : 'baselines'
}
