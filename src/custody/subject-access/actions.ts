import { actionsOn, inPerson, type Subject } from '../../platform/actions/action.ts'
import { say } from '../../platform/auth/words.ts'

/** A person whose data are asked for; whether the result of one of their cases is kept from who asks. */
export type HeldPerson = Subject & { isBlind?: boolean }

const reading = {
  on: 'person',
  from: null,
  by: inPerson('read', ['coordinator', 'admin'], 'own'),
  hidden: 'person',
  ledger: 'person.read-data',
  hinders: ({ isBlind }: HeldPerson) =>
    isBlind ? { reason: 'forbidden' as const, sentence: say('closed-to-markers') } : null,
} as const

export const subjectAccessActions = actionsOn<HeldPerson>()({
  readPersonData: { ...reading, name: 'read-data', route: 'GET /v1/people/{id}/data' },
  printPersonData: { ...reading, name: 'print-data', route: 'GET /v1/people/{id}/data.pdf' },
})
