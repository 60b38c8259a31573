import { levelPlaced } from '../../measure/frameworks/level-name.ts'
import { longDate } from '../../platform/dates.ts'
import type { Language } from '../../platform/words/language.ts'
import { type Multilingual, readIn } from '../../platform/words/multilingual.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import {
  type CertificateSnapshot,
  type CertifiedFramework,
  type CertifiedOutcome,
  dayForIssuer,
} from '../certificates/snapshot.ts'
import { say } from './pdf/words.ts'

/** Sentences that were judged and met, and what they are read after; null where they stand for themselves. */
export type ShownSentences = { level: number | null; lead: Sentence | null; sentences: Multilingual[] }

type Levels = Pick<CertifiedFramework, 'levels'>

const levelAt = ({ levels }: Levels, level: number | null) => levels.find((step) => step.level === level)

/**
 * What every form of a certificate says of what was shown for an outcome, the lowest level first: the framework's own
 * sentences after the lead of their level, those that the partners agreed under words that say so.
 */
export function shownOf(framework: Levels, outcome: CertifiedOutcome): ShownSentences[] {
  if (!outcome.criteria) return shownAtLevel(framework, outcome)
  const levels = [...new Set(outcome.criteria.map(({ level }) => level))]
  return levels.flatMap((level) => {
    const at = outcome.criteria!.filter((criterion) => criterion.level === level)
    const of = (source: 'framework' | 'partners') =>
      at.filter((criterion) => criterion.source === source).map(({ text }) => text)
    const groups: ShownSentences[] = [
      { level, lead: leadOf(framework, level), sentences: of('framework') },
      { level, lead: agreedLead(framework, level), sentences: of('partners') },
    ]
    return groups.filter(({ sentences }) => sentences.length > 0)
  })
}

/** Format 1 kept the framework's sentences at the level reached. */
function shownAtLevel(framework: Levels, { level, statements }: CertifiedOutcome): ShownSentences[] {
  return statements.length === 0 ? [] : [{ level, lead: leadOf(framework, level), sentences: statements }]
}

function leadOf(framework: Levels, level: number | null): Sentence | null {
  const lead = levelAt(framework, level)?.lead
  return lead ? (language) => readIn(lead, language) : null
}

function agreedLead(framework: Levels, level: number | null): Sentence {
  const step = levelAt(framework, level)
  return step
    ? say('agreed-at-level', { level: (language: Language) => readIn(step.title, language) })
    : say('agreed')
}

/** A level by the framework's name for it, with its band where it has one; null where none was found. */
export function levelNamed(framework: Levels, level: number | null): Sentence | null {
  const step = levelAt(framework, level)
  if (!step) return null
  return (language) =>
    [readIn(step.title, language), step.band && readIn(step.band, language)].filter(Boolean).join(' · ')
}

/** The same with its place among the levels of the framework. */
export function levelInPlace(framework: Levels, level: number | null): Sentence | null {
  const named = levelNamed(framework, level)
  return named && levelPlaced(named, level!, framework.levels.length)
}

/** What narrows the level of an outcome: that it is claimed for a part only, that the partners' own criteria carry it. */
export function narrowedBy({ partial, byPartners }: CertifiedOutcome): Sentence[] {
  const listed = (units: Multilingual[]) => (language: Language) =>
    units.map((unit) => readIn(unit, language)).join('; ')
  return [
    ...(partial
      ? [say('partial', { covered: listed(partial.covered), missing: listed(partial.missing) })]
      : []),
    ...(byPartners ? [say('by-partners')] : []),
  ]
}

/** The same as short words, for where there is no room for more. */
export const narrowingWords = ({ partial, byPartners }: CertifiedOutcome): Sentence[] => [
  ...(partial ? [say('partial-word')] : []),
  ...(byPartners ? [say('by-partners')] : []),
]

/** Whether the framework's level itself was shown: reached, whole, and by the framework's own sentences. */
export const isOfTheLevel = (outcome: CertifiedOutcome): boolean =>
  outcome.result === 'reached' && !outcome.partial && !outcome.byPartners

/** The level as every form names it, with what narrows it; the result alone where there is none. */
export function levelClaimed({ framework }: CertificateSnapshot, outcome: CertifiedOutcome): Sentence {
  const named = levelNamed(framework, outcome.level)
  const result = say(`result-${outcome.result}`)
  return (language) =>
    [...(named ? [named] : []), result, ...narrowedBy(outcome)].map((part) => part(language)).join('; ')
}

/** Until which day a certificate is valid, and what to do then; null where it does not expire. */
export function validityOf(snapshot: CertificateSnapshot): Sentence | null {
  const until = lastValidDay(snapshot)
  return until === null ? null : say('after-expiry', { day: until, issuer: snapshot.issuer.name })
}

/** The last day of its validity for whoever issued it, in words; null where it does not expire. */
export function lastValidDay(snapshot: CertificateSnapshot): Sentence | null {
  if (snapshot.expiresAt === undefined) return null
  const day = dayForIssuer(snapshot, new Date(snapshot.expiresAt))
  return (language) => longDate(day, language)
}
