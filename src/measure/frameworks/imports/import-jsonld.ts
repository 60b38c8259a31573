import { z } from 'zod'
import { type FrameworkDraft, keepText, type Origin, type Reading } from './draft.ts'

const name = z.string().min(1)
const entity = z.strictObject({
  type: name,
  text: name,
  competence: name,
  level: name,
  tag: name.optional(),
  kind: name.optional(),
})

/** How a framework lies in JSON-LD: the type of each kind of node, and which property holds what. A file of frameworks/formats. */
export const JsonldFormat = z.strictObject({
  about: z.looseObject({ originalLanguage: z.string().length(2), licence: name, attribution: name }),
  title: name,
  subtitle: name.optional(),
  nodes: z.strictObject({
    areas: z.strictObject({ type: name, title: name, descriptor: name }),
    competences: z.strictObject({ type: name, title: name, descriptor: name, area: name }),
    levels: z.strictObject({ type: name, name, description: name.optional(), order: name }),
    statements: entity.optional(),
    learningOutcomes: entity.optional(),
    terms: z.strictObject({ type: name, explanation: name }).optional(),
  }),
  untagged: name.optional(),
})
type Format = z.infer<typeof JsonldFormat>

const Node = z.looseObject({ '@type': name, '@id': name })
type Node = z.infer<typeof Node> & { place: string }
const Document = z.looseObject({ '@graph': z.array(z.unknown()) })

/** Reads a framework from JSON-LD whose nodes lie side by side in one graph; names each fault with its node. */
export function readJsonld(input: unknown, format: Format, id: string, origin: Origin): Reading {
  const faults: string[] = []
  const graph = Document.safeParse(input)
  if (!graph.success) faults.push('@graph: there is no list of nodes')
  const nodes = readNodes(graph.data?.['@graph'] ?? [], faults)
  const draft = emptyDraft(format, id, origin)
  const reader = makeReader(draft, format, nodes, faults)
  reader.levels()
  reader.areas()
  reader.worded('statements')
  reader.worded('learningOutcomes')
  reader.terms()
  const types = new Set(Object.values(format.nodes).map((shape) => shape?.type))
  for (const node of nodes.filter((read) => !types.has(read['@type'])))
    faults.push(`${node.place}: unknown type ${node['@type']}`)
  return { draft, faults }
}

function readNodes(graph: readonly unknown[], faults: string[]): Node[] {
  const seen = new Set<string>()
  return graph.flatMap((value, index) => {
    const node = Node.safeParse(value)
    if (!node.success) {
      faults.push(`@graph/${index}: has no @type and @id`)
      return []
    }
    const place = `@graph/${index} (${node.data['@id']})`
    if (seen.has(node.data['@id'])) faults.push(`${place}: stands twice`)
    seen.add(node.data['@id'])
    return { ...node.data, place }
  })
}

function emptyDraft(format: Format, id: string, origin: Origin): FrameworkDraft {
  const { about } = format
  const licence = origin.licence ?? about.licence
  const attribution = origin.attribution ?? about.attribution
  return {
    facts: { ...about, id, licence, attribution },
    texts: {
      language: about.originalLanguage,
      title: format.title,
      ...(format.subtitle ? { subtitle: format.subtitle } : {}),
      wording: 'official',
      source: (about.source as { title?: string } | undefined)?.title,
      licence,
      attribution,
    },
    places: new Map(),
    remarks: [],
  }
}

/** The last part of an id such as `Type/1.1`; the type may stand before it or not. */
const localName = (type: string, id: string) => (id.startsWith(`${type}/`) ? id.slice(type.length + 1) : id)
const slug = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')

function makeReader(draft: FrameworkDraft, format: Format, nodes: readonly Node[], faults: string[]) {
  const { facts, places } = draft
  const { nodes: kinds } = format
  const ofType = (type: string) => nodes.filter((node) => node['@type'] === type)
  const read = (node: Node, property: string): string => {
    const value = node[property]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    faults.push(`${node.place}/${property}: is missing or no text`)
    return ''
  }
  const put = (section: string, key: string, value: unknown, place: string) =>
    keepText(draft, section, key, value, place)
  const levels = new Map<string, number>()
  let byName = 0

  /** The number of a level that is referred to by the id of a node, or by a level's name where no node has that id. */
  const levelOf = (node: Node, property: string): number => {
    const reference = read(node, property)
    if (reference === '') return 1
    const wanted = localName(kinds.levels.type, reference)
    const level = ofType(kinds.levels.type).find((node) => node['@id'] === reference)
    if (!level) byName += 1
    const number = levels.get(level ? String(level[kinds.levels.name]) : wanted)
    if (number === undefined) faults.push(`${node.place}/${property}: there is no level ${reference}`)
    return number ?? 1
  }

  const tagsOf = (node: Node, property: string): string[] => {
    const tag = read(node, property)
    if (tag === '' || tag === format.untagged) return []
    put('tags', slug(tag), tag, node.place)
    return [slug(tag)]
  }

  const kindOf = (node: Node, property: string): string => {
    const kind = read(node, property)
    if (kind !== '') put('kinds', slug(kind), kind, node.place)
    return slug(kind)
  }

  return {
    levels() {
      const order = (node: Node) => Number(node[kinds.levels.order])
      const ordered = ofType(kinds.levels.type).sort((a, b) => order(a) - order(b))
      for (const node of ordered) {
        if (!Number.isFinite(order(node))) faults.push(`${node.place}/${kinds.levels.order}: is no number`)
        const title = read(node, kinds.levels.name)
        if (title === '' || levels.has(title)) continue
        levels.set(title, levels.size + 1)
        const description = kinds.levels.description
          ? { description: read(node, kinds.levels.description) }
          : {}
        put('levels', String(levels.size), { title, ...description }, node.place)
      }
      facts.levels = [...levels].map(([title, level]) => ({ level, code: slug(title), band: null }))
    },
    areas() {
      const { type, title, descriptor, area } = kinds.competences
      const competences = ofType(type).map((node) => ({
        node,
        code: localName(type, node['@id']),
        of: read(node, area),
      }))
      const areas = ofType(kinds.areas.type)
      for (const { node, code, of } of competences) {
        put('competences', code, { title: read(node, title), descriptor: read(node, descriptor) }, node.place)
        if (of !== '' && !areas.some((known) => known['@id'] === of))
          faults.push(`${node.place}/${area}: there is no ${of}`)
      }
      facts.areas = areas.map((node, index) => {
        const code = localName(kinds.areas.type, node['@id'])
        const words = { title: read(node, kinds.areas.title), descriptor: read(node, kinds.areas.descriptor) }
        put('areas', code, words, node.place)
        places.set(`/areas/${index}`, node.place)
        const inside = competences.filter(({ of }) => of === node['@id'])
        return { code, competences: inside.map((competence) => ({ code: competence.code })) }
      })
    },
    worded(list: 'statements' | 'learningOutcomes') {
      const shape = kinds[list]
      if (!shape) return
      const before = byName
      facts[list] = ofType(shape.type).map((node, index) => {
        const id = localName(shape.type, node['@id'])
        places.set(`/${list}/${index}`, node.place)
        put(list, id, read(node, shape.text), node.place)
        const tags = shape.tag ? tagsOf(node, shape.tag) : []
        const kind = shape.kind ? { kind: kindOf(node, shape.kind) } : {}
        const competence = localName(kinds.competences.type, read(node, shape.competence))
        const level = levelOf(node, shape.level)
        return { id, competence, level, ...kind, tags }
      })
      if (byName > before)
        draft.remarks.push(
          `${shape.type}: ${byName - before} levels are referred to by name, not by the id of a node`,
        )
    },
    terms() {
      const shape = kinds.terms
      if (!shape) return
      facts.terms = ofType(shape.type).map((node) => {
        const term = localName(shape.type, node['@id'])
        put('terms', term, { term, explanation: read(node, shape.explanation) }, node.place)
        return term
      })
    },
  }
}
