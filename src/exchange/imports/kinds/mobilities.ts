import type { z } from 'zod'
import { mobilityActions } from '../../../mobility/mobilities/actions.ts'
import { compareMobilities } from '../../../mobility/mobilities/compare-mobilities.ts'
import { enterMobilities } from '../../../mobility/mobilities/enter-mobilities.ts'
import { nearHosts } from '../../../mobility/mobilities/near-hosts.ts'
import type { NamedMobility } from '../../../mobility/mobilities/schemas.ts'
import type { EnteredKind } from './kind.ts'

export const enteredMobilities: EnteredKind = {
  actions: [mobilityActions.registerMobility, mobilityActions.changeMobility],
  async compare({ tx, actor: { organisationId }, now, hold }, bodies) {
    const rows = bodies as readonly z.infer<typeof NamedMobility>[]
    const entries = await compareMobilities(tx, organisationId, rows, { hold })
    const hostMeant = await nearHosts(tx, organisationId, entries)
    return {
      rows: entries.map((entry, index) => ({
        fate: entry.fate,
        faults: entry.fate === 'refused' ? entry.faults : [],
        people: entry.learnerId === null ? [] : [entry.learnerId],
        suggested: { host: hostMeant(rows[index]!.host) },
      })),
      enter: () => enterMobilities(tx, organisationId, entries, now),
    }
  },
}
