import type { AgreedStay } from '../../db/schema/mobility/agreed-mobility.ts'
import type { Criterion } from '../../db/schema/mobility/agreements.ts'
import { afterLead } from '../../measure/frameworks/rubric/lead.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { countryName } from '../../platform/words/countries.ts'
import { fieldOfEducationName } from '../../platform/words/fields-of-education.ts'
import type { Language } from '../../platform/words/language.ts'
import { languageName } from '../../platform/words/languages.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { participantOf } from '../mobilities/course.ts'
import { intervalIn } from '../mobilities/course-said.ts'
import { staySaid } from '../stays/stay-said.ts'
import { differences } from './differences.ts'
import { partName } from './parts/part-name.ts'
import { say as sayOfParts } from './parts/words.ts'
import { say } from './words.ts'

type Participant = ReturnType<typeof participantOf>
/** A version of an agreement, or of a learning programme. */
type Numbered = { number: number; content: object }
/** One difference in words: what it is in, as RFC 6901 pointer too, and every text that was there before and is now. */
export type WordedDifference = { where: string; pointer: string; before: string[]; now: string[] }
/** What a level is called; null: nobody knows, and it is told by its number. */
type NameLevel = ((level: number) => string) | null

/** What an amendment changes, for those who are asked to sign it again. */
export function differencesHtml(before: Numbered, after: Numbered, language: Language): Html {
  const w = say.in(language)
  const rows = differencesInWords(before.content, after.content, language)
  if (rows.length === 0) return html``
  const body = rows.map(
    (row) => html`<tr><th scope="row">${row.where}</th>
<td data-label="${w('before')}">${cell(row.before, '–')}</td>
<td data-label="${w('now')}">${cell(row.now, w('removed'))}</td></tr>`,
  )
  return html`<h2>${w('changes', { number: before.number })}</h2>
<table class="differences"><thead><tr><th scope="col">${w('where')}</th><th scope="col">${w('before')}</th><th scope="col">${w('now')}</th></tr></thead>
<tbody>${body}</tbody></table>`
}

/** What follows from the criterion itself, and stands beside it: what the framework says in its place, the lead of its level; which records a programme is. */
const isShown = ({ pointer }: { pointer: string }) =>
  !/\/criteria\/\d+\/(inPlaceOf|lead)|^\/learningProgramme\/(id|groupId|group|number)/.test(pointer)

/** One row for each difference; the criteria that came and went of an outcome share one. */
export function differencesInWords(
  before: object,
  after: object,
  language: Language,
  nameLevel: NameLevel = null,
): WordedDifference[] {
  const rows: WordedDifference[] = []
  const inWords = (value: unknown, property: string | undefined) =>
    worded(value, property, language, nameLevel)
  for (const difference of differences(before, after).filter(isShown)) {
    const { change, pointer } = difference
    const path = pointer.split('/').slice(1)
    const whole = change === 'added' || change === 'removed'
    const criteria = whole && path.at(-2) === 'criteria'
    const where = nameOf(criteria ? path.slice(0, -1) : path, change === 'removed' ? before : after, language)
    const row = (criteria && rows.find((known) => known.where === where)) || {
      where,
      pointer,
      before: [],
      now: [],
    }
    if (!rows.includes(row)) rows.push(row)
    if (change !== 'added') row.before.push(inWords(difference.old, path.at(-1)))
    if (change !== 'removed') row.now.push(inWords(difference.new, path.at(-1)))
  }
  return rows
}

const cell = (texts: string[], none: string): Html | string =>
  texts.length < 2 ? (texts[0] ?? none) : html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`

const participantIn = ({ mobility = {} }: { mobility?: { participant?: string } }) => participantOf(mobility)

/** `outcomes`, `1`, `target` as "Learning outcome 2.4, target level". */
function nameOf(path: string[], content: object, language: Language): string {
  let value: unknown = content
  const names: string[] = []
  for (const step of path) {
    value = (value as Record<string, unknown>)[step]
    if (!/^\d+$/.test(step)) {
      names.push(partName(step, language, participantIn(content)))
      continue
    }
    const { competence, id } = value as { competence?: string; id?: string }
    names.push(`${names.pop() ?? ''} ${competence ?? id ?? step}`)
  }
  const name = names.join(', ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** What fields of an agreement are called, by RFC 6901 pointers: "Learner, family name". */
export const factNames =
  (pointers: readonly string[], participant: Participant = 'learner'): Sentence =>
  (language) =>
    pointers
      .map((pointer) => pointer.split('/').filter(Boolean))
      .map((path) => path.map((step) => partName(step, language, participant)).join(', '))
      .join('; ')

/** The form in which a learner takes part. */
export const participationName = (code: string, language: Language): string =>
  codeName('participation', code, language)

/** Properties whose values are codes, and under what their names are said. */
const coded = {
  participation: 'participation',
  participant: 'participant',
  baselineFound: 'baseline-found',
  source: 'source',
} as const

/** A code by its name; one that has none stays as it was written. */
function codeName(property: keyof typeof coded, code: string, language: Language): string {
  const key = `${coded[property]}-${code}` as const
  return say.has(key) ? say(key)(language) : code
}

/** As what an outcome is recognised. */
function kindName(code: string, language: Language): string {
  const key = `recognised-as-${code}` as const
  return say.has(key) ? say(key)(language) : code
}

/** The value of a field, by its RFC 6901 pointer, as its reader says it. */
export const wordedFact = (value: unknown, pointer: string, language: Language): string =>
  worded(value, pointer.split('/').at(-1), language, null)

const levels = ['baseline', 'target']

/** The value of a property as its reader says it: a day, a code by its name, what somebody wrote as they did. */
function worded(
  value: unknown,
  property: string | undefined,
  language: Language,
  nameLevel: NameLevel,
): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map((item) => worded(item, property, language, nameLevel)).join('; ')
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no')(language)
  if (typeof value === 'object') return wordedRecord(value as Record<string, unknown>, language, nameLevel)
  if (typeof value === 'number' && nameLevel && levels.includes(property ?? '')) return nameLevel(value)
  return wordedText(String(value), property, language)
}

function wordedText(text: string, property: string | undefined, language: Language): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return writeDayWithin(text, language)
  if (/^\d{4}-\d{2}-\d{2}\/\d{4}-\d{2}-\d{2}$/.test(text)) return intervalIn(text, language)
  if (property !== undefined && property in coded)
    return codeName(property as keyof typeof coded, text, language)
  if (property === 'languages' || property === 'restIn') return languageName(text, language)
  if (property === 'wording' && (text === 'adapted' || text === 'official'))
    return sayOfParts(`wording-${text}`)(language)
  if (property === 'fieldOfEducation') return fieldOfEducationName(text, language)
  if (property === 'country') return countryName(text, language)
  return property === 'kind' ? kindName(text, language) : text
}

const levelCalled = (level: number, language: Language, nameLevel: NameLevel) =>
  nameLevel ? nameLevel(level) : say('level', { level: String(level) })(language)

/** A criterion by its level and text, an outcome by its competence and target, anything else by its properties. */
function wordedRecord(value: Record<string, unknown>, language: Language, nameLevel: NameLevel): string {
  const inWords = (inner: unknown, name: string) => worded(inner, name, language, nameLevel)
  if ('text' in value && 'level' in value) {
    const level = typeof value.level === 'number' ? `${levelCalled(value.level, language, nameLevel)}: ` : ''
    return level + inWords(afterLead(value as Criterion), 'text')
  }
  if ('organisation' in value && 'role' in value) return staySaid(value as AgreedStay, language)
  const written = value[language] ?? value.en
  if (typeof written === 'string') return written
  if (value.competence !== undefined) {
    const target =
      value.target == null ? '' : `, ${partName('target', language)} ${inWords(value.target, 'target')}`
    return `${value.competence}${target}`
  }
  return Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .map(([name, inner]) => `${partName(name, language)}: ${inWords(inner, name)}`)
    .join(', ')
}
