import { actionsOn, onBehalf, type Subject } from '../../platform/actions/action.ts'
import { roles } from '../../platform/auth/access.ts'

/** What the table has to know of a batch. */
type BatchStanding = Subject & { state: 'running' | 'finished' }

export const batchActions = {
  ...actionsOn()({
    // What the items need is asked of whoever sends them, too.
    startBatch: {
      name: 'start-batch',
      on: 'organisation',
      from: null,
      by: onBehalf('read', roles),
      route: 'POST /v1/batches',
      ledger: 'batch.start',
    },
  }),
  ...actionsOn<BatchStanding>()({
    cancelBatch: {
      name: 'cancel',
      on: 'batch',
      from: ['running'],
      by: onBehalf('read', roles),
      route: 'POST /v1/batches/{id}/cancellation',
      ledger: 'batch.cancel',
    },
  }),
}
