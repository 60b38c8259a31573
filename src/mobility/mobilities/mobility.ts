import type { Fault } from '../../errors.ts'
import { say } from './words.ts'

/** A mobility may begin and end on one day, and never ends before it begins. */
export function dateFaults({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Fault[] {
  return startsOn <= endsOn ? [] : [{ in: 'body', pointer: '/endsOn', detail: say('before-start') }]
}
