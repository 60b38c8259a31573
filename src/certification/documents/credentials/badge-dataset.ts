import { badgeContexts, type KnownTerm, type KnownTerms, type Vocabulary } from './vocabulary.ts'

type Named = { termType: 'NamedNode' | 'BlankNode'; value: string }
type Literal = { termType: 'Literal'; value: string; datatype: { termType: 'NamedNode'; value: string } }
export type Quad = {
  subject: Named
  predicate: Named
  object: Named | Literal
  graph: { termType: 'DefaultGraph'; value: '' }
}

type Json = Record<string, unknown>
type Property = { iri: string; objects: (Named | Literal)[] }
type Reader = Vocabulary & { nodes: Map<string, Property[]>; unnamed: number }

const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const defaultGraph = { termType: 'DefaultGraph', value: '' } as const
/** No badge of ours goes half as deep. */
const MAX_DEPTH = 12

/**
 * The RDF dataset of a document that has our contexts and nothing in it but what our badges have: nodes with known types,
 * known terms, texts, numbers, truth values and addresses. The same quads in the same order as the JSON-LD library's, without
 * expanding the document; null for every other one, whether the library takes it or not.
 */
export function badgeDataset(document: Json, vocabulary: Vocabulary): Quad[] | null {
  const { '@context': contexts, ...root } = document
  if (!Array.isArray(contexts) || contexts.length !== badgeContexts.length) return null
  if (!badgeContexts.every((url, place) => contexts[place] === url) || !isAddress(root.id)) return null
  const reader: Reader = { ...vocabulary, nodes: new Map(), unnamed: 0 }
  return readNode(reader, root, 0) ? quadsOf(reader.nodes) : null
}

/** In the order of the node's names, as the library has them: it decides how nodes without a name are called. */
function quadsOf(nodes: Reader['nodes']): Quad[] {
  const quads: Quad[] = []
  for (const id of [...nodes.keys()].sort()) {
    const subject = named(id)
    for (const { iri, objects } of nodes.get(id)!) {
      const predicate = named(iri)
      for (const object of objects) quads.push({ subject, predicate, object, graph: defaultGraph })
    }
  }
  return quads
}

const named = (id: string): Named =>
  id.startsWith('_:') ? { termType: 'BlankNode', value: id.slice(2) } : { termType: 'NamedNode', value: id }

/** Reads a node and those in it, each once and called by its own name; null where anything about one is not ours. */
function readNode(reader: Reader, node: Json, depth: number): Named | null {
  const types = readTypes(reader, node.type)
  if (!types || depth > MAX_DEPTH) return null
  const id = 'id' in node ? node.id : `_:b${reader.unnamed++}`
  const terms = readTerms(node, types.reading)
  if (!terms || terms.length + types.objects.length === 0 || typeof id !== 'string') return null
  if (('id' in node && !isAddress(id)) || reader.nodes.has(id)) return null
  const properties: Property[] = types.objects.length > 0 ? [{ iri: rdfType, objects: types.objects }] : []
  reader.nodes.set(id, properties)
  for (const [term, value] of terms) {
    const objects = readValues(reader, term, value, depth)
    if (!objects) return null
    properties.push({ iri: term.iri, objects })
  }
  return named(id)
}

/** The types of a node, of which one at most brings terms of its own. */
function readTypes({ types, plain }: Reader, value: unknown) {
  const names = value === undefined ? [] : [value].flat()
  const found = names.flatMap((name) => (typeof name === 'string' && types.get(name)) || [])
  const readings = found.flatMap(({ reading }) => reading ?? [])
  if (found.length !== names.length || readings.length > 1 || (Array.isArray(value) && names.length === 0))
    return null
  const objects = found.map(({ iri }) => named(iri))
  return isRepeated(objects) ? null : { objects, reading: readings[0] ?? plain }
}

/** The terms of a node with their values, in the order of what they stand for. */
function readTerms(node: Json, reading: KnownTerms): [KnownTerm, unknown][] | null {
  const terms: [KnownTerm, unknown][] = []
  for (const key of Object.keys(node)) {
    if (key === 'id' || key === 'type') continue
    const term = reading.get(key)
    if (!term) return null
    terms.push([term, node[key]])
  }
  terms.sort(([{ iri: a }], [{ iri: b }]) => (a < b ? -1 : a > b ? 1 : 0))
  return terms.some(([{ iri }], place) => terms[place + 1]?.[0].iri === iri) ? null : terms
}

function readValues(
  reader: Reader,
  term: KnownTerm,
  value: unknown,
  depth: number,
): (Named | Literal)[] | null {
  const objects: (Named | Literal)[] = []
  for (const item of Array.isArray(value) ? value : [value]) {
    const object = readValue(reader, term, item, depth)
    if (!object) return null
    objects.push(object)
  }
  return isRepeated(objects) ? null : objects
}

function readValue(reader: Reader, term: KnownTerm, value: unknown, depth: number): Named | Literal | null {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return readNode(reader, value as Json, depth + 1)
  if (term.reads === 'address') return isAddress(value) ? named(value) : null
  if (typeof value === 'string') return literal(value, term.datatype ?? `${xsd}string`)
  if (typeof value === 'number') return number(value, term.datatype)
  return typeof value === 'boolean' ? literal(String(value), term.datatype ?? `${xsd}boolean`) : null
}

/** JSON-LD 1.1 API, section 8.2.2: a whole number in its digits, any other in canonical form. */
function number(value: number, datatype: string | null): Literal | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return null
  return Number.isInteger(value)
    ? literal(value.toFixed(0), datatype ?? `${xsd}integer`)
    : literal(value.toExponential(15).replace(/(\d)0*e\+?/, '$1E'), datatype ?? `${xsd}double`)
}

const literal = (value: string, datatype: string): Literal => ({
  termType: 'Literal',
  value,
  datatype: { termType: 'NamedNode', value: datatype },
})

/** A set has each of its values once; which of two the library keeps is for itself to say. */
function isRepeated(objects: (Named | Literal)[]): boolean {
  if (objects.length < 2) return false
  return new Set(objects.map(({ termType, value }) => `${termType} ${value}`)).size < objects.length
}

/** Written out, and of a kind that no context abbreviates. */
const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:https?:\/\/|urn:uuid:|did:web:)[!-~]+$/.test(value)
