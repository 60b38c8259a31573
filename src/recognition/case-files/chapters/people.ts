import { signerName } from '../../../parties/names/signer-name.ts'
import type { FilePart, FileRow } from '../part.ts'
import { nothing, type Telling } from '../telling.ts'
import { say } from '../words.ts'

/** What the learner was told, and which special needs are on record as far as the reader may see them. */
export function tellInformation(telling: Telling): FilePart[] {
  const { record, language, at } = telling
  const w = say.in(language)
  const { information: given } = record
  return [
    { kind: 'heading', depth: 2, text: w('title-information') },
    ...(given
      ? [
          {
            kind: 'text' as const,
            words: w('acknowledged', { name: signerName(given, language), moment: at(given.at) }),
          },
          {
            kind: 'text' as const,
            words: w('sheet-told', { sections: given.sheet.sections.map(({ title }) => title).join('; ') }),
          },
        ]
      : [nothing(telling)]),
    { kind: 'heading', depth: 2, text: w('title-accommodations') },
    ...accommodations(telling),
  ]
}

function accommodations(telling: Telling): FilePart[] {
  const { record, language, person, learnerName, at } = telling
  const w = say.in(language)
  const { recorded, items } = record.accommodations
  if (recorded === 0) return [nothing(telling)]
  if (items === null)
    return [{ kind: 'text', words: `${w('entries', { count: recorded })} ${w('withheld')}` }]
  const rows = items.map(
    ({ memberId, at: moment, text }): FileRow => ({
      cells: [memberId === null ? learnerName : person(memberId), at(moment), text],
    }),
  )
  return [{ kind: 'table', widths: [1.2, 1.2, 2.2], head: [w('who'), w('day'), w('what')], rows }]
}

/** Whose work it is, by the learner's and the host's word. */
export function tellDeclarations(telling: Telling): FilePart[] {
  const { record, language, at } = telling
  const w = say.in(language)
  const rows = record.declarations.map(
    (word): FileRow => ({
      cells: [w(`declared-${word.kind}`), `${signerName(word, language)}\n${at(word.at)}`, word.statement],
    }),
  )
  const heading = { kind: 'heading' as const, depth: 2 as const, text: w('title-declarations') }
  if (rows.length === 0) return [heading, nothing(telling)]
  return [
    heading,
    { kind: 'table', widths: [1.1, 1.3, 2.4], head: [w('what'), w('who'), w('statement')], rows },
  ]
}

/** Who was to mark, in which round, and what they declared of conflicts of interest. */
export function tellAssessors(telling: Telling): FilePart[] {
  const { record, language } = telling
  const w = say.in(language)
  const heading = { kind: 'heading' as const, depth: 2 as const, text: w('title-assignments') }
  if (record.assignments.length === 0) return [heading, nothing(telling)]
  const rows = record.assignments.map((assignment) => assignmentRow(assignment, telling))
  return [
    heading,
    {
      kind: 'table',
      widths: [1.6, 1, 1.1, 2],
      head: [w('who'), w('round'), w('state'), w('declared')],
      rows,
    },
  ]
}

function assignmentRow(assignment: Telling['record']['assignments'][number], telling: Telling): FileRow {
  const { language, person, at } = telling
  const w = say.in(language)
  const { memberId, round, state, assignedBy, assignedAt, declaredAt, withdrawnAt } = assignment
  const declared = declaredAt
    ? w('conflicts', {
        moment: at(declaredAt),
        trained: assignment.lastTrainedOn === null ? say('never') : telling.day(assignment.lastTrainedOn),
        related: say(assignment.related ? 'yes' : 'no'),
        conflict: assignment.otherConflict ?? say('no'),
      })
    : w('nothing-declared')
  const withdrawn = withdrawnAt
    ? w('assignment-withdrawn-by', {
        name: person(assignment.withdrawnBy),
        moment: at(withdrawnAt),
        reason: assignment.withdrawalReason ?? '–',
      })
    : null
  return {
    cells: [
      [
        person(memberId),
        {
          text: `\n${w('assigned-by', { name: person(assignedBy), moment: at(assignedAt) })}`,
          manner: 'quiet',
        },
      ],
      w(`round-${round}`),
      w(`assigned-${state}`),
      [declared, withdrawn].filter(Boolean).join('\n'),
    ],
  }
}

/** Which outcomes were due to be marked twice, and how the lot was drawn. */
export function tellSecondMarkings(telling: Telling): FilePart[] {
  const { record, language, person, at } = telling
  const w = say.in(language)
  const heading = { kind: 'heading' as const, depth: 2 as const, text: w('title-second-markings') }
  if (record.secondMarkings.length === 0) return [heading, nothing(telling)]
  const rows = record.secondMarkings.map((marking): FileRow => {
    const { outcomeId, reasons, askedBy, createdAt, drawn, rate, minimum, sampledBefore } = marking
    const named = reasons.map((reason) => w(`reason-${reason}`)).join(', ') || w('not-due')
    const how =
      drawn === null || rate === null || minimum === null || sampledBefore === null
        ? null
        : w('drawn', { drawn: rounded(drawn), rate: rounded(rate), minimum, before: sampledBefore })
    const by = askedBy ? w('asked-for-by', { name: person(askedBy) }) : null
    return {
      cells: [[telling.outcome(outcomeId)], named, [by, how].filter(Boolean).join(' ') || '–', at(createdAt)],
    }
  })
  return [
    heading,
    { kind: 'table', widths: [0.6, 1.2, 2.2, 1.3], head: [w('outcome'), w('why'), w('how'), w('day')], rows },
  ]
}

/** To four digits, as many as tell two draws apart. */
const rounded = (share: number) => Math.round(share * 10_000) / 10_000
