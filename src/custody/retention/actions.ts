import { actionsOn } from '../../platform/actions/action.ts'

const byJob = { from: null, by: { service: 'job' }, route: null } as const

export const retentionActions = actionsOn()({
  removeFromCase: {
    ...byJob,
    name: 'remove-after-period',
    on: 'recognition',
    ledger: 'recognition.remove-data',
  },
  removeLinks: { ...byJob, name: 'remove-links-after-period', on: 'organisation', ledger: 'link.remove' },
  removeMessages: {
    ...byJob,
    name: 'remove-messages-after-period',
    on: 'organisation',
    ledger: 'message.remove',
  },
  eraseAfterPeriod: { ...byJob, name: 'erase-after-period', on: 'person', ledger: 'person.erase' },
})
