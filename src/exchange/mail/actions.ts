import { actionsOn, onBehalf, type Subject } from '../../platform/actions/action.ts'

/** What the table has to know of a message. */
type MessageStanding = Subject & { state: string }

const handling = {
  on: 'message',
  by: onBehalf('register', ['coordinator', 'admin']),
} as const

const ended = ['sent', 'bounced', 'failed', 'suppressed', 'handed-over', 'cancelled'] as const

const byJob = { on: 'message', from: ['queued'], by: { service: 'job' }, route: null } as const

export const messageActions = {
  ...actionsOn<MessageStanding>()({
    handOverMessage: {
      ...handling,
      name: 'hand-over',
      from: ['queued', 'bounced', 'failed', 'suppressed'],
      route: 'POST /v1/messages/{id}/hand-over',
      ledger: 'message.hand-over',
    },
    cancelMessage: {
      ...handling,
      name: 'cancel',
      from: ['queued', 'bounced', 'suppressed'],
      route: 'POST /v1/messages/{id}/cancellation',
      ledger: 'message.cancel',
    },
    resendMessage: {
      ...handling,
      name: 'resend',
      from: ended,
      route: 'POST /v1/messages/{id}/resend',
      ledger: 'message.resend',
    },
  }),
  ...actionsOn()({
    recordMailEvents: {
      name: 'record-mail-events',
      on: 'organisation',
      from: null,
      by: onBehalf('operate', ['admin'], 'any'),
      route: 'POST /v1/mail-events',
      ledger: 'message.record-events',
    },
    queueMessage: {
      name: 'queue',
      on: 'message',
      from: null,
      by: { service: 'consequence' },
      route: null,
      ledger: 'message.queue',
    },
    remindPeople: {
      name: 'remind',
      on: 'organisation',
      from: null,
      by: { service: 'job' },
      route: null,
      ledger: 'message.remind',
    },
    attemptMessage: { ...byJob, name: 'attempt', ledger: 'message.attempt' },
    sendMessage: { ...byJob, name: 'send', ledger: 'message.send' },
    putOffMessage: { ...byJob, name: 'put-off', ledger: 'message.put-off' },
    giveUpMessage: { ...byJob, name: 'give-up', ledger: 'message.give-up' },
    bounceMessage: { ...byJob, name: 'bounce', from: ['queued', 'sent'], ledger: 'message.bounce' },
  }),
}
