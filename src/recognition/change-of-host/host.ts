import type { Fault } from '../../errors.ts'
import type { Mobility } from '../../mobility/mobilities/store.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { say } from './words.ts'

/** What keeps an organisation from hosting a mobility instead of the one that does. */
export function hostFaults(mobility: Mobility, hostId: string, isThere: boolean): Fault[] {
  const fault = (detail: Sentence): Fault[] => [{ in: 'body', pointer: '/hostingOrganisationId', detail }]
  const { organisationId, hostingOrganisationId } = mobility
  if (hostId === organisationId) return fault(say('hosts-its-own'))
  if (hostId === hostingOrganisationId) return fault(say('same'))
  return isThere ? [] : fault(say('nobody'))
}
