import { actionsOn, onBehalf, type Subject } from '../../platform/actions/action.ts'
import { roles } from '../../platform/auth/access.ts'
import type { Import } from './store.ts'

/** What the table has to know of an import. */
export type ImportStanding = Subject & { state: Import['state'] }

const asking = { by: onBehalf('read', roles) } as const

export const importActions = {
  ...actionsOn()({
    // What entering such rows needs is asked of whoever sends them, too.
    startImport: {
      by: onBehalf('read', ['coordinator', 'admin', 'assessor']),
      name: 'start-import',
      on: 'organisation',
      from: null,
      route: 'POST /v1/imports',
      ledger: 'import.start',
    },
  }),
  ...actionsOn<ImportStanding>()({
    runImport: {
      ...asking,
      name: 'run',
      on: 'import',
      from: ['ready'],
      route: 'POST /v1/imports/{id}/run',
      ledger: 'import.run',
    },
    cancelImport: {
      ...asking,
      name: 'cancel',
      on: 'import',
      from: ['checking', 'ready', 'blocked', 'running'],
      route: 'POST /v1/imports/{id}/cancellation',
      ledger: 'import.cancel',
    },
    finishImport: {
      name: 'finish-import',
      on: 'import',
      from: ['running'],
      by: { service: 'job' },
      route: null,
      ledger: 'import.finish',
    },
  }),
}
