import { agreementActions } from '../../../mobility/agreements/actions.ts'
import { compareDrafts } from '../../../mobility/agreements/from-template/compare-drafts.ts'
import { enterDrafts } from '../../../mobility/agreements/from-template/enter-drafts.ts'
import { nearTemplates } from '../../../mobility/agreements/from-template/near-templates.ts'
import type { DraftRow } from '../../../mobility/agreements/from-template/rows.ts'
import type { EnteredKind } from './kind.ts'

export const enteredAgreements: EnteredKind = {
  actions: [agreementActions.draftAgreement],
  async compare({ tx, ctx: { frameworks }, actor, now, hold }, bodies) {
    const rows = bodies as readonly DraftRow[]
    const entries = await compareDrafts(tx, frameworks, actor, rows, { now, hold })
    const templateMeant = await nearTemplates(tx, actor.organisationId, entries)
    return {
      rows: entries.map((entry, index) => ({
        fate: entry.fate,
        faults: entry.fate === 'refused' ? entry.faults : [],
        people: entry.learnerId === null ? [] : [entry.learnerId],
        suggested: { template: templateMeant(rows[index]!.template) },
      })),
      enter: () => enterDrafts(tx, entries, now),
    }
  },
}
