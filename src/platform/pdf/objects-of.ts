import { type PDF, PdfArray, PdfDict, PdfName, type PdfObject, PdfRef } from '@libpdf/core'

type Resolve = (value: PdfObject | null | undefined) => PdfObject | null

/** What a value of a paper stands for: the object that it refers to, or itself. */
export const resolverOf =
  (paper: PDF): Resolve =>
  (value) =>
    value instanceof PdfRef ? paper.getObject(value) : (value ?? null)

/** Everything that can be reached from the catalogue of a paper, each once, up to so many. */
export function* objectsOf(paper: PDF, most: number): Generator<PdfObject> {
  const resolve = resolverOf(paper)
  const seen = new Set<PdfObject>()
  const waiting: PdfObject[] = [paper.getCatalog()]
  for (let value = waiting.pop(); value && seen.size < most; value = waiting.pop()) {
    const known = resolve(value)
    if (!known || seen.has(known)) continue
    seen.add(known)
    yield known
    if (known instanceof PdfArray) waiting.push(...known)
    else if (known instanceof PdfDict) for (const [, member] of known) waiting.push(member)
  }
}

/** The name that a dictionary has under a key. */
export function nameIn(dictionary: PdfDict, key: string): string | undefined {
  const value = dictionary.get(key)
  return value instanceof PdfName ? value.value : undefined
}
