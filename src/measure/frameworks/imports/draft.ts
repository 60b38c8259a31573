import type { z } from 'zod'
import { pointer } from '../../../platform/http/faults.ts'
import { contradictions, gaps } from '../framework.ts'
import { FrameworkFile, TextsFile } from '../framework-file.ts'

/** A framework as an importer read it, not checked yet, and where in the imported file each part of it stood. */
export type FrameworkDraft = {
  facts: Record<string, unknown>
  texts: Record<string, unknown>
  /** By pointer into the facts, or into the texts after `texts:`. */
  places: Map<string, string>
  /** What the reader of the report should know, though it is no fault. */
  remarks: string[]
}

export type Reading = { draft: FrameworkDraft; faults: string[] }
export type Checked = { facts: FrameworkFile; texts: TextsFile; remarks: string[] }

/** What the operator says of the import, before what the file itself says. */
export type Origin = { licence?: string | undefined; attribution?: string | undefined }

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
  const split = (fault: string) =>
    [fault.slice(0, fault.indexOf(': ')), fault.slice(fault.indexOf(': ') + 2)] as const
  if (facts) {
    for (const fault of contradictions(facts)) at(split(fault)[0], '', fault)
    if (texts) for (const fault of gaps(facts, texts)) at(split(fault)[0], 'texts:', fault)
  }
  if (found.length > 0 || !facts || !texts) return { checked: null, faults: [...new Set(found)] }
  return { checked: { facts, texts, remarks: draft.remarks }, faults: [] }
}

function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  tell: (where: string, what: string) => void,
): z.infer<T> | null {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const where = pointer(issue.path)
    tell(where, where === '' ? issue.message : `${where}: ${issue.message}`)
  }
  return null
}

/** The place of the nearest part around a pointer. */
function placeOf({ places }: FrameworkDraft, where: string): string | undefined {
  for (let part = where; part.includes('/'); part = part.slice(0, part.lastIndexOf('/'))) {
    const place = places.get(part)
    if (place !== undefined) return place
  }
  return undefined
}
