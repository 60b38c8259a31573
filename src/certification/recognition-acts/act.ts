import type { Fault } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Act } from '../certificates/certificate.ts'
import { say } from './words.ts'

type Said = Pick<Act, 'decision' | 'recognisedAs' | 'reason' | 'decidedOn'>

/** Everything that keeps an act from being one: what was recognised and why not must be said, and the day must fit. */
export function actFaults(said: Said, { issuedOn }: { issuedOn: string }, today: string): Fault[] {
  const faults: Fault[] = []
  const add = (pointer: string, detail: Sentence) => faults.push({ in: 'body', pointer, detail })
  if (said.decision === 'not-recognised') {
    if (said.recognisedAs.length > 0) add('/recognisedAs', say('recognised-as-nothing'))
  } else if (said.recognisedAs.length === 0) {
    add('/recognisedAs', say('recognised-as-what'))
  }
  if (said.decision !== 'in-full' && said.reason === null) add('/reason', say('reason-needed'))
  if (said.decidedOn > today) add('/decidedOn', say('decided-later'))
  if (said.decidedOn < issuedOn) add('/decidedOn', say('decided-earlier', { issuedOn }))
  return faults
}
