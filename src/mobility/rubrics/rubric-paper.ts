import type { Services } from '../../context.ts'
import type { AgreedOutcome } from '../../db/schema/mobility/agreements.ts'
import { textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { fullName } from '../../parties/names/names.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { correctedContent } from '../agreements/slips/registered.ts'
import { participantOf } from '../mobilities/course.ts'
import { categoryOf, describeRubric, type Rubric } from './rubric.ts'
import { say } from './words.ts'

type PaperOfParts = Parameters<Services['drawCaseFile']>[0]
type Part = PaperOfParts['parts'][number]

/** The agreed criteria as a paper to mark on: whose they are, and for each outcome a table with a place for each mark. */
export function layOutRubric(rubric: Rubric, language: Language): PaperOfParts {
  const w = say.in(language)
  const { agreed, framework } = rubric
  const { version, corrected } = agreed
  const { learner, sending, hosting, mobility } = correctedContent(version.content, corrected)
  const { description } = describeRubric(rubric, language)
  return {
    title: w('title'),
    foot: version.hash,
    language,
    id: version.id,
    sending: sending.name,
    at: version.createdAt,
    parts: [
      { kind: 'heading', depth: 1, text: w('title') },
      { kind: 'text', words: description ?? '', manner: 'quiet' },
      {
        kind: 'facts',
        rows: [
          [w('learner', { participant: participantOf(mobility) }), fullName(learner)],
          [w('sending'), sending.name],
          [w('hosting'), hosting.name],
          [w('project'), mobility.projectCode],
          [w('framework'), framework ? textsIn(framework, language).title : version.content.framework.id],
          [w('version'), String(version.number)],
          [w('hash'), version.hash],
        ],
      },
      ...version.content.outcomes.flatMap((outcome) => layOutOutcome(rubric, outcome, language)),
    ],
  }
}

function layOutOutcome({ framework }: Rubric, outcome: AgreedOutcome, language: Language): Part[] {
  const w = say.in(language)
  const { competence, target, criteria } = outcome
  const named = (level: number | null) => (level === null ? '' : nameOfLevel(framework, level, language))
  const aim: Part[] =
    target === null ? [] : [{ kind: 'text', words: w('target', { level: named(target) }), manner: 'lead' }]
  return [
    { kind: 'heading', depth: 2, text: categoryOf(framework, competence, language) },
    ...aim,
    {
      kind: 'table',
      widths: [0.46, 0.21, 0.11, 0.11, 0.11],
      head: [w('criterion'), w('level'), w('mark-met'), w('mark-partly'), w('mark-not-met')],
      rows: criteria.map(({ text, level, mandatory, source }) => {
        const remarks = [...(mandatory ? [] : [w('optional')]), ...(source === 'partners' ? [w('own')] : [])]
        const words = readIn(text, language)
        return {
          cells: [remarks.length > 0 ? `${words} (${remarks.join(', ')})` : words, named(level), '', '', ''],
        }
      }),
    },
  ]
}
