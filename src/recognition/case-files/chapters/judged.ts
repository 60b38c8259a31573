import type { Criterion } from '../../../db/schema/mobility/agreements.ts'
import { termIn } from '../../../platform/vocabularies/terms.ts'
import { say as sayOfAppeals } from '../../appeals/words.ts'
import type { Outcome } from '../../outcome-store.ts'
import type { FilePart, FileRow, Phrase, Words } from '../part.ts'
import type { CaseRecord } from '../read-case.ts'
import type { Telling } from '../telling.ts'
import { say } from '../words.ts'
import { criterionWords, inOrder } from './agreed.ts'

type Assessment = CaseRecord['assessments'][number]

/** As many rounds of marks as stand side by side. */
const ABREAST = 3

/** Every criterion in words, with the marks of all rounds side by side. */
export function tellJudged(outcome: Outcome, telling: Telling): FilePart[] {
  const rounds = telling.record.assessments
    .filter(({ outcomeId }) => outcomeId === outcome.id)
    .sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime() || (a.id < b.id ? -1 : 1))
  if (rounds.length === 0 && outcome.status === 'dropped') return []
  if (rounds.length === 0)
    return [{ kind: 'text', words: say('not-marked')(telling.language), manner: 'quiet' }]
  const parts: FilePart[] = []
  for (let at = 0; at < rounds.length; at += ABREAST)
    parts.push(marksTable(outcome, rounds.slice(at, at + ABREAST), telling))
  return parts
}

function marksTable(outcome: Outcome, rounds: readonly Assessment[], telling: Telling): FilePart {
  const w = say.in(telling.language)
  const criteria = inOrder(criteriaOf(outcome, rounds, telling))
  const row = (name: string, of: (round: Assessment) => Words): FileRow => ({
    cells: [[{ text: name, manner: 'quiet' }], ...rounds.map(of)],
  })
  return {
    kind: 'table',
    widths: [rounds.length > 1 ? 1.4 : 1.1, ...rounds.map(() => 1)],
    head: [w('criterion'), ...rounds.map(({ round }) => w(`round-${round}`))],
    rows: [
      row(
        w('marked-by'),
        ({ assessorId, submittedAt }) => `${telling.person(assessorId)}, ${telling.dayOf(submittedAt)}`,
      ),
      ...criteria.map((criterion, index) => ({
        cells: [
          criterionWords(criterion, criteria[index - 1], telling),
          ...rounds.map((round) => markWords(criterion, round, telling)),
        ],
      })),
      ...(outcome.target === null
        ? []
        : [
            row(w('level-by-marks'), ({ level }) => [{ text: levelShown(level, telling), manner: 'strong' }]),
          ]),
    ],
  }
}

const levelShown = (level: number | null, telling: Telling) =>
  level === null ? say('no-level')(telling.language) : telling.level(level)

/** Those that are agreed, and after them those that were when it was marked. */
function criteriaOf({ criteria }: Outcome, rounds: readonly Assessment[], { record }: Telling): Criterion[] {
  const known = new Map(criteria.map((criterion) => [criterion.id, criterion]))
  const earlier = record.agreements.flatMap(({ version }) =>
    version.content.outcomes.flatMap((planned) => planned.criteria),
  )
  for (const { criterionId } of rounds.flatMap(({ marks }) => marks)) {
    const found = known.get(criterionId) ?? earlier.find(({ id }) => id === criterionId)
    if (found) known.set(criterionId, found)
  }
  return [...known.values()]
}

/** The mark, the evidence by its number, by which method, and what the assessor said. */
function markWords({ id }: Criterion, { marks }: Assessment, telling: Telling): Words {
  const { language, pieces } = telling
  const given = marks.find(({ criterionId }) => criterionId === id)
  if (!given) return '–'
  const w = say.in(language)
  const { mark, evidenceIds, comment, method, task } = given
  const quiet = (text: string): Phrase => ({ text, manner: 'quiet' })
  return [
    { text: sayOfAppeals(`mark-${mark}`)(language), manner: 'strong' },
    ...(evidenceIds.length > 0 ? [quiet(` · ${w('evidence-by-number')} `), ...pieces(evidenceIds)] : []),
    ...(method ? [quiet(` · ${termIn(language, method)}`)] : []),
    ...(task ? [quiet(` · ${w('in-task', { task })}`)] : []),
    ...(comment ? [`\n${comment}`] : []),
  ]
}
