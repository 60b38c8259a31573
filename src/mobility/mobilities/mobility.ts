import { type Fault, Refusal } from '../../errors.ts'
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
