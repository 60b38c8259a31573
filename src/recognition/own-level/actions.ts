import { actionsOn, holderOf } from '../../platform/actions/action.ts'
import type { CaseStanding } from '../case.ts'

export const ownLevelActions = actionsOn<CaseStanding>()({
  declareOwnLevel: {
    name: 'declare-own-level',
    on: 'recognition',
    // Before anybody marks: what a learner says of themselves is held against what is found.
    from: ['identification', 'documentation'],
    by: holderOf('me'),
    route: 'POST /me/{secret}/levels/{subject}/outcomes/{competence}',
    ledger: 'outcome.self-assess',
  },
})
