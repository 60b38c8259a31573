import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import { type CertificateSnapshot, type CertifiedOutcome, dayOfIssue } from '../../certificates/snapshot.ts'
import { say as sayOnPaper } from '../pdf/words.ts'
import { levelInPlace, narrowingWords, shownOf } from '../shown.ts'
import { say } from './words.ts'

/** How long passages are at most, in characters as form fields count them (UTF-16 code units). */
export const passageLengths = [500, 2000] as const

/** A competence by its code and with its title, what was reached in it, and the criteria met for it, the highest level first. */
type ShownSkill = { code: string; title: string; level: string; criteria: { lead: string; text: string }[] }
/** How many competences are said, and of each whether with its title, and how many criteria. */
type Extent = { competences: number; titled: readonly boolean[]; criteria: readonly number[] }
type Fits = (extent: Extent) => boolean

/**
 * What a certificate says of the skills that were shown, as plain text for another document: whole sentences of at most so
 * many characters. What they have no room for is counted.
 */
export function skillsPassage(snapshot: CertificateSnapshot, language: Language, limit: number): string {
  const told = snapshot.outcomes.filter(isShown).map((outcome) => tell(snapshot, outcome, language))
  const ends = endingsOf(snapshot, language)
  const ending = ends.find(({ length }) => length <= limit * 0.4) ?? ends.at(-1)!
  const write = (extent: Extent) => compose(snapshot, told, ending, extent, language)
  const fits = (extent: Extent) => write(extent).length <= limit

  const codes = { titled: told.map(() => false), criteria: told.map(() => 0) }
  let competences = told.length
  while (competences > 0 && !fits({ competences, ...codes })) competences--
  return write(withCriteria(told, withTitles({ competences, ...codes }, fits), fits))
}

const isShown = ({ result }: CertifiedOutcome) => result === 'reached' || result === 'partly'

const put = <T>(all: readonly T[], index: number, value: T): T[] =>
  all.map((was, at) => (at === index ? value : was))

/** The titles of those competences for which there is room. */
function withTitles(extent: Extent, fits: Fits): Extent {
  let so = extent
  for (let index = 0; index < extent.competences; index++) {
    const more = { ...so, titled: put(so.titled, index, true) }
    if (fits(more)) so = more
  }
  return so
}

/** Where every competence has its title: one criterion of each after the other, for as long as there is room. */
function withCriteria(told: readonly ShownSkill[], extent: Extent, fits: Fits): Extent {
  const full = new Set(extent.titled.every(Boolean) ? [] : told.keys())
  let so = extent
  while (full.size < told.length) {
    for (const [index, { criteria }] of told.entries()) {
      if (full.has(index)) continue
      const more = { ...so, criteria: put(so.criteria, index, so.criteria[index]! + 1) }
      if (so.criteria[index]! < criteria.length && fits(more)) so = more
      else full.add(index)
    }
  }
  return so
}

function compose(
  { framework, outcomes }: CertificateSnapshot,
  told: readonly ShownSkill[],
  ending: string,
  { competences, titled, criteria }: Extent,
  language: Language,
): string {
  const w = say.in(language)
  const byLevel = new Map<string, string[]>()
  for (const [index, { code, title, level }] of told.slice(0, competences).entries())
    byLevel.set(level, [...(byLevel.get(level) ?? []), titled[index] ? `${code} ${title}` : code])
  const met = told.flatMap(({ code, criteria: all }, index) =>
    criteria[index]! > 0 ? [w('met', { code, criteria: joined(all.slice(0, criteria[index]!)) })] : [],
  )
  const left = {
    competences: told.length - competences,
    outcomes: outcomes.length - told.length,
    criteria: told.reduce((sum, { criteria: all }, index) => sum + all.length - criteria[index]!, 0),
  }
  const sentences = [
    w('opening', { framework: readIn(framework.title, language) }),
    ...[...byLevel].map(([level, names]) => w('at-level', { level, names: names.join('; ') })),
    ...met,
    ...(left.competences > 0 ? [w('more-competences', { count: left.competences })] : []),
    ...(left.outcomes > 0 ? [w('not-reached', { count: left.outcomes })] : []),
    ...(left.criteria > 0 ? [w('more-criteria', { count: left.criteria })] : []),
    ending,
  ]
  return oneLine(sentences.join(' '))
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
const withoutStop = (text: string) => oneLine(text).replace(/[\s.;,:]+$/, '')

/** Criteria with the same lead after it, as one sentence. */
function joined(criteria: ShownSkill['criteria']): string {
  const byLead = new Map<string, string[]>()
  for (const { lead, text } of criteria) byLead.set(lead, [...(byLead.get(lead) ?? []), text])
  return [...byLead].map(([lead, texts]) => `${oneLine(`${lead} ${texts.join('; ')}`)}.`).join(' ')
}

function tell(snapshot: CertificateSnapshot, outcome: CertifiedOutcome, language: Language): ShownSkill {
  const { competence: code, title, kind, result, level, criteria = [] } = outcome
  const { framework } = snapshot
  const named = levelInPlace(framework, level)
  const notes = [
    named ?? sayOnPaper(`result-${result}`),
    ...(named && result === 'partly' ? [say('partly')] : []),
    ...narrowingWords(outcome),
    ...(kind === 'additional' ? [say('additional')] : []),
  ]
  const groups = criteria.length > 0 ? shownOf(framework, outcome).toReversed() : []
  return {
    code,
    title: readIn(title, language),
    level: notes.map((note) => note(language)).join(', '),
    criteria: groups.flatMap(({ lead, sentences }) =>
      sentences.map((text) => ({
        lead: lead ? lead(language) : '',
        text: withoutStop(readIn(text, language)),
      })),
    ),
  }
}

type Judge = CertifiedOutcome['validator']

/** By whom it was judged, and how to check it, each shorter than the one before; the last is always said. */
function endingsOf(snapshot: CertificateSnapshot, language: Language): string[] {
  const w = say.in(language)
  const { outcomes, number, verification } = snapshot
  const { code, url } = verification
  const shown = outcomes.filter(isShown)
  const judges = shown.flatMap(({ assessor }) => assessor ?? [])
  const validators = shown.map(({ validator }) => validator)
  const address = url.endsWith(`/${code}`) ? url.slice(0, -code.length - 1) : url
  const closing = w('closing', { number, day: dayOfIssue(snapshot), code, address })
  const byWhom = (say: (judge: Judge) => string) => {
    const [assessedBy, validatedBy] = [judges, validators].map((all) => [...new Set(all.map(say))].join(', '))
    return `${w('by-whom', { assessors: assessedBy!, validators: validatedBy! })} ${closing}`
  }
  const inFull = ({ role, organisation }: Judge) =>
    w('person', { role: readIn(role, language), organisation })
  return judges.length > 0 ? [byWhom(inFull), byWhom(({ organisation }) => organisation), closing] : [closing]
}
