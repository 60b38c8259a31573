import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Parties } from './store.ts'
import { say } from './words.ts'

/** A mobility may begin and end on one day, and never ends before it begins. */
export function dateFaults({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Fault[] {
  return startsOn <= endsOn ? [] : [{ in: 'body', pointer: '/endsOn', detail: say('before-start') }]
}

/** A mobility has its code in a project alone. */
export const codedTwice = (mobilityId: string): Refusal =>
  new Refusal(
    'duplicate',
    say('code-taken', { mobility: mobilityId }),
    [{ in: 'body', pointer: '/mobilityCode', detail: say('code-once') }],
    { mobilityId },
  )

type Found = { hosting: { id: string } | undefined; learner: Parties['learner'] }

/** What does not fit of whom a mobility names. */
export function partyFaults(organisationId: string, { hosting, learner }: Found): Fault[] {
  const faults: Fault[] = []
  const add = (pointer: string, detail: Sentence) => faults.push({ in: 'body', pointer, detail })
  if (!hosting) add('/hostingOrganisationId', say('no-such-organisation'))
  if (hosting?.id === organisationId) add('/hostingOrganisationId', say('hosts-its-own'))
  if (learner?.organisationId !== organisationId) add('/learnerId', say('no-such-learner'))
  else if (learner.erasedAt) add('/learnerId', say('learner-erased'))
  else if (learner.mergedInto) add('/learnerId', say('learner-merged', { person: learner.mergedInto }))
  return faults
}
