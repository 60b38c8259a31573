import { actions, titleOf } from '../../../actions.ts'
import type { AuditLine } from '../../../custody/ledger/store.ts'
import type { Action } from '../../../platform/actions/action.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { FilePart, FileRow, Phrase, Words } from '../part.ts'
import { nothing, placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'
import { say as sayHere } from './words.ts'

/** The moves from stage to stage with their reasons, and everything that was done in the case. */
export function tellLog(telling: Telling): FilePart[] {
  const { record, language, at, doer, doerAs } = telling
  const w = say.in(language)
  const moves = record.transitions.map((move): FileRow => {
    const { from, to, reason } = move
    return {
      cells: [`${w(`stage-${from}`)} → ${w(`stage-${to}`)}`, doerAs(move), at(move.at), reason ?? '–'],
    }
  })
  const about = subjectsOf(telling)
  const lines = record.audit.map(
    (line): FileRow => ({
      cells: [
        at(line.at),
        doer(line),
        [actionWords(line.action, language), ...throughDesk(line, telling), ...byOrder(line, telling)].join(
          ' ',
        ),
        about.get(line.subjectId ?? '') ?? '–',
      ],
    }),
  )
  return [
    { kind: 'heading', depth: 2, text: w('title-transitions') },
    moves.length > 0
      ? {
          kind: 'table',
          widths: [1.4, 1.5, 1.3, 1.3],
          head: [w('step'), w('who'), w('day'), w('why')],
          rows: moves,
        }
      : nothing(telling),
    { kind: 'heading', depth: 2, text: w('title-audit') },
    {
      kind: 'table',
      isDense: true,
      widths: [1.25, 1.5, 2.2, 0.9],
      head: [w('day'), w('who'), w('action'), w('about')],
      rows: lines,
    },
  ]
}

/** That it was done by a link, how that came to whoever did it, and which organisation gave the address. */
function throughDesk({ details }: AuditLine, { record, language }: Telling): string[] {
  const { travelled, givenByOrganisation } = (details.desk ?? {}) as DeskDetails
  if (!travelled) return []
  const giver = [record.sending, record.hosting].find(({ id }) => id === givenByOrganisation)?.name ?? '–'
  return [say('at-desk', { travelled, giver })(language)]
}

type DeskDetails = Partial<{ travelled: 'mail' | 'by-hand'; givenByOrganisation: string }>

/** That it was not asked for just then, but by an order that stands since a day. */
function byOrder({ details }: AuditLine, { language, dayOf }: Telling): string[] {
  const { since } = (details.byOrder ?? {}) as { since?: string }
  return since ? [sayHere('by-order', { day: dayOf(new Date(since)) })(language)] : []
}

const byLine = new Map<string, Action>()
for (const action of Object.values<Action>(actions))
  if (action.ledger && !byLine.has(action.ledger)) byLine.set(action.ledger, action)

/** What a line of the ledger says was done; what several actions write has words of its own. */
export function actionWords(line: string, language: Language): string {
  const key = `log-${line.replaceAll('.', '-')}` as const
  if (say.has(key)) return say(key)(language)
  const action = byLine.get(line)
  return action ? titleOf(action)(language) : say('another-step')(language)
}

/** What the things are called that lines speak of, by their ids. */
function subjectsOf(telling: Telling): Map<string, Words> {
  const { record, language, link, numberOf, outcome } = telling
  const w = say.in(language)
  const found = new Map<string, Words>()
  const keep = (id: string, ...words: (string | Phrase)[]) => found.set(id, words)
  keep(record.recognition.id, w('the-case'))
  keep(record.mobility.id, w('the-mobility'))
  for (const { version } of record.agreements)
    keep(
      version.id,
      link(w('version-number', { number: version.number }), placeOf('version', version.number)),
    )
  for (const { id } of record.outcomes) keep(id, w('outcome'), ' ', outcome(id))
  for (const { row } of record.evidence) {
    const number = numberOf(row.id)
    keep(row.id, link(w('evidence-number', { number }), placeOf('evidence', number)))
  }
  for (const { row } of record.withdrawnEvidence) keep(row.id, w('evidence-withdrawn'))
  for (const { id, memberId } of record.assignments) keep(id, telling.person(memberId))
  for (const { id, outcomeId } of [...record.assessments, ...record.secondMarkings])
    keep(id, w('outcome'), ' ', outcome(outcomeId))
  record.certificates.forEach(({ certificate }, index) => {
    keep(certificate.id, link(certificate.number, placeOf('certificate', index + 1)))
  })
  record.acts.forEach(({ id }, index) => {
    keep(id, w('act-number', { number: index + 1 }))
  })
  record.appeals.forEach(({ id, kind }, index) => {
    keep(id, link(w('appeal-number', { kind, number: index + 1 }), placeOf('appeal', index + 1)))
  })
  return found
}
