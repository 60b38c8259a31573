import { nearest } from '../../../platform/sheets/nearest.ts'
import { assessorActions } from '../../../recognition/assessment/actions.ts'
import { compareAuthorisations } from '../../../recognition/assessment/authorisations/compare-authorisations.ts'
import { enterAuthorisations } from '../../../recognition/assessment/authorisations/enter-authorisations.ts'
import type { AuthorisationRow } from '../../../recognition/assessment/authorisations/rows.ts'
import type { EnteredKind } from './kind.ts'

export const enteredAuthorisations: EnteredKind = {
  actions: [assessorActions.authoriseAssessor],
  async compare({ tx, ctx: { frameworks }, actor, now, hold }, bodies) {
    const { organisationId } = actor
    const rows = bodies as readonly AuthorisationRow[]
    const entries = await compareAuthorisations(tx, { organisationId, frameworks }, rows, { hold })
    return {
      rows: entries.map((entry, index) => ({
        fate: entry.fate,
        faults: entry.fate === 'refused' ? entry.faults : [],
        people: [],
        suggested: { framework: nearest(rows[index]!.framework, [...frameworks.keys()])[0] },
      })),
      enter: () => enterAuthorisations(tx, actor, entries, now),
    }
  },
}
