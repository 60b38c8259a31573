import jsonld from 'jsonld'
import { credentialsV2, loadContext, openBadgesExtensions, openBadgesV3 } from './contexts.ts'

/** What a value of a term is: a literal of a datatype, or of the one that its kind has; or the address of a node. */
export type KnownTerm = { iri: string; reads: 'literal' | 'address'; datatype: string | null }

/** The terms that a node may have, by their names. */
export type KnownTerms = ReadonlyMap<string, KnownTerm>

/** What the contexts of our badges say; `types` has what a node of each type is called, and the terms that it brings. */
export type Vocabulary = {
  plain: KnownTerms
  types: ReadonlyMap<string, { iri: string; reading: KnownTerms | null }>
}

/** In the order in which a badge of ours names them. */
export const badgeContexts: readonly string[] = [credentialsV2, openBadgesV3, openBadgesExtensions]

// From its text, a double is written in a form of its own.
const double = 'http://www.w3.org/2001/XMLSchema#double'
const options = { documentLoader: loadContext, base: null } as const

/**
 * The terms and types that the contexts of our badges define, as the JSON-LD library reads them. What is defined with more
 * than a name, a datatype and a set is left out, and so is every type under which anything but its own terms would change.
 */
export async function readVocabulary(): Promise<Vocabulary> {
  const initial = await jsonld.processContext(null, null, options)
  const base = await jsonld.processContext(initial, badgeContexts, options)
  const types = new Map<string, { iri: string; reading: KnownTerms | null }>()
  for (const [name, mapping] of base.mappings) {
    const iri = mapping?.['@id']
    if (!mapping || !isAddress(iri)) continue
    const scoped = mapping['@context']
    if (scoped === undefined) types.set(name, { iri, reading: null })
    if (!addsTerms(scoped)) continue
    const within = await jsonld.processContext(base, scoped, options).catch(refused)
    if (within) types.set(name, { iri, reading: readingOf(within) })
  }
  return { plain: readingOf(base), types }
}

/** What redefines a protected term may stand in a property, but is no type. */
const refused = () => null

const isAddress = (iri: unknown): iri is string => typeof iri === 'string' && /^[A-Za-z]+:[!-~]+$/.test(iri)

/** Whether a scoped context is one object, which reaches no further than the node of its type. */
function addsTerms(scoped: unknown): scoped is object {
  if (typeof scoped !== 'object' || scoped === null || Array.isArray(scoped)) return false
  return !Object.keys(scoped).some((key) => key.startsWith('@') && key !== '@protected')
}

function readingOf(context: jsonld.ActiveContext): KnownTerms {
  const { mappings } = context
  const namesOnly = [...mappings].every(
    ([name, mapping]) => isOrdinary(mapping) || (keywords[name] ?? '') === mapping?.['@id'],
  )
  // A default language, another name for a keyword, or a prefix would change how values are read.
  if (!namesOnly || defaults.some((key) => key in context) || schemes.some((name) => mappings.has(name)))
    return new Map()
  return new Map(
    [...mappings].flatMap(([name, mapping]) => {
      const term = mapping && termOf(mapping)
      return term ? [[name, term] as const] : []
    }),
  )
}

const keywords: Record<string, string> = { id: '@id', type: '@type' }
const defaults = ['@vocab', '@base', '@language', '@direction']
const schemes = ['urn', 'did']

const isOrdinary = (mapping: jsonld.Mapping | null) => !mapping?.['@id']?.startsWith('@')

function termOf(mapping: jsonld.Mapping): KnownTerm | null {
  const { '@id': iri, '@type': type = null, '@container': container = ['@set'] } = mapping
  const known = new Set(['@id', '@type', '@container', 'reverse', 'protected', '_prefix', '_termHasColon'])
  const isPlain = Object.keys(mapping).every((key) => known.has(key)) && !mapping.reverse
  if (!isPlain || !isAddress(iri) || container.join() !== '@set') return null
  if (type === '@id') return { iri, reads: 'address', datatype: null }
  if (type === null) return { iri, reads: 'literal', datatype: null }
  return isAddress(type) && type !== double ? { iri, reads: 'literal', datatype: type } : null
}
