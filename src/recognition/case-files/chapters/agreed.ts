import type { AgreedOutcome, AgreedSkill, Criterion } from '../../../db/schema/mobility/agreements.ts'
import { coverageAt, nameOfUnit } from '../../../measure/frameworks/coverage.ts'
import { afterLead } from '../../../measure/frameworks/rubric/lead.ts'
import { say as sayOfAgreements } from '../../../mobility/agreements/words.ts'
import { termListIn } from '../../../platform/vocabularies/terms.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Outcome } from '../../outcome-store.ts'
import type { FilePart, Phrase, Words } from '../part.ts'
import { placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'

/** The levels, the rules and, unless they stand in words beside their marks, the criteria. */
export function tellAgreed(outcome: Outcome, telling: Telling): FilePart[] {
  const isMarked = telling.record.assessments.some(({ outcomeId }) => outcomeId === outcome.id)
  return [
    { kind: 'facts', rows: [...levelRows(outcome, telling), ...ruleRows(outcome, telling)] },
    isMarked ? countOf(outcome, telling) : criteriaAlone(outcome, telling),
  ]
}

type Row = [name: string, words: Words]

function levelRows(outcome: Outcome, telling: Telling): Row[] {
  const { language, level, framework } = telling
  const w = sayOfAgreements.in(language)
  const { baseline, baselineFound, target, competence, criteria } = outcome
  const before =
    baseline === null ? (baselineFound ? w(`baseline-found-${baselineFound}`) : '–') : level(baseline)
  const levels: Row[] =
    target === null
      ? []
      : [
          [w('baseline'), before],
          [w('target'), level(target)],
        ]
  if (!outcome.partial || !framework) return levels
  const { covered, missing } = coverageAt(framework, competence, criteria, target)
  const named = (units: string[]) =>
    units.map((unit) => readIn(nameOfUnit(framework, unit), language)).join('; ')
  return [...levels, [w('partial'), w('partial-for', { covered: named(covered), missing: named(missing) })]]
}

/** What the agreement says of it under which it is, or was, judged; and which version that is. */
function ruleRows(outcome: Outcome, telling: Telling): Row[] {
  const { language, record, day, link } = telling
  const w = sayOfAgreements.in(language)
  const found = record.agreements.find(({ version }) => version.id === outcome.agreementVersionId)
  if (!found) return []
  const { number, content } = found.version
  const version: Row = [
    say('agreed-in')(language),
    [link(say('version-number', { number })(language), placeOf('version', number))],
  ]
  const planned = content.outcomes.find(({ competence }) => competence === outcome.competence)
  if (!planned) return [version, [w('methods'), termListIn(language, outcome.methods) || '–']]
  return [
    version,
    [w('baseline-found-by'), planned.baselineFoundBy],
    [w('methods'), termListIn(language, outcome.methods) || '–'],
    [w('assessor'), planned.assessorRole],
    [w('evidence'), `${day(planned.evidenceFrom)} – ${day(planned.evidenceUntil)}`],
    ...(planned.workloadHours === null ? [] : [[w('workload'), `${planned.workloadHours}`] as Row]),
    ...(planned.skills ? [skillRow(planned.skills, telling)] : []),
    ...taskRows(planned, telling),
    [w('recognised-as'), recognisedAs(planned, telling)],
    ...(planned.justification ? [[w('justification'), planned.justification] as Row] : []),
  ]
}

const skillRow = (skills: readonly AgreedSkill[], { language }: Telling): Row => [
  sayOfAgreements('skills')(language),
  skills.map(({ label }) => label).join('; '),
]

/** Each agreed task by its id: its scenario, what the learner is told to do, and which criteria it shows. */
const taskRows = ({ tasks = [] }: AgreedOutcome, { language }: Telling): Row[] =>
  tasks.map(({ id, scenario, brief, criteria }) => [
    `${sayOfAgreements('task')(language)} ${id}`,
    [
      `${readIn(scenario, language)}. ${readIn(brief, language)}`,
      sayOfAgreements('task-shows', { criteria: criteria.join(', ') })(language),
    ].join('\n'),
  ])

function recognisedAs(
  { recognisedAs: { kind, reference, ects } }: AgreedOutcome,
  { language }: Telling,
): string {
  const w = sayOfAgreements.in(language)
  const credits = ects === undefined ? '' : `, ECTS ${ects}`
  return `${reference} (${w(`recognised-as-${kind}`)}${credits})`
}

function countOf({ criteria }: Outcome, { language }: Telling): FilePart {
  const own = criteria.filter(({ source }) => source === 'partners').length
  return {
    kind: 'text',
    words: say('criteria-below', { count: criteria.length, own })(language),
    manner: 'quiet',
  }
}

function criteriaAlone(outcome: Outcome, telling: Telling): FilePart {
  const rows = inOrder(outcome.criteria).map((criterion, index, all) => ({
    cells: [criterionWords(criterion, all[index - 1], telling)],
  }))
  const head = [say('criterion')(telling.language)]
  return { kind: 'table', widths: [1], head, rows }
}

/** The lowest level first, and within a level as they were agreed. */
export const inOrder = (criteria: readonly Criterion[]): Criterion[] =>
  [...criteria].sort((a, b) => (a.level ?? 0) - (b.level ?? 0))

/** A criterion in words, with whose they are; the first of a level under the level's name and its lead. */
export function criterionWords(
  criterion: Criterion,
  before: Criterion | undefined,
  telling: Telling,
): (string | Phrase)[] {
  const { level, source, mandatory, lead } = criterion
  const { language } = telling
  const w = say.in(language)
  const isFirst = level !== null && level !== before?.level
  const whose = [
    ...(source ? [w(`words-${source}`)] : []),
    ...(mandatory ? [] : [sayOfAgreements('optional')(language)]),
  ].join(', ')
  return [
    ...(isFirst ? [{ text: `${telling.level(level)}\n`, manner: 'strong' as const }] : []),
    ...(lead && (isFirst || !before?.lead)
      ? [{ text: `${readIn(lead, language)}\n`, manner: 'quiet' as const }]
      : []),
    readIn(afterLead(criterion), language),
    ...(whose ? [{ text: ` (${whose})`, manner: 'quiet' as const }] : []),
  ]
}
