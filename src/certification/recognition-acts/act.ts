import type { Fault } from '../../errors.ts'
import type { Act } from '../certificates/standing-store.ts'

type Said = Pick<Act, 'decision' | 'recognisedAs' | 'reason' | 'decidedOn'>

/** Everything that keeps an act from being one: what was recognised and why not must be said, and the day must fit. */
export function actFaults(said: Said, certificate: { issuedOn: string }, today: string): Fault[] {
  const faults: Fault[] = []
  const say = (pointer: string, detail: string) => faults.push({ in: 'body', pointer, detail })
  if (said.decision === 'not-recognised') {
    if (said.recognisedAs.length > 0) say('/recognisedAs', 'is empty where nothing is recognised')
  } else if (said.recognisedAs.length === 0) {
    say('/recognisedAs', 'is needed: as which module, credits or supplement')
  }
  if (said.decision !== 'in-full' && said.reason === null)
    say('/reason', 'is needed where not all is recognised')
  if (said.decidedOn > today) say('/decidedOn', 'lies in the future')
  if (said.decidedOn < certificate.issuedOn)
    say('/decidedOn', `lies before the certificate was issued (${certificate.issuedOn})`)
  return faults
}
