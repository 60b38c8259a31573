import { isReleased } from '../../documentation/evidence.ts'
import { sayFacts } from '../../documentation/facts/say-facts.ts'
import { extensionOf } from '../../documentation/media/extension.ts'
import { say as sayOfDocumentation } from '../../documentation/words.ts'
import type { Outcome } from '../../outcome-store.ts'
import type { FilePart, Words } from '../part.ts'
import { placeOf, type Telling } from '../telling.ts'
import { say } from '../words.ts'

type Piece = Telling['evidence'][number]

/** As many letters of a text as stand in the file. */
const MAX_SHOWN = 500

/**
 * The evidence for an outcome, or for none: each piece whole at the first outcome it speaks for, and by its number at the
 * others. What was told is added to `told`.
 */
export function tellShown(outcome: Outcome | null, telling: Telling, told: Set<string>): FilePart[] {
  const { evidence, language, pieces } = telling
  const w = say.in(language)
  const own = evidence.filter(({ row, outcomeIds }) =>
    outcome ? outcomeIds.includes(outcome.id) : !told.has(row.id),
  )
  const first = own.filter(({ row }) => !told.has(row.id))
  const before = own.filter((piece) => !first.includes(piece))
  for (const { row } of first) told.add(row.id)
  const again: Words = [w('evidence-above'), ' ', ...pieces(before.map(({ row }) => row.id))]
  if (own.length === 0) return [{ kind: 'text', words: w('no-evidence'), manner: 'quiet' }]
  return [
    ...first.map((piece) => exhibit(piece, telling)),
    ...(before.length > 0 ? [{ kind: 'text' as const, words: again }] : []),
  ]
}

function exhibit(piece: Piece, telling: Telling): FilePart {
  const { row } = piece
  const { language, numberOf, previews } = telling
  const number = numberOf(row.id)
  const title = row.title ?? say('erased')(language)
  const preview = previews.get(row.id)
  return {
    kind: 'exhibit',
    place: placeOf('evidence', number),
    title: [{ text: say('evidence-number', { number })(language) }, ` · ${title}`],
    lines: [
      [{ text: `${kindOf(piece, telling)} · ${madeBy(piece, telling)}`, manner: 'quiet' }],
      ...contentOf(piece, preview?.firstLines ?? null, telling),
    ],
    thumbnail: preview?.thumbnail ?? null,
    alt: say('evidence-alt', { number, title })(language),
  }
}

/** What kind of thing it is, and for a file of which type and size. */
function kindOf({ row }: Piece, { language }: Telling): string {
  const kind = sayOfDocumentation('kind', { kind: row.kind })(language)
  if (row.kind !== 'file') return kind
  const type = extensionOf(row.mediaType).toUpperCase()
  const size = say('size', { size: Math.ceil((row.size ?? 0) / 1024) })(language)
  return `${kind} (${type === 'TXT' ? say('plain-text')(language) : type}, ${size})`
}

function madeBy({ row, competences }: Piece, telling: Telling): string {
  const { language, learnerName, person, day, dayOf } = telling
  return say('piece', {
    produced: day(row.producedOn),
    name: row.personId ? learnerName : person(row.submittedBy),
    submitted: dayOf(row.createdAt),
    competences: competences.join(', '),
  })(language)
}

function contentOf({ row }: Piece, firstLines: string | null, { language }: Telling): Words[] {
  const w = say.in(language)
  if (row.erasedAt) return [w('erased')]
  if (!isReleased(row)) return [w(row.scan === 'infected' ? 'scan-infected' : 'scan-held')]
  const { record, url } = row
  const facts = sayFacts({ isFile: row.sha256 !== null, facts: row.facts }, language)
  const quiet = [
    ...(row.stripped.length > 0 ? [w('stripped')] : []),
    ...(facts.length > 0 ? [`${sayOfDocumentation('facts')(language)}: ${facts.join(' · ')}`] : []),
  ].map((text) => [{ text, manner: 'quiet' as const }])
  if (record) return [...saidIn(record, language), ...quiet]
  if (url) return [url]
  return firstLines === null ? quiet : [cut(firstLines), ...quiet]
}

type Record_ = NonNullable<Piece['row']['record']>

function saidIn(record: Record_, language: Telling['language']): Words[] {
  const w = say.in(language)
  const { name, position, organisation } = record.by
  const by = [name, position, organisation].filter(Boolean).join(', ')
  const text = 'text' in record ? record.text : w('test', { test: record.test, result: record.result })
  return [cut(text), [{ text: w('said-by', { by }), manner: 'quiet' }]]
}

const cut = (text: string) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)
