import { actionsOn, type Hindrance, inPerson, type Subject } from '../../../platform/actions/action.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import { say } from './words.ts'

/** Two records of a person, and what was said of them, where it is said which. */
export type Merging = Subject & { merge?: { proposedBy: string; outcome: string | null } }

const merging = {
  on: 'person',
  from: null,
  by: inPerson('register', ['coordinator', 'admin'], 'own'),
  hidden: 'person',
} as const

export const mergeActions = actionsOn<Merging>()({
  proposeMerge: {
    ...merging,
    name: 'propose-merge',
    route: 'POST /v1/people/{id}/merge',
    ledger: 'person.propose-merge',
  },
  confirmMerge: {
    ...merging,
    name: 'confirm-merge',
    route: 'POST /v1/people/{id}/merge/{merge}/confirmation',
    ledger: 'person.merge',
    hinders: unlessAnother,
  },
  dismissMerge: {
    ...merging,
    name: 'dismiss-merge',
    route: 'POST /v1/people/{id}/merge/{merge}/dismissal',
    ledger: 'person.dismiss-merge',
    hinders: unlessDecided,
  },
})

function unlessDecided({ merge }: Merging): Hindrance | null {
  return merge?.outcome ? { reason: 'wrong-state', sentence: say('decided') } : null
}

/** What one has said of two records, another one confirms. */
function unlessAnother(merging: Merging, { memberId }: Actor): Hindrance | null {
  const decided = unlessDecided(merging)
  if (decided) return decided
  return merging.merge?.proposedBy === memberId ? { reason: 'forbidden', sentence: say('own') } : null
}
