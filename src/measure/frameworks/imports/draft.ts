import type { z } from 'zod'
import { pointer } from '../../../platform/http/faults.ts'
import type { Encoding } from '../../../platform/sheets/decode-text.ts'
import { contradictions, gaps } from '../framework.ts'
import { FrameworkFile, PartialTextsFile, TextsFile } from '../framework-file.ts'
import { isConsequence, withStandIns } from './stand-ins.ts'

/** A framework as an importer read it, not checked yet, and where in the imported file each part of it stood. */
export type FrameworkDraft = {
  facts: Record<string, unknown>
  texts: Record<string, unknown>
  /** The texts in further languages, each whole or saying that it is partial. */
  translations?: Record<string, unknown>[]
  /** By pointer into the facts, or into the texts after `texts:`. */
  places: Map<string, string>
  /** What the reader of the report should know, though it is no fault. */
  remarks: string[]
}

export type Reading = { draft: FrameworkDraft; faults: string[] }
export type Checked = {
  facts: FrameworkFile
  texts: TextsFile
  translations: (TextsFile | PartialTextsFile)[]
  remarks: string[]
}

/** What the operator says of the import, before what the file itself says. */
export type Origin = {
  source?: string | undefined
  licence?: string | undefined
  attribution?: string | undefined
  /** The language of texts that do not say in which one they are. */
  untagged?: string | undefined
  /** In which letters a text file is that does not tell. */
  encoding?: Encoding | undefined
}

/** Keeps a text under its key, and where in the imported file it stood, for faults that are found in it later. */
export function keepText(
  { texts, places }: FrameworkDraft,
  section: string,
  key: string,
  value: unknown,
  place: string,
): void {
  texts[section] ??= {}
  ;(texts[section] as Record<string, unknown>)[key] = value
  places.set(`texts:/${section}/${key}`, place)
}

/** Checks a draft as the service does at start; gives every fault with its place in the imported file. */
export function checkDraft({ draft, faults }: Reading): { checked: Checked | null; faults: string[] } {
  // Nothing could be read of it: what is missing from nothing need not be told.
  if (draft.facts.areas === undefined && faults.length > 0) return { checked: null, faults }
  const found = [...faults]
  const at = (where: string, prefix: string, what: string) => {
    const place = placeOf(draft, prefix + where)
    found.push(place === undefined ? what : `${place}: ${what}`)
  }
  const facts = parse(FrameworkFile, draft.facts, (where, what) => at(where, '', what))
  const texts = parse(TextsFile, draft.texts, (where, what) => at(where, 'texts:', what))
  const further = (draft.translations ?? []).map((worded) => parseTranslation(worded, at))
  const worded = [texts, ...further].flatMap(({ likely }) => likely ?? [])
  const misfits = [facts, texts, ...further].flatMap((parsed) => parsed.misfits)
  const notOf: Tell = (where, prefix, what) => {
    if (!isConsequence(what, misfits)) at(where, prefix, what)
  }
  if (facts.likely) contradictionsIn(facts.likely, worded, notOf)
  if (found.length > 0 || !facts.fitting || !texts.fitting)
    return { checked: null, faults: [...new Set(found)] }
  const translations = further.flatMap(({ fitting }) => fitting ?? [])
  return {
    checked: { facts: facts.fitting, texts: texts.fitting, translations, remarks: draft.remarks },
    faults: [],
  }
}

type Tell = (where: string, prefix: string, what: string) => void

function contradictionsIn(
  facts: FrameworkFile,
  wordings: readonly (TextsFile | PartialTextsFile)[],
  at: Tell,
): void {
  const placeIn = (fault: string) => fault.slice(0, fault.indexOf(': '))
  for (const fault of contradictions(facts)) at(placeIn(fault), '', fault)
  for (const texts of wordings) for (const fault of gaps(facts, texts)) at(placeIn(fault), 'texts:', fault)
}

function parseTranslation(worded: Record<string, unknown>, at: Tell): Parsed<TextsFile | PartialTextsFile> {
  const tell = (where: string, what: string) => at(where, 'texts:', `${worded.language}: ${what}`)
  return 'partial' in worded ? parse(PartialTextsFile, worded, tell) : parse(TextsFile, worded, tell)
}

/** What fits, or else `likely`: the same with something in the place of each of the `misfits`, where that fits. */
type Parsed<T> = { fitting: T | null; likely: T | null; misfits: unknown[] }

function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  tell: (where: string, what: string) => void,
): Parsed<z.infer<T>> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { fitting: parsed.data, likely: parsed.data, misfits: [] }
  const { issues } = parsed.error
  for (const issue of issues) {
    const where = pointer(issue.path)
    tell(where, where === '' ? issue.message : `${where}: ${issue.message}`)
  }
  const { copy, misfits } = withStandIns(value, issues)
  return { fitting: null, likely: schema.safeParse(copy).data ?? null, misfits }
}

/** The place of the nearest part around a pointer. */
function placeOf({ places }: FrameworkDraft, where: string): string | undefined {
  for (let part = where; part.includes('/'); part = part.slice(0, part.lastIndexOf('/'))) {
    const place = places.get(part)
    if (place !== undefined) return place
  }
  return undefined
}
