import type { z } from 'zod'
import { pointer } from '../../../platform/http/faults.ts'
import {
  definitions,
  PublishedAssociation,
  PublishedDocument,
  PublishedItem,
  type PublishedPackage,
  PublishedRubric,
} from './published-package.ts'

/** A part of the package, and the index at which the file has it. */
type Placed<T> = { part: T; index: number }

export type PackageRead = {
  document: z.infer<typeof PublishedDocument>
  items: Placed<z.infer<typeof PublishedItem>>[]
  associations: Placed<z.infer<typeof PublishedAssociation>>[]
  /** Whether every item could be read: where some could not, their children hang in the air. */
  whole: boolean
  /** The identifiers of all items, also of those that could not be read, in small letters. */
  known: ReadonlySet<string>
  published: PublishedPackage
}

/** Identifiers are hexadecimal: in capitals they are the same ones. */
export const sameIdentifier = (identifier: string): string => identifier.toLowerCase()

/**
 * Reads a CASE package part by part, so that all that is wrong with it is told at once; null where there is no document, or no
 * item, to go on with.
 */
export function readPackage(input: unknown, faults: string[]): PackageRead | null {
  const file: Record<string, unknown> = Object(withSettledForm(input))
  const read = <T extends z.ZodType>(schema: T, value: unknown, ...where: (string | number)[]) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues)
      faults.push(`${pointer([...where, ...path])}: ${message}`)
    return null
  }
  const list = <T extends z.ZodType>(
    schema: T,
    values: unknown,
    ...where: string[]
  ): Placed<z.infer<T>>[] => {
    if (values !== undefined && !Array.isArray(values)) faults.push(`${pointer(where)}: is no list`)
    return (Array.isArray(values) ? values : []).flatMap((value, index) => {
      const part = read(schema, value, ...where, index)
      return part === null ? [] : [{ part, index }]
    })
  }
  const document = read(PublishedDocument, file.CFDocument, 'CFDocument') ?? whatIsSound(file.CFDocument)
  const items = list(PublishedItem, file.CFItems, 'CFItems')
  const associations = list(PublishedAssociation, file.CFAssociations, 'CFAssociations')
  const defined = readDefinitions(file.CFDefinitions, list, faults)
  const CFRubrics = partsOf(list(PublishedRubric, file.CFRubrics, 'CFRubrics'))
  const given = Array.isArray(file.CFItems) ? file.CFItems : []
  if (given.length === 0) faults.push('/CFItems: there are none')
  if (!document || items.length === 0) return null
  return {
    document,
    items,
    associations,
    whole: items.length === given.length,
    known: new Set(given.map((item) => sameIdentifier(String(item?.identifier)))),
    published: {
      ...file,
      CFDocument: document,
      CFItems: partsOf(items),
      CFAssociations: partsOf(associations),
      CFDefinitions: defined,
      CFRubrics,
    },
  }
}

/** What can be read of a document with faults: enough to tell the faults of what lies below it as well. */
function whatIsSound(document: unknown): PackageRead['document'] | null {
  const faulty = PublishedDocument.safeParse(document).error?.issues.map(({ path }) => path[0]) ?? []
  const sound = Object.entries(Object(document)).filter(([name]) => !faulty.includes(name))
  const unsaid = { title: '-', lastChangeDateTime: '0001' }
  return PublishedDocument.safeParse({ ...unsaid, ...Object.fromEntries(sound) }).data ?? null
}

const partsOf = <T>(placed: readonly Placed<T>[]): T[] => placed.map(({ part }) => part)

function readDefinitions(
  // CASE 1.0 writes an empty list where there are none.
  given: unknown = {},
  list: <T extends z.ZodType>(schema: T, values: unknown, ...where: string[]) => Placed<z.infer<T>>[],
  faults: string[],
): PublishedPackage['CFDefinitions'] {
  const sections = Array.isArray(given) && given.length === 0 ? {} : given
  const isObject = typeof sections === 'object' && sections !== null && !Array.isArray(sections)
  if (!isObject) faults.push('/CFDefinitions: is no object')
  const named = (isObject ? sections : {}) as Record<string, unknown>
  const of = <T extends z.ZodType>(schema: T, name: string) =>
    partsOf(list(schema, named[name], 'CFDefinitions', name))
  return {
    ...named,
    CFConcepts: of(definitions.CFConcepts, 'CFConcepts'),
    CFSubjects: of(definitions.CFSubjects, 'CFSubjects'),
    CFLicenses: of(definitions.CFLicenses, 'CFLicenses'),
    CFItemTypes: of(definitions.CFItemTypes, 'CFItemTypes'),
    CFAssociationGroupings: of(definitions.CFAssociationGroupings, 'CFAssociationGroupings'),
  }
}

const numbers = ['sequenceNumber', 'position', 'weight', 'score']
const texts = ['humanCodingScheme', 'listEnumeration', 'version', 'hierarchyCode']
const lists = ['subject', 'subjectURI', 'educationLevel', 'conceptKeywords']

/** Numbers written as texts and texts as numbers, one text instead of a list, null or nothing for what is absent: all are met. */
function withSettledForm(value: unknown, name = ''): unknown {
  if (name === 'extensions') return value
  if (lists.includes(name) && !Array.isArray(value)) return withSettledForm([value], name)
  if (Array.isArray(value))
    return value.map((inner) => (name === 'educationLevel' ? asText(inner) : withSettledForm(inner)))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== null && inner !== '')
        .map(([key, inner]) => [key, withSettledForm(inner, key)]),
    )
  if (texts.includes(name)) return asText(value)
  return numbers.includes(name) && typeof value === 'string' && isNumber(value) ? Number(value) : value
}

const asText = (value: unknown) => (typeof value === 'number' ? String(value) : value)
const isNumber = (text: string) => /^\s*[+-]?\d+(\.\d+)?\s*$/.test(text)
