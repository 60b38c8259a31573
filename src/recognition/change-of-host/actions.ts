import { type OfMobility, unlessCancelled } from '../../mobility/mobilities/standing.ts'
import { actionsOn, type Hindrance, onBehalf } from '../../platform/actions/action.ts'
import type { LoadedCase } from '../case.ts'
import { isOpen } from '../stage.ts'
import { say } from './words.ts'

/** A mobility whose host is to change, and its case, if any. */
type Rehosting = OfMobility & {
  own?: Pick<LoadedCase, 'recognition' | 'declarations'> | undefined
  /** Whether its host has said from when until when the learner was there. */
  isAttended?: boolean
}

export const hostActions = actionsOn<Rehosting>()({
  changeHost: {
    name: 'change-host',
    on: 'mobility',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'mobility',
    route: 'PUT /v1/mobilities/{id}/host',
    ledger: 'mobility.change-host',
    hinders: unlessUnattested,
  },
})

/** What a host has attested it answers for. */
function unlessUnattested({ own, isAttended, ...mobility }: Rehosting): Hindrance | null {
  const why = (code: 'closed' | 'attested'): Hindrance => ({ reason: 'wrong-state', sentence: say(code) })
  if (own && !isOpen(own.recognition.stage)) return why('closed')
  if (isAttended || own?.declarations.some(({ kind }) => kind === 'attestation')) return why('attested')
  return unlessCancelled(mobility)
}
