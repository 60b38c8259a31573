import { z } from 'zod'

const Node = z.looseObject({ '@type': z.string().min(1), '@id': z.string().min(1) })
export type Node = z.infer<typeof Node> & { place: string }
const Document = z.looseObject({ '@graph': z.array(z.unknown()) })

/** What every node has, and where it stands. */
const ownParts = ['@type', '@id', 'place']

export type Nodes = {
  ofType(type: string): Node[]
  /** The texts of a property in every language that it has, by its tags and by suffixes of the property's name. */
  textsOf(node: Node, property: string): ReadonlyMap<string, string>
  /** A property that is a number or one text in no language; undefined where it is neither. */
  plainOf(node: Node, property: string): string | undefined
  /** Says what becomes of a property, once for all nodes that it happens to. */
  note(node: Node, property: string, what: string): void
  /** Every note with how many nodes it is about, and every property and type that nobody asked for. */
  remarks(): string[]
}

/**
 * The nodes of a graph whose texts without a tag are in `untagged`, unless the file's context says another language. Keeps
 * account of every property that is read, so that what is in the file and was never read can be told.
 */
export function readNodes(input: unknown, untagged: string, faults: string[]): Nodes {
  const document = Document.safeParse(input)
  if (!document.success) faults.push('@graph: there is no list of nodes')
  const nodes = nodesOf(document.data?.['@graph'] ?? [], faults)
  const language = untaggedIn(document.data?.['@context']) ?? untagged
  const asked = new Map(nodes.map((node) => [node, new Set(ownParts)]))
  const notes = new Map<string, Set<Node>>()

  const note = (node: Node, property: string, what: string) => {
    const key = `${node['@type']}/${property}: ${what}`
    notes.set(key, (notes.get(key) ?? new Set()).add(node))
  }
  const textsOf = (node: Node, property: string) => {
    const texts = new Map<string, string>()
    for (const [key, value] of Object.entries(node)) {
      const suffix = suffixOf(key, property)
      if (suffix === null) continue
      asked.get(node)?.add(key)
      for (const { tag, text } of taggedIn(value, suffix === '' ? language : suffix, (what) =>
        note(node, key, what),
      ))
        keepIn(texts, tag, text, (what) => note(node, key, what))
    }
    return texts
  }
  const plainOf = (node: Node, property: string) => {
    const value = node[property]
    if (typeof value !== 'string' && typeof value !== 'number') return undefined
    asked.get(node)?.add(property)
    const text = String(value).trim()
    return text === '' ? undefined : text
  }
  const remarks = () => {
    const unread = nodes.filter((node) => asked.get(node)!.size === ownParts.length)
    for (const node of nodes.filter((read) => !unread.includes(read)))
      for (const property of Object.keys(node).filter((key) => !asked.get(node)!.has(key)))
        note(node, property, 'has no place here')
    const types = Map.groupBy(unread, (node) => node['@type'])
    return [
      ...rootRemarks(document.data ?? {}),
      ...[...types].map(([type, about]) => `${type}: has no place here (${named(about)})`),
      ...[...notes].map(([what, about]) => `${what} (${named([...about])})`),
    ]
  }
  return { ofType: (type) => nodes.filter((node) => node['@type'] === type), textsOf, plainOf, note, remarks }
}

function nodesOf(graph: readonly unknown[], faults: string[]): Node[] {
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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The language that the context gives to every text without one. */
function untaggedIn(context: unknown): string | undefined {
  const tags = [context].flat().flatMap((part) => (isObject(part) ? [part['@language']] : []))
  const tag = tags.findLast((value) => typeof value === 'string')
  return typeof tag === 'string' ? tag : undefined
}

const tagPattern = /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i

/** What follows the name of a property in the name of another one, if it is a language tag; '' for the property itself. */
function suffixOf(key: string, property: string): string | null {
  if (key === property) return ''
  if (!key.startsWith(property)) return null
  const [separator, tag] = [key[property.length], key.slice(property.length + 1)]
  return separator !== undefined && '_@-'.includes(separator) && tagPattern.test(tag) ? tag : null
}

type Tagged = { tag: string; text: string }

/** Texts of a value with their tags: a text, an object with @value, a language map, or a list of these. */
function taggedIn(value: unknown, tag: string, tell: (what: string) => void): Tagged[] {
  if (typeof value === 'string') {
    if (value !== value.trim()) tell('spaces around the text are left out')
    return value.trim() === '' ? [] : [{ tag, text: value.trim() }]
  }
  if (Array.isArray(value)) return value.flatMap((part) => taggedIn(part, tag, tell))
  if (!isObject(value)) {
    if (value !== null && value !== undefined) tell(`${typeof value} is no text`)
    return []
  }
  if ('@value' in value) {
    const own = value['@language']
    return taggedIn(value['@value'], typeof own === 'string' ? own : tag, tell)
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === '@none') return taggedIn(inner, tag, tell)
    if (tagPattern.test(key)) return taggedIn(inner, key, tell)
    tell(`"${key}" is no language`)
    return []
  })
}

/** Languages go by two letters here: what a tag says beyond that is told. */
function keepIn(texts: Map<string, string>, tag: string, text: string, tell: (what: string) => void): void {
  const [primary = ''] = tag.toLowerCase().split(/[-_]/)
  const there = texts.get(primary)
  if (primary.length !== 2) tell(`texts in ${tag} have no place here, a language has two letters`)
  else if (there !== undefined && there !== text) tell(`is a second text in ${primary}, the first is kept`)
  else {
    if (tag.length > 2) tell(`${tag} is taken as ${primary}`)
    texts.set(primary, text)
  }
}

function rootRemarks(document: Record<string, unknown>): string[] {
  return Object.entries(document).flatMap(([key, value]) => {
    if (key === '@graph') return []
    const size = isObject(value) || Array.isArray(value) ? ` (${Object.keys(value).length} entries)` : ''
    return `${key}: stands outside the graph and has no place here${size}`
  })
}

const NAMED = 3

const named = (nodes: readonly Node[]) =>
  nodes.length <= NAMED ? nodes.map((node) => node['@id']).join(', ') : `${nodes.length} nodes`
