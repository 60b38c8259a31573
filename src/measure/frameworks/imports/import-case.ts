import { ownRule, readRule } from '../case/place-kinds.ts'
import type { PublishedPackage } from '../case/published-package.ts'
import { type PackageRead, readPackage } from '../case/read-package.ts'
import { remarksOn } from '../case/remarks.ts'
import { type CaseTree, makeTree } from '../case/tree.ts'
import { type ItemKind, readNotes } from './case-items.ts'
import type { FrameworkDraft, Origin, Reading } from './draft.ts'
import { readItems } from './import-case-items.ts'

/** What the operator says where CASE leaves it open. */
export type CaseOrigin = Origin & {
  language?: string | undefined
  'item-type'?: string[] | undefined
  codes?: string | undefined
  version?: string | undefined
}

/**
 * Reads a framework from a CASE package of version 1.0 or 1.1. One of ours gives the framework that it was made of. One from
 * elsewhere is kept whole; unless it was said what its item types are, its first two tiers are areas and competences, and what lies
 * deeper are statements where it has a skill level, else facets.
 */
export function readCasePackage(input: unknown, id: string, origin: CaseOrigin): Reading {
  const draft: FrameworkDraft = { facts: { id }, texts: {}, places: new Map(), remarks: [] }
  const faults: string[] = []
  const foreignRule = readRule(origin['item-type'] ?? [], origin.codes)
  const wrapped = input as { CFPackage?: unknown } | null
  const source = readPackage(wrapped?.CFPackage ?? input, faults)
  if (!source) return { draft, faults }
  const notes = readNotes(source.document.notes)
  const isOurs = notes.family !== undefined && notes.texts !== undefined
  const tree = makeTree(source, isOurs ? ownRule : foreignRule, faults)
  readDocument(source, notes, draft, origin, faults)
  if (!isOurs) draft.facts.case = { package: source.published, items: itemsOf(tree, source.published) }
  readItems(tree, draft)
  if (!isOurs) draft.remarks.push(...remarksOn(source, tree, origin))
  return { draft, faults }
}

/** Which item of the package each thing of the framework is: the document, where it is the only area. */
function itemsOf(tree: CaseTree, { CFDocument }: PublishedPackage) {
  const items: Partial<Record<ItemKind, Record<string, string>>> = {}
  const keep = (kind: ItemKind, key: string, identifier: string) => {
    const known = items[kind] ?? {}
    items[kind] = known
    known[key] = identifier
  }
  for (const { code, node } of tree.areas) keep('area', code, (node?.item ?? CFDocument).identifier)
  tree.levels.forEach(({ item }, index) => {
    keep('level', String(index + 1), item.identifier)
  })
  for (const { kind, code, item } of tree.nodes)
    if (kind !== null && kind !== 'area' && kind !== 'level') keep(kind, code, item.identifier)
  return items
}

function readDocument(
  source: PackageRead,
  notes: ReturnType<typeof readNotes>,
  draft: FrameworkDraft,
  origin: CaseOrigin,
  faults: string[],
): void {
  const { id } = draft.facts
  const { document } = source
  const language = languageOf(source, origin, faults)
  const { licence, attribution } = rightsOf(source, notes, origin, faults)
  Object.assign(draft.facts, {
    family: notes.family ?? document.title,
    version: origin.version ?? document.version ?? '1',
    originalLanguage: notes.originalLanguage ?? language,
    source: notes.source ?? citationOf(document),
    licence,
    attribution,
    bands: notes.bandOrder ?? [],
    // Under another name it is no edition of the one it was.
    ...(notes.edition && notes.id === id ? { edition: notes.edition, replaces: notes.replaces } : {}),
  })
  const own = notes.texts ?? { wording: 'official', source: document.title, licence, attribution }
  Object.assign(draft.texts, { language, title: document.title, ...(own as object) })
  if (document.description) draft.texts.subtitle = document.description
  for (const section of ['bands', 'roles', 'kinds', 'tags'])
    if (notes[section]) draft.texts[section] = notes[section]
}

/** The two letters of the language: CASE lets it be left out, and be said in three letters or with a country. */
function languageOf({ document, items }: PackageRead, origin: CaseOrigin, faults: string[]): string {
  const said =
    origin.language ?? document.language ?? items.find(({ part }) => part.language)?.part.language ?? 'en'
  const language = twoLetters(said)
  if (!language)
    faults.push(`CFDocument: "${said}" is no language of two letters: --language says which it is`)
  return language ?? 'en'
}

function twoLetters(tag: string): string | null {
  try {
    const { language } = new Intl.Locale(tag.replaceAll('_', '-'))
    return language.length === 2 ? language : null
  } catch {
    return null
  }
}

/** What the importer says of the rights goes before what the package says, and its notes before its own fields. */
function rightsOf(
  { document, published }: PackageRead,
  notes: ReturnType<typeof readNotes>,
  origin: Origin,
  faults: string[],
): { licence: unknown; attribution: unknown } {
  const licences = published.CFDefinitions.CFLicenses
  const license =
    licences.find(({ identifier }) => identifier === document.licenseURI?.identifier) ?? licences[0]
  const licence = origin.licence ?? notes.licence ?? license?.title ?? document.licenseURI?.title
  const maker = license?.licenseText ?? document.creator ?? document.publisher
  const attribution = origin.attribution ?? notes.attribution ?? maker
  if (!licence) faults.push('CFDocument: says no licence: --licence says which it is')
  if (!attribution) faults.push('CFDocument: names nobody who made it: --attribution says whom to name')
  // What is missing is told already.
  return { licence: licence ?? '-', attribution: attribution ?? '-' }
}

function citationOf(document: PackageRead['document']) {
  const { creator, publisher, officialSourceURL } = document
  return {
    title: document.title,
    ...(creator ? { authors: creator } : {}),
    ...(publisher ? { publisher } : {}),
    year: Number(document.lastChangeDateTime.slice(0, 4)),
    ...(officialSourceURL ? { identifiers: { url: officialSourceURL } } : {}),
  }
}
