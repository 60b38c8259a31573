import { agreementActions } from '../../../mobility/agreements/actions.ts'
import { compareDrafts } from '../../../mobility/agreements/from-template/compare-drafts.ts'
import { enterDrafts } from '../../../mobility/agreements/from-template/enter-drafts.ts'
import type { DraftRow } from '../../../mobility/agreements/from-template/rows.ts'
import type { EnteredKind } from './kind.ts'

export const enteredAgreements: EnteredKind = {
  actions: [agreementActions.draftAgreement],
  async compare({ tx, ctx: { frameworks }, actor, now, hold }, bodies) {
    const entries = await compareDrafts(tx, frameworks, actor, bodies as readonly DraftRow[], { now, hold })
    return {
      rows: entries.map((entry) => ({
        fate: entry.fate,
        faults: entry.fate === 'refused' ? entry.faults : [],
        people: entry.learnerId === null ? [] : [entry.learnerId],
      })),
      enter: () => enterDrafts(tx, entries, now),
    }
  },
}
