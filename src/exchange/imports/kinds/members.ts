import type { z } from 'zod'
import { organisationActions } from '../../../parties/organisations/actions.ts'
import { compareMembers } from '../../../parties/organisations/many/compare-members.ts'
import { enterMembers } from '../../../parties/organisations/many/enter-members.ts'
import type { NewMember } from '../../../parties/organisations/schemas.ts'
import { roleFor } from '../../../platform/actions/may.ts'
import type { EnteredKind } from './kind.ts'

export const enteredMembers: EnteredKind = {
  actions: [organisationActions.registerMember, organisationActions.changeMember],
  async compare({ tx, ctx, actor, now, hold }, bodies) {
    const rows = bodies as readonly z.infer<typeof NewMember>[]
    const entries = await compareMembers(tx, actor, rows, { hold })
    const role = roleFor(organisationActions.registerMember, actor)
    return {
      rows: entries.map((entry) => ({
        fate: entry.fate,
        faults: entry.fate === 'refused' ? entry.faults : [],
        people: [],
      })),
      enter: () => enterMembers(tx, ctx, { actor, role, now }, entries),
    }
  },
}
