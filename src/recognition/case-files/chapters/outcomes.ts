import type { Outcome } from '../../outcome-store.ts'
import type { FilePart, Words } from '../part.ts'
import { placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'
import { tellAgreed } from './agreed.ts'
import { tellDecided } from './decided.ts'
import { tellExplained } from './explained.ts'
import { tellJudged } from './judged.ts'
import { tellShown } from './shown.ts'

/** Outcome by outcome: what was agreed, shown, judged, explained and decided. */
export function tellOutcomes(telling: Telling): FilePart[] {
  const { record, language } = telling
  const w = say.in(language)
  const told = new Set<string>()
  return [
    { kind: 'heading', depth: 2, text: w('title-outcomes') },
    { kind: 'text', words: w('how-to-read'), manner: 'quiet' },
    ...record.outcomes.flatMap((outcome, index) => [
      ...head(outcome, index + 1, telling),
      ...under('agreed', tellAgreed(outcome, telling), telling),
      ...under('shown', tellShown(outcome, telling, told), telling),
      ...under('judged', tellJudged(outcome, telling), telling),
      ...under('explained', tellExplained(outcome, telling), telling),
      ...under('decided', tellDecided(outcome, telling), telling),
    ]),
    ...loose(telling, told),
    ...withdrawn(telling),
  ]
}

function head(outcome: Outcome, number: number, telling: Telling): FilePart[] {
  const w = say.in(telling.language)
  const standing: Words = w('outcome-standing', {
    kind: say(`kind-${outcome.kind}`),
    status: say(`status-${outcome.status}`),
  })
  const text = telling.competence(outcome.competence)
  return [
    { kind: 'heading', depth: 3, text, place: placeOf('outcome', number) },
    { kind: 'text', words: standing, manner: 'lead' },
  ]
}

type Step = 'agreed' | 'shown' | 'judged' | 'explained' | 'decided'

function under(step: Step, parts: FilePart[], { language }: Telling): FilePart[] {
  if (parts.length === 0) return []
  return [{ kind: 'heading', depth: 4, text: say(`step-${step}`)(language) }, ...parts]
}

/** Evidence that speaks for none of the outcomes any more. */
function loose(telling: Telling, told: ReadonlySet<string>): FilePart[] {
  const left = telling.evidence.filter(({ row }) => !told.has(row.id))
  if (left.length === 0) return []
  const heading = {
    kind: 'heading' as const,
    depth: 3 as const,
    text: say('loose-evidence')(telling.language),
  }
  return [heading, ...tellShown(null, telling, new Set(told))]
}

/** What was taken back before anybody judged it: what it was, by whom and why. */
function withdrawn({ record, language, whoTookBack, at }: Telling): FilePart[] {
  if (record.withdrawnEvidence.length === 0) return []
  const w = say.in(language)
  return [
    { kind: 'heading', depth: 3, text: w('withdrawn-evidence') },
    ...record.withdrawnEvidence.map(({ row }) => ({
      kind: 'text' as const,
      words: w('withdrawn-piece', {
        title: row.title ?? w('erased'),
        name: whoTookBack(row),
        at: at(row.withdrawnAt),
        reason: row.withdrawalReason ?? w('erased'),
      }),
    })),
  ]
}
