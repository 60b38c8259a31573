import { z } from 'zod'
import { pointer } from '../platform/http/faults.ts'
import { type ItemKind, itemTypes, readNotes } from './case-items.ts'
import type { Draft, Origin, Reading } from './draft.ts'

const text = z.string().nullish()
const Link = z.looseObject({ identifier: z.string() })
const Document = z.looseObject({
  identifier: z.string(),
  title: z.string().min(1),
  creator: text,
  publisher: text,
  description: text,
  language: text,
  version: text,
  notes: text,
  lastChangeDateTime: z.string().min(4),
  licenseURI: z.looseObject({ title: text }).nullish(),
})
const Item = z.looseObject({
  identifier: z.string(),
  fullStatement: z.string().trim().min(1),
  abbreviatedStatement: text,
  humanCodingScheme: text,
  CFItemType: text,
  conceptKeywords: z.array(z.string()).nullish(),
  notes: text,
})
const Association = z.looseObject({
  associationType: z.string(),
  sequenceNumber: z.number().nullish(),
  originNodeURI: Link,
  destinationNodeURI: Link,
})
const Package = z.looseObject({
  CFDocument: Document,
  CFItems: z.array(Item).min(1),
  CFAssociations: z.array(Association),
  CFDefinitions: z
    .looseObject({ CFLicenses: z.array(z.looseObject({ title: text, licenseText: text })).nullish() })
    .nullish(),
})
type Package = z.infer<typeof Package>
type Item = z.infer<typeof Item>
type Node = Item & { place: string; kind: ItemKind; code: string; notesRead: Record<string, unknown> }

/**
 * Reads a framework from a CASE 1.0 package. Of a package from elsewhere the first two tiers are areas and competences;
 * what lies deeper are statements where it has a skill level, else facets.
 */
export function readCasePackage(input: unknown, id: string, origin: Origin): Reading {
  const draft: Draft = { facts: { id }, texts: {}, places: new Map(), remarks: [] }
  const wrapped = z.looseObject({ CFPackage: z.unknown() }).safeParse(input)
  const parsed = Package.safeParse(wrapped.data?.CFPackage ?? input)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((one) => `${pointer(one.path)}: ${one.message}`)
    return { draft, faults }
  }
  const faults: string[] = []
  readDocument(parsed.data, draft, origin)
  readItems(parsed.data, draft, faults)
  return { draft, faults }
}

function readDocument({ CFDocument: document, CFDefinitions }: Package, draft: Draft, origin: Origin): void {
  const notes = readNotes(document.notes)
  const license = CFDefinitions?.CFLicenses?.[0]
  const language = (document.language ?? 'en').slice(0, 2)
  const licence = origin.licence ?? notes.licence ?? license?.title ?? document.licenseURI?.title
  const attribution =
    origin.attribution ?? notes.attribution ?? license?.licenseText ?? document.creator ?? document.publisher
  const source = notes.source ?? {
    title: document.title,
    ...(document.creator ? { authors: document.creator } : {}),
    ...(document.publisher ? { publisher: document.publisher } : {}),
    year: Number(document.lastChangeDateTime.slice(0, 4)),
  }
  Object.assign(draft.facts, {
    family: notes.family ?? document.title,
    version: document.version ?? '1',
    originalLanguage: notes.originalLanguage ?? language,
    source,
    licence,
    attribution,
    bands: notes.bandOrder ?? [],
  })
  const own = notes.texts ?? { wording: 'official', source: document.title, licence, attribution }
  Object.assign(draft.texts, { language, title: document.title, ...(own as object) })
  if (document.description) draft.texts.subtitle = document.description
  for (const section of ['bands', 'roles', 'kinds', 'tags'])
    if (notes[section]) draft.texts[section] = notes[section]
  for (const key of ['licence', 'attribution']) draft.places.set(`/${key}`, `CFDocument: ${key} is not said`)
}

function readItems(source: Package, draft: Draft, faults: string[]): void {
  const tree = makeTree(source, faults)
  const { facts, texts, places } = draft
  const put = (section: string, node: Node, value: unknown, key = node.code) => {
    texts[section] ??= {}
    ;(texts[section] as Record<string, unknown>)[key] = value
    places.set(`texts:/${section}/${key}`, node.place)
  }
  const titled = (node: Node) => ({
    title: node.abbreviatedStatement || node.fullStatement,
    descriptor: node.fullStatement,
  })
  const pick = (node: Node, ...names: string[]) =>
    Object.fromEntries(
      names.flatMap((name) => (node.notesRead[name] === undefined ? [] : [[name, node.notesRead[name]]])),
    )

  facts.levels = tree.levels.map((node, index) => {
    places.set(`/levels/${index}`, node.place)
    const title = node.abbreviatedStatement || node.fullStatement
    const aspects = pick(node, 'description', 'taskComplexity', 'autonomy', 'cognitiveDomain', 'lead')
    put('levels', node, { title, ...aspects }, String(index + 1))
    return { level: index + 1, code: node.code, band: node.notesRead.band ?? null }
  })
  facts.areas = tree.areas.map((area, index) => {
    places.set(`/areas/${index}`, area.place)
    put('areas', area, titled(area))
    const competences = tree.childrenOf(area.identifier).map((one) => {
      put('competences', one, titled(one))
      const facets = tree.below(one).filter(({ kind }) => kind === 'facet')
      for (const facet of facets) put('facets', facet, facet.fullStatement)
      return { code: one.code, ...pick(one, 'uris', 'levelUris'), facets: facets.map(({ code }) => code) }
    })
    return { code: area.code, ...pick(area, 'uris'), competences }
  })

  const list = (
    kind: ItemKind,
    name: string,
    read: (node: Node) => object,
    words: (node: Node) => unknown,
  ) => {
    facts[name] = tree.content(kind).map((node, index) => {
      places.set(`/${name}/${index}`, node.place)
      put(name, node, words(node))
      return { competence: tree.competenceOf(node)?.code, ...read(node) }
    })
  }
  const level = (node: Node) => ({ level: tree.levelOf(node) })
  const tags = (node: Node) => {
    for (const tag of node.conceptKeywords ?? []) {
      texts.tags ??= {}
      ;(texts.tags as Record<string, string>)[tag] ??= tag
    }
    return { tags: node.conceptKeywords ?? [] }
  }
  const words = (node: Node) => node.fullStatement
  list(
    'statement',
    'statements',
    (one) => ({ id: one.code, ...level(one), ...pick(one, 'facet', 'role'), ...tags(one) }),
    words,
  )
  list(
    'example',
    'examples',
    (one) => ({ number: Number(one.code), ...pick(one, 'kind'), ...tags(one) }),
    words,
  )
  list(
    'useCase',
    'useCases',
    (one) => ({ id: one.code, ...level(one), ...pick(one, 'kind') }),
    (one) => ({ scenario: one.abbreviatedStatement, lead: null, ...pick(one, 'lead', 'items') }),
  )
  list(
    'learningOutcome',
    'learningOutcomes',
    (one) => ({ id: one.code, ...level(one), ...pick(one, 'kind'), ...tags(one) }),
    words,
  )
  facts.terms = tree.terms.map((node) => {
    put('terms', node, { term: node.abbreviatedStatement || node.code, explanation: node.fullStatement })
    return node.code
  })
}

const validCode = /^[0-9A-Za-z]+(\.[0-9A-Za-z-]+)*$/

/** The items in the order and with the parents that the associations give them. */
function makeTree({ CFDocument, CFItems, CFAssociations }: Package, faults: string[]) {
  const places = new Map(
    CFItems.map((one, index) => [
      one.identifier,
      `CFItems/${index} (${one.humanCodingScheme || one.identifier})`,
    ]),
  )
  const items = new Map(CFItems.map((one) => [one.identifier, one]))
  if (items.size < CFItems.length) faults.push('CFItems: an identifier stands twice')
  const parent = new Map<string, string>()
  const children = new Map<string, { id: string; sequence: number }[]>()
  const skillLevel = new Map<string, string>()
  CFAssociations.forEach((one, index) => {
    const [from, to] = [one.originNodeURI.identifier, one.destinationNodeURI.identifier]
    if (one.associationType === 'hasSkillLevel') skillLevel.set(from, to)
    if (one.associationType !== 'isChildOf') return
    if (!items.has(from) || (!items.has(to) && to !== CFDocument.identifier))
      faults.push(`CFAssociations/${index}: names an item that is not in the package`)
    parent.set(from, to)
    children.set(to, [...(children.get(to) ?? []), { id: from, sequence: one.sequenceNumber ?? index }])
  })
  const levels = new Set(skillLevel.values())
  const typed = new Map(
    Object.entries(itemTypes).map(([kind, type]) => [type.toLowerCase(), kind as ItemKind]),
  )
  const nodes = new Map<string, Node>()

  const ordered = (id: string) =>
    (children.get(id) ?? []).sort((a, b) => a.sequence - b.sequence).map((one) => one.id)
  const visit = (id: string, depth: number, position: string): void => {
    const item = items.get(id)
    if (!item || nodes.has(id)) return
    const said = typed.get((item.CFItemType ?? '').toLowerCase())
    const deep = skillLevel.has(id) ? 'statement' : 'facet'
    const byDepth: ItemKind = depth === 0 ? 'area' : depth === 1 ? 'competence' : deep
    const kind = said ?? (levels.has(id) ? 'level' : byDepth)
    const given = item.humanCodingScheme?.trim() ?? ''
    const code = validCode.test(given) || kind === 'term' || kind === 'level' ? given || position : position
    nodes.set(id, { ...item, kind, code, place: places.get(id)!, notesRead: readNotes(item.notes) })
    ordered(id).forEach((child, index) => {
      visit(child, depth + 1, `${position}.${index + 1}`)
    })
  }
  const roots = [
    ...ordered(CFDocument.identifier),
    ...CFItems.map((one) => one.identifier).filter((id) => !parent.has(id)),
  ]
  roots.forEach((id, index) => {
    visit(id, 0, String(index + 1))
  })
  for (const [id, place] of places) if (!nodes.has(id)) faults.push(`${place}: is not below the document`)

  const top = (kind: ItemKind) =>
    roots.flatMap((id) => nodes.get(id) ?? []).filter((one) => one.kind === kind)
  const childrenOf = (id: string) => ordered(id).flatMap((child) => nodes.get(child) ?? [])
  const levelNodes = top('level')
  return {
    areas: top('area'),
    levels: levelNodes,
    terms: top('term'),
    childrenOf: (id: string) => childrenOf(id).filter((one) => one.kind === 'competence'),
    below(node: Node): Node[] {
      return childrenOf(node.identifier).flatMap((one) => [one, ...this.below(one)])
    },
    /** In the order of the package: the one that the framework lists them in. */
    content: (kind: ItemKind) =>
      CFItems.flatMap((one) => nodes.get(one.identifier) ?? []).filter((one) => one.kind === kind),
    competenceOf(node: Node): Node | undefined {
      const above = nodes.get(parent.get(node.identifier) ?? '')
      return above === undefined || above.kind === 'competence' ? above : this.competenceOf(above)
    },
    levelOf: (node: Node) =>
      levelNodes.findIndex((one) => one.identifier === skillLevel.get(node.identifier)) + 1,
  }
}
