import type { Fault } from '../../errors.ts'

/** A mobility may begin and end on one day, and never ends before it begins. */
export function dateFaults({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Fault[] {
  return startsOn <= endsOn ? [] : [{ in: 'body', pointer: '/endsOn', detail: 'lies before startsOn' }]
}
