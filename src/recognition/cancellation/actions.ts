import { type OfMobility, unlessCancelled } from '../../mobility/mobilities/standing.ts'
import { actionsOn, type Hindrance, inPerson } from '../../platform/actions/action.ts'
import { isOfOneDay } from '../../platform/actions/same-day.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { LoadedCase } from '../case.ts'
import { say } from './words.ts'

/** A mobility that is to be cancelled, and its case, if any. */
export type Cancelling = OfMobility & { own?: Pick<LoadedCase, 'recognition' | 'certificates'> | undefined }

/** A mobility whose cancelling is to be taken back, and when. */
export type Reinstating = OfMobility & { asOf?: Date }

const cancelling = {
  on: 'mobility',
  from: null,
  by: inPerson('recognise', ['coordinator', 'admin'], 'sending'),
  hidden: 'mobility',
} as const

export const cancellationActions = {
  ...actionsOn<Cancelling>()({
    cancelMobility: {
      ...cancelling,
      name: 'cancel-mobility',
      route: 'POST /v1/mobilities/{id}/cancellation',
      ledger: 'mobility.cancel',
      hinders: unlessDecided,
    },
  }),
  ...actionsOn<Reinstating>()({
    reinstateMobility: {
      ...cancelling,
      name: 'reinstate-mobility',
      route: 'POST /v1/mobilities/{id}/reinstatement',
      ledger: 'mobility.reinstate',
      hinders: unlessToday,
    },
  }),
}

/** What was certified is revoked or corrected, what was refused may be appealed: neither is cancelled. */
function unlessDecided({ own, ...mobility }: Cancelling): Hindrance | null {
  const issued = own?.certificates.findLast(({ status }) => status === 'issued' || status === 'intended')
  if (issued) return { reason: 'wrong-state', sentence: say('certified', { certificate: issued.id }) }
  if (own?.recognition.stage === 'refused') return { reason: 'wrong-state', sentence: say('refused') }
  return unlessCancelled(mobility)
}

/** A slip is noticed on its day: after that people have gone by it. */
function unlessToday({ cancelledAt, asOf }: Reinstating, actor: Actor): Hindrance | null {
  if (!cancelledAt) return { reason: 'wrong-state', sentence: say('not-cancelled') }
  return asOf && !isOfOneDay(cancelledAt, asOf, actor)
    ? { reason: 'wrong-state', sentence: say('another-day') }
    : null
}
