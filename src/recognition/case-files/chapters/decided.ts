import { say as sayOfAppeals } from '../../appeals/words.ts'
import { gainOfDecision } from '../../gain.ts'
import type { Outcome } from '../../outcome-store.ts'
import type { FilePart, Words } from '../part.ts'
import { placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'

/** Every decision on an outcome, the first one first; the last one stands. */
export function tellDecided(outcome: Outcome, telling: Telling): FilePart[] {
  const { record, language } = telling
  const w = say.in(language)
  const own = record.decisions.filter(({ outcomeId }) => outcomeId === outcome.id)
  if (own.length === 0 && outcome.status === 'dropped') return []
  if (own.length === 0) return [{ kind: 'text', words: w('undecided'), manner: 'quiet' }]
  return [
    {
      kind: 'table',
      widths: [1.2, 1.4, 1, 1.6],
      head: [w('result'), w('level-shown'), w('gained'), w('decided-by')],
      rows: own.map((decision) => {
        const isSuperseded = own.some(({ supersedes }) => supersedes === decision.id)
        return {
          cells: [
            [
              { text: sayOfAppeals(`result-${decision.result}`)(language), manner: 'strong' },
              ...(isSuperseded ? [` (${w('superseded')})`] : []),
              ...(decision.reason ? [`\n${decision.reason}`] : []),
            ],
            telling.level(decision.level),
            w(`gain-${gainOfDecision(decision, outcome)}`),
            decider(decision, telling),
          ],
        }
      }),
    },
  ]
}

function decider(decision: Telling['record']['decisions'][number], telling: Telling): Words {
  const { record, language, person, dayOf, link } = telling
  const by = `${person(decision.validatorId)}, ${dayOf(decision.decidedAt)}`
  const appeal = record.appeals.findIndex(({ id }) => id === decision.appealId)
  if (appeal < 0) return by
  const named = say('appeal-number', { kind: 'appeal', number: appeal + 1 })(language)
  return [`${by} (`, link(named, placeOf('appeal', appeal + 1)), ')']
}
