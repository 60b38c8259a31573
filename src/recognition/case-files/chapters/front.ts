import { textsIn } from '../../../measure/frameworks/framework.ts'
import { courseSaid, extensionSaid } from '../../../mobility/mobilities/course.ts'
import { courseRows } from '../../../mobility/mobilities/course-said.ts'
import { period } from '../../../platform/dates.ts'
import { countryName } from '../../../platform/words/countries.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say as sayOfAppeals } from '../../appeals/words.ts'
import type { Outcome } from '../../outcome-store.ts'
import type { FilePart, FileRow, Words } from '../part.ts'
import type { CaseRecord } from '../read-case.ts'
import { placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'

type Decision = CaseRecord['decisions'][number]

/** Who, where, when, and what was decided. */
export function tellFront(telling: Telling): FilePart[] {
  const { record, language } = telling
  const { mobility, sending, hosting, recognition } = record
  const w = say.in(language)
  const { startsOn, endsOn, projectCode, workloadHours } = mobility
  const placed = ({ name, country }: { name: string; country: string }) =>
    `${name}, ${countryName(country, language)}`
  return [
    {
      kind: 'text',
      words: w('made', { title: w('title'), moment: telling.at(record.readAt) }),
      manner: 'quiet',
    },
    { kind: 'heading', depth: 1, text: telling.learnerName },
    {
      kind: 'facts',
      rows: [
        [w('sending'), placed(sending)],
        [w('hosting'), placed(hosting)],
        [w('stay'), w('stay-of', { days: period(startsOn, endsOn, language), hours: workloadHours })],
        ...courseOf(record, language),
        [w('project'), projectCode],
        [w('framework'), frameworkNamed(telling)],
        [w('state'), w(`state-${recognition.stage}`, { day: telling.dayOf(recognition.stageSince) })],
        ...certificateRow(telling),
      ],
    },
    { kind: 'heading', depth: 2, text: w('title-decided') },
    {
      kind: 'table',
      widths: [2.2, 1.5, 1.5, 1],
      head: [w('outcome'), w('agreed-level'), w('level-shown'), w('result')],
      rows: record.outcomes.map((outcome) => decidedRow(outcome, telling)),
    },
  ]
}

/** What of the mobility's course was not as usual, and why. */
function courseOf({ mobility, stays }: CaseRecord, language: Language): [string, Words][] {
  const { participation, startsOn, endsOn, extensions } = mobility
  const said = {
    participation,
    startsOn,
    endsOn,
    stays,
    ...courseSaid(mobility),
    ...extensionSaid(extensions),
  }
  const reasons = mobility.interruptions.map(({ reason }) => reason).join('; ')
  return courseRows(said, language).map(({ fact, term, words }) => [
    term,
    fact === 'interrupted' ? `${words}: ${reasons}` : words,
  ])
}

function frameworkNamed({ record, framework, language }: Telling): string {
  if (!framework) return record.recognition.frameworkId
  return say('framework-version', {
    title: textsIn(framework, language).title,
    version: framework.version,
  })(language)
}

/** The certificate that was issued last, which leads to what became of it. */
function certificateRow({ record, language, link, dayOf }: Telling): [string, Words][] {
  const last = record.certificates.at(-1)
  if (!last) return []
  const { number, issuedAt, revokedAt } = last.certificate
  const w = say.in(language)
  const became = revokedAt
    ? w('revoked-on', { day: dayOf(revokedAt) })
    : w('issued-on', { day: dayOf(issuedAt ?? last.certificate.createdAt) })
  return [
    [w('certificate'), [link(number, placeOf('certificate', record.certificates.length)), ` · ${became}`]],
  ]
}

function decidedRow(outcome: Outcome, telling: Telling): FileRow {
  const { language, level } = telling
  const decision = standing(outcome, telling)
  const [code] = [telling.outcome(outcome.id)]
  const title = telling.competence(outcome.competence).slice(outcome.competence.length)
  return {
    cells: [
      [code, title],
      levelsAgreed(outcome, telling),
      decision ? level(decision.level) : '–',
      decision
        ? [{ text: sayOfAppeals(`result-${decision.result}`)(language), manner: 'strong' }]
        : say(outcome.status === 'dropped' ? 'status-dropped' : 'undecided')(language),
    ],
  }
}

/** From which level to which, by their names. */
export function levelsAgreed({ baseline, target }: Outcome, { language, level }: Telling): string {
  if (target === null) return '–'
  return baseline === null
    ? say('to-level', { target: level(target) })(language)
    : say('from-to-level', { baseline: level(baseline), target: level(target) })(language)
}

/** The decision on an outcome that no later one supersedes. */
export const standing = ({ id }: { id: string }, { record }: Telling): Decision | undefined =>
  record.decisions.find(
    (decision) =>
      decision.outcomeId === id && !record.decisions.some(({ supersedes }) => supersedes === decision.id),
  )
