import { signerName } from '../../../parties/names/signer-name.ts'
import { say as sayOfAppeals } from '../../appeals/words.ts'
import type { FilePart, FileRow, Phrase } from '../part.ts'
import { nothing, partyKey, placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'

type Appeal = Telling['record']['appeals'][number]

/** Every appeal and complaint: by whom, against what, why, each step of it, and what came of it. */
export function tellAppeals(telling: Telling): FilePart[] {
  const { record, language } = telling
  const heading = { kind: 'heading' as const, depth: 2 as const, text: say('title-appeals')(language) }
  if (record.appeals.length === 0) return [heading, nothing(telling)]
  return [heading, ...record.appeals.flatMap((appeal, index) => appealParts(appeal, index + 1, telling))]
}

function appealParts(appeal: Appeal, number: number, telling: Telling): FilePart[] {
  const { record, language, at, doer } = telling
  const w = say.in(language)
  const ofAppeals = sayOfAppeals.in(language)
  const { kind, state, name, party, submittedAt, grounds, reasons, dueOn } = appeal
  const steps = record.appealMoves
    .filter(({ appealId }) => appealId === appeal.id)
    .map(
      (step): FileRow => ({
        cells: [stepName(step.action, telling), ofAppeals(`state-${step.to}`), doer(step), at(step.at)],
      }),
    )
  return [
    {
      kind: 'heading',
      depth: 3,
      text: `${w('appeal-number', { kind, number })} · ${ofAppeals(`kind-${kind}`)}: ${ofAppeals(`state-${state}`)}`,
      place: placeOf('appeal', number),
    },
    {
      kind: 'facts',
      rows: [
        [
          w('submitted-by'),
          `${name === null ? w('erased') : signerName({ name, onBehalf: appeal.onBehalf }, language)} (${w(partyKey({ party, secondGuardian: false }, telling))}), ${at(submittedAt)}`,
        ],
        ...(appeal.competences.length > 0
          ? [[w('contested'), contested(appeal, telling)] as [string, Phrase[]]]
          : []),
        [w('grounds'), grounds ?? w('erased')],
        [w('due'), telling.day(dueOn)],
        ...(reasons ? [[w('reasons'), reasons] as [string, string]] : []),
      ],
    },
    {
      kind: 'table',
      widths: [1.3, 1, 1.5, 1.3],
      head: [w('step'), w('state-then'), w('who'), w('day')],
      rows: steps,
    },
  ]
}

function contested({ competences }: Appeal, { record, outcome }: Telling): Phrase[] {
  return competences.flatMap((code, index) => {
    const found = record.outcomes.find(({ competence }) => competence === code)
    const named: Phrase = found ? outcome(found.id) : { text: code }
    return index > 0 ? [{ text: ', ' }, named] : [named]
  })
}

/** What a step of an appeal is called. */
function stepName(action: string, { language }: Telling): string {
  const key = `appeal-step-${action}` as const
  return say.has(key) ? say(key)(language) : say('another-step')(language)
}
