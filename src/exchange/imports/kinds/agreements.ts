import { listTitles } from '../../../mobility/agreement-templates/store.ts'
import { agreementActions } from '../../../mobility/agreements/actions.ts'
import { compareDrafts, type DraftEntry } from '../../../mobility/agreements/from-template/compare-drafts.ts'
import { enterDrafts } from '../../../mobility/agreements/from-template/enter-drafts.ts'
import type { DraftRow } from '../../../mobility/agreements/from-template/rows.ts'
import { nearest } from '../../../platform/sheets/nearest.ts'
import type { EnteredKind } from './kind.ts'

export const enteredAgreements: EnteredKind = {
  actions: [agreementActions.draftAgreement],
  async compare({ tx, ctx: { frameworks }, actor, now, hold }, bodies) {
    const rows = bodies as readonly DraftRow[]
    const entries = await compareDrafts(tx, frameworks, actor, rows, { now, hold })
    const titles = entries.some(isOfTemplate) ? await listTitles(tx, actor.organisationId) : []
    return {
      rows: entries.map((entry, index) => ({
        fate: entry.fate,
        faults: entry.fate === 'refused' ? entry.faults : [],
        people: entry.learnerId === null ? [] : [entry.learnerId],
        suggested: { template: nearest(rows[index]!.template, titles)[0] },
      })),
      enter: () => enterDrafts(tx, entries, now),
    }
  },
}

const isOfTemplate = (entry: DraftEntry): boolean =>
  entry.fate === 'refused' && entry.faults.some(({ pointer }) => pointer === '/template')
