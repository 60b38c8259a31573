import { participantOf } from '../../mobility/mobilities/course.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { CertificateSnapshot, LinkOfHost } from '../certificates/snapshot.ts'
import { say } from './pdf/words.ts'

/** What stands behind a certificate, in short. Each number can be followed in its content; on paper, overleaf. */
export function behindIt(snapshot: CertificateSnapshot, shown: 'paper' | 'page'): Sentence[] {
  const { outcomes, agreement, mobility, byLink = [] } = snapshot
  const criteria = outcomes.reduce((sum, outcome) => sum + (outcome.criteria?.length ?? 0), 0)
  const twice = outcomes.filter(({ markedTwice }) => markedTwice).length
  const onPaper = [...new Set(agreement.signedOnPaper)]
  const byProgramme = agreement.signedByProgramme ?? []
  const deviations = agreement.deviations?.length ?? 0
  return [
    say('behind-people'),
    ...(criteria > 0 ? [say('behind-criteria', { count: criteria })] : []),
    ...(twice > 0 ? [say('behind-twice', { count: twice })] : []),
    ...(deviations > 0
      ? [say(shown === 'paper' ? 'behind-deviations' : 'behind-departed', { count: deviations })]
      : []),
    ...onPaper.map((party) =>
      say('behind-paper', { party: party === 'learner' ? participantOf(mobility) : party }),
    ),
    ...(byProgramme.length > 0 ? [say('behind-programme')] : []),
    ...byLink.map((link) => linkSaid(link, snapshot)),
  ]
}

/** How a link came to the people of the host, and who gave the address. */
function linkSaid(
  { travelled, givenBy, confirmed }: LinkOfHost,
  { sending, hosting }: CertificateSnapshot,
): Sentence {
  const names = { sending: sending.name, hosting: hosting.name, other: say('another-school') }
  const giver = names[givenBy]
  if (travelled === 'mail') return say('behind-mail', { giver })
  return say(confirmed === 'themselves' ? 'behind-confirmed' : 'behind-vouched', { giver })
}
