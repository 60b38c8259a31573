import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import type { WhoSigns } from '../../mobility/agreements/agreement.ts'
import { participantOf } from '../../mobility/mobilities/course.ts'
import { shortDate, shortMoment } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { nameEach } from './name-each.ts'
import type { Phrase, Thumbnail } from './part.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

/** What can be shown of a file that was brought as evidence. */
export type Preview = { thumbnail: Thumbnail | null; firstLines: string | null }

/** What the chapters of a case file are told from. */
export type CaseContents = {
  record: CaseRecord
  framework: Framework | undefined
  /** By the id of the evidence. */
  previews: ReadonlyMap<string, Preview>
}

/** How many places of a file lead to another one by a link; from then on they only name it. */
const MAX_LINKS = 4_000

export type Telling = ReturnType<typeof tellingOf>

/** A case with the words for what is on record of it, in one language. */
export function tellingOf(contents: CaseContents, language: Language) {
  const { record, framework } = contents
  const evidence = [...record.evidence].sort(({ row: a }, { row: b }) => (a.id < b.id ? -1 : 1))
  const numbers = new Map(evidence.map(({ row }, index) => [row.id, index + 1]))
  const titles = framework && textsIn(framework, language).competences
  let links = 0
  const link = (text: string, to: string): Phrase => (links++ < MAX_LINKS ? { text, to } : { text })
  return {
    ...contents,
    language,
    evidence,
    ...nameEach(record, language),
    level: (level: number | null) => (level === null ? '–' : nameOfLevel(framework, level, language)),
    competence: (code: string) => [code, titles?.[code]?.title].filter(Boolean).join(' '),
    /** The number of a piece of evidence throughout the file. */
    numberOf: (evidenceId: string) => numbers.get(evidenceId) ?? 0,
    day: (day: string) => shortDate(day, language),
    dayOf: (at: Date) => shortDate(dayOf(at, record.zone), language),
    at: (at: Date | null) => (at === null ? '–' : shortMoment(at, language)),
    link,
    /** An outcome by its code, which leads to what is told of it. */
    outcome: (outcomeId: string): Phrase => {
      const index = record.outcomes.findIndex(({ id }) => id === outcomeId)
      return link(record.outcomes[index]?.competence ?? '–', placeOf('outcome', index + 1))
    },
    /** Pieces of evidence by their numbers, each of which leads there. */
    pieces: (evidenceIds: readonly string[]): (string | Phrase)[] => {
      const found = [...new Set(evidenceIds.flatMap((id) => numbers.get(id) ?? []))].sort((a, b) => a - b)
      return spans(found).flatMap(([first, last], index) => [
        ...(index > 0 ? [', '] : []),
        link(first === last ? `${first}` : `${first}–${last}`, placeOf('evidence', first)),
      ])
    },
  }
}

type Place = 'outcome' | 'evidence' | 'version' | 'certificate' | 'appeal'

/** What the place is called at which a thing is told of; numbers are those by which the reader knows it. */
export const placeOf = (what: Place, number: number) => `${what}-${number}`

/** Numbers that follow each other as one span from the first to the last. */
function spans(numbers: readonly number[]): [first: number, last: number][] {
  const found: [number, number][] = []
  for (const number of numbers) {
    const last = found.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else found.push([number, number])
  }
  return found
}

/** What is said where nothing is on record. */
export const nothing = ({ language }: Pick<Telling, 'language'>) => ({
  kind: 'text' as const,
  words: say('nothing')(language),
  manner: 'quiet' as const,
})

/** By which key of the words it is called who signed. */
export const partyKey = ({ party, secondGuardian }: WhoSigns, { record }: Pick<Telling, 'record'>) =>
  party === 'learner' && participantOf(record.mobility) === 'staff'
    ? ('party-staff' as const)
    : secondGuardian
      ? ('party-second-guardian' as const)
      : (`party-${party}` as const)
