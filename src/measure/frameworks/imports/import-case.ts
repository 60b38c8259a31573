import { z } from 'zod'
import { pointer } from '../../../platform/http/faults.ts'
import { readNotes } from './case-items.ts'
import { ImportedPackage } from './case-package.ts'
import { makeTree } from './case-tree.ts'
import type { FrameworkDraft, Origin, Reading } from './draft.ts'
import { readItems } from './import-case-items.ts'

/**
 * Reads a framework from a CASE 1.0 package. Of a package from elsewhere the first two tiers are areas and competences;
 * what lies deeper are statements where it has a skill level, else facets.
 */
export function readCasePackage(input: unknown, id: string, origin: Origin): Reading {
  const draft: FrameworkDraft = { facts: { id }, texts: {}, places: new Map(), remarks: [] }
  const wrapped = z.looseObject({ CFPackage: z.unknown() }).safeParse(input)
  const parsed = ImportedPackage.safeParse(wrapped.data?.CFPackage ?? input)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${pointer(issue.path)}: ${issue.message}`)
    return { draft, faults }
  }
  const faults: string[] = []
  readDocument(parsed.data, draft, origin)
  readItems(makeTree(parsed.data, faults), draft)
  return { draft, faults }
}

function readDocument(source: ImportedPackage, draft: FrameworkDraft, origin: Origin): void {
  const { id } = draft.facts
  const document = source.CFDocument
  const notes = readNotes(document.notes)
  const language = (document.language ?? 'en').slice(0, 2)
  const { licence, attribution } = rightsOf(source, notes, origin)
  Object.assign(draft.facts, {
    family: notes.family ?? document.title,
    version: document.version ?? '1',
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
  for (const key of ['licence', 'attribution']) draft.places.set(`/${key}`, `CFDocument: ${key} is not said`)
}

/** What the importer says of the rights goes before what the package says, and its notes before its own fields. */
function rightsOf(
  { CFDocument: document, CFDefinitions }: ImportedPackage,
  notes: ReturnType<typeof readNotes>,
  origin: Origin,
) {
  const license = CFDefinitions?.CFLicenses?.[0]
  return {
    licence: origin.licence ?? notes.licence ?? license?.title ?? document.licenseURI?.title,
    attribution:
      origin.attribution ??
      notes.attribution ??
      license?.licenseText ??
      document.creator ??
      document.publisher,
  }
}

function citationOf(document: ImportedPackage['CFDocument']) {
  return {
    title: document.title,
    ...(document.creator ? { authors: document.creator } : {}),
    ...(document.publisher ? { publisher: document.publisher } : {}),
    year: Number(document.lastChangeDateTime.slice(0, 4)),
  }
}
