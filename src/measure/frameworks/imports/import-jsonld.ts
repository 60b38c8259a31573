import { type FrameworkDraft, keepText, type Origin, type Reading } from './draft.ts'
import type { JsonldFormat } from './jsonld/format.ts'
import { levelsIn, type SteppedLevel, slug } from './jsonld/levels.ts'
import { type Node, type Nodes, readNodes } from './jsonld/nodes.ts'
import { type Translations, worded } from './translations/share.ts'

type Reader = {
  draft: FrameworkDraft
  format: JsonldFormat
  nodes: Nodes
  faults: string[]
  original: string
  levels: SteppedLevel[]
  translations: Translations
  /** Keeps a text in each of its languages; one that the original language lacks is a fault. */
  keep(node: Node, property: string, section: string, id: string, field?: string): void
  /** A property of which only the original wording counts, such as the id of another node. */
  reference(node: Node, property: string): string
}

/** Reads a framework from JSON-LD whose nodes lie side by side in one graph; names each fault with its node. */
export function readJsonld(input: unknown, format: JsonldFormat, id: string, origin: Origin): Reading {
  const faults: string[] = []
  const nodes = readNodes(input, origin.untagged ?? format.about.originalLanguage, faults)
  const original = originalOf(nodes, format)
  const draft = emptyDraft(format, id, original, origin)
  const translations: Translations = new Map()
  const reader = makeReader({ draft, format, nodes, faults, original, translations })
  draft.facts.levels = reader.levels.map(({ number, title, steps }) => ({
    level: number,
    code: slug(title),
    band: null,
    ...(format.nodes.levels.step && { steps }),
  }))
  readAreas(reader)
  readWorded(reader, 'statements')
  readWorded(reader, 'learningOutcomes')
  readTerms(reader)
  const { title, wording, source, licence, attribution } = draft.texts
  draft.translations = [...translations].map(([language, own]) =>
    worded(draft.texts, { language, title, wording, source, licence, attribution, ...own }),
  )
  draft.remarks.push(...nodes.remarks())
  return { draft, faults }
}

/** The language of the format, or else the one that most areas have their title in. */
function originalOf(nodes: Nodes, { about, nodes: kinds }: JsonldFormat): string {
  const titles = nodes
    .ofType(kinds.areas.type)
    .flatMap((node) => [...nodes.textsOf(node, kinds.areas.title).keys()])
  if (titles.length === 0 || titles.includes(about.originalLanguage)) return about.originalLanguage
  const count = (language: string) => titles.filter((known) => known === language).length
  return titles.reduce((most, language) => (count(language) > count(most) ? language : most))
}

function emptyDraft(format: JsonldFormat, id: string, language: string, origin: Origin): FrameworkDraft {
  const { about } = format
  const licence = origin.licence ?? about.licence
  const attribution = origin.attribution ?? about.attribution
  return {
    facts: { ...about, id, originalLanguage: language, licence, attribution },
    texts: {
      language,
      title: format.title,
      ...(format.subtitle && language === about.originalLanguage ? { subtitle: format.subtitle } : {}),
      wording: 'official',
      source: origin.source ?? about.source.title,
      licence,
      attribution,
    },
    places: new Map(),
    remarks: [],
  }
}

function makeReader(parts: Omit<Reader, 'levels' | 'keep' | 'reference'>): Reader {
  const { draft, format, nodes, faults, original, translations } = parts
  const keep: Reader['keep'] = (node, property, section, id, field) => {
    const texts = nodes.textsOf(node, property)
    if (!texts.has(original)) faults.push(`${node.place}/${property}: is missing or no text`)
    for (const [language, text] of texts) {
      const into = language === original ? draft.texts : textsFor(translations, language)
      const before = (into[section] as Record<string, object> | undefined)?.[id]
      const value = field === undefined ? text : withField(before ?? {}, field.split('/'), text)
      keepText({ ...draft, texts: into }, section, id, value, node.place)
    }
  }
  const reference: Reader['reference'] = (node, property) => {
    const texts = nodes.textsOf(node, property)
    const value = texts.get(original) ?? nodes.plainOf(node, property)
    if (value === undefined) faults.push(`${node.place}/${property}: is missing or no text`)
    return value ?? ''
  }
  const levels = levelsIn({ nodes, shape: format.nodes.levels, original, faults, keep })
  return { ...parts, levels, keep, reference }
}

function withField(before: object, [field = '', ...inner]: string[], text: string): object {
  const there = (before as Record<string, object>)[field] ?? {}
  return { ...before, [field]: inner.length === 0 ? text : withField(there, inner, text) }
}

function textsFor(translations: Translations, language: string): Record<string, unknown> {
  const texts = translations.get(language) ?? {}
  translations.set(language, texts)
  return texts
}

/** The last part of an id such as `Type/1.1`; the type may stand before it or not. */
const localName = (type: string, id: string) =>
  (id.startsWith(`${type}/`) ? id.slice(type.length + 1) : id).trim()

function readAreas({ draft, format, nodes, faults, keep, reference }: Reader): void {
  const { areas: areaShape, competences: shape } = format.nodes
  const areas = nodes.ofType(areaShape.type)
  const competences = nodes.ofType(shape.type).map((node) => {
    const code = localName(shape.type, node['@id'])
    keep(node, shape.title, 'competences', code, 'title')
    keep(node, shape.descriptor, 'competences', code, 'descriptor')
    const of = reference(node, shape.area)
    if (of !== '' && !areas.some((known) => known['@id'] === of))
      faults.push(`${node.place}/${shape.area}: there is no ${of}`)
    return { code, of }
  })
  draft.facts.areas = areas.map((node, index) => {
    const code = localName(areaShape.type, node['@id'])
    keep(node, areaShape.title, 'areas', code, 'title')
    keep(node, areaShape.descriptor, 'areas', code, 'descriptor')
    draft.places.set(`/areas/${index}`, node.place)
    const inside = competences.filter(({ of }) => of === node['@id'])
    return { code, competences: inside.map((competence) => ({ code: competence.code })) }
  })
}

function readWorded(reader: Reader, list: 'statements' | 'learningOutcomes'): void {
  const { draft, format, nodes, faults, keep, reference } = reader
  const shape = format.nodes[list]
  if (!shape) return
  const areaOf = new Map(
    nodes
      .ofType(format.nodes.competences.type)
      .map((node) => [node['@id'], nodes.plainOf(node, format.nodes.competences.area)]),
  )
  let byName = 0
  draft.facts[list] = nodes.ofType(shape.type).map((node, index) => {
    const id = localName(shape.type, node['@id'])
    draft.places.set(`/${list}/${index}`, node.place)
    keep(node, shape.text, list, id)
    const competence = reference(node, shape.competence)
    if (shape.area && reference(node, shape.area) !== areaOf.get(competence))
      nodes.note(node, shape.area, 'is not the area of its competence, which counts')
    const wanted = reference(node, shape.level)
    const level = levelNamed(reader, node, shape.level, wanted)
    if (wanted !== '' && !level) {
      const known = reader.levels.map(({ title }) => title).join(', ')
      faults.push(`${node.place}/${shape.level}: there is no level ${wanted}. Known: ${known}`)
    }
    if (level && !level.ids.includes(wanted)) byName += 1
    return {
      id,
      competence: localName(format.nodes.competences.type, competence),
      level: level?.number ?? 1,
      ...(shape.kind && { kind: labelled(reader, node, shape.kind, 'kinds') }),
      tags: shape.tag ? [labelled(reader, node, shape.tag, 'tags')].filter(Boolean) : [],
    }
  })
  if (byName > 0)
    draft.remarks.push(`${shape.type}: ${byName} levels are referred to by name, not by the id of a node`)
}

/** The level that a node refers to, by the id of one of its steps or by its name; a name in another language has to be the level's. */
function levelNamed(
  { nodes, format, levels, original }: Reader,
  node: Node,
  property: string,
  wanted: string,
): SteppedLevel | undefined {
  const name = localName(format.nodes.levels.type, wanted)
  const level = levels.find(({ ids, title }) => ids.includes(wanted) || title === name)
  if (level && level.ids.length > 1 && level.ids.includes(wanted))
    nodes.note(node, property, 'names a step of a level, only the level is kept')
  for (const [language, text] of nodes.textsOf(node, property)) {
    if (language !== original && level && level.titles.get(language) !== text)
      nodes.note(
        node,
        property,
        `calls the level "${text}" in ${language}, the level itself is called otherwise`,
      )
  }
  return level
}

/** A word that many nodes share: kept once as a label, in each language, and referred to by what is made of it. */
function labelled(reader: Reader, node: Node, property: string, section: 'tags' | 'kinds'): string {
  const { draft, format, nodes, original, reference, translations } = reader
  const word = reference(node, property)
  if (section === 'tags' && word === format.untagged) {
    nodes.note(node, property, `"${word}" is told by having no tag`)
    return ''
  }
  const id = slug(word)
  if (word === '') return ''
  for (const [language, text] of nodes.textsOf(node, property)) {
    const into = language === original ? draft.texts : textsFor(translations, language)
    const kept = (into[section] as Record<string, string> | undefined)?.[id]
    if (kept === undefined) keepText({ ...draft, texts: into }, section, id, text, node.place)
    else if (kept !== text)
      nodes.note(node, property, `is also called "${text}" in ${language}, "${kept}" is kept`)
  }
  return id
}

function readTerms({ draft, format, nodes, original, keep }: Reader): void {
  const shape = format.nodes.terms
  if (!shape) return
  draft.facts.terms = nodes.ofType(shape.type).map((node) => {
    const id = localName(shape.type, node['@id'])
    const isNamed = shape.term !== undefined && nodes.textsOf(node, shape.term).has(original)
    if (shape.term && isNamed) keep(node, shape.term, 'terms', id, 'term')
    else keepText(draft, 'terms', id, { term: id }, node.place)
    keep(node, shape.explanation, 'terms', id, 'explanation')
    return id
  })
}
