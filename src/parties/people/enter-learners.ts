import type { LedgerEntry } from '../../act.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { personActions } from './actions.ts'
import type { LearnerEntry } from './compare-learners.ts'
import { insertPeople } from './many-store.ts'
import { updatePerson } from './store.ts'
import { say } from './words.ts'

/** Registers and corrects learners as they were compared in this transaction; the lines of the ledger are whoever asked's to write. */
export async function enterLearners(
  tx: Tx,
  organisationId: string,
  entries: readonly LearnerEntry[],
  now: Date,
): Promise<LedgerEntry[]> {
  const made = await insertPeople(
    tx,
    entries.flatMap((entry) => (entry.fate === 'create' ? [{ ...entry.values, organisationId }] : [])),
  )
  const lines: LedgerEntry[] = made.map((subjectId) => ({
    action: personActions.registerLearner,
    subjectId,
    details: {},
  }))
  for (const entry of entries) {
    if (entry.fate !== 'update') continue
    const { person, changes, changed } = entry
    if (!(await updatePerson(tx, person, changes, now))) throw new Refusal('stale', say('changed-meanwhile'))
    lines.push({ action: personActions.correctLearner, subjectId: person.id, details: { changed } })
  }
  return lines
}
