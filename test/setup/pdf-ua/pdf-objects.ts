import {
  PDF,
  PdfArray,
  PdfBool,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfRef,
  PdfStream,
  PdfString,
} from '@libpdf/core'

/** A dictionary of PDF: its entries without their slash, and what is in its stream where it is one. */
export type Entries = { [key: string]: Plain } & { [STREAM]?: Uint8Array }
export type Reference = { to: string }
/** Names begin with a slash, so that they are told from text. */
export type Plain = null | boolean | number | string | Reference | Plain[] | Entries
export const STREAM = Symbol('stream')

export const isReference = (value: Plain | undefined): value is Reference =>
  typeof value === 'object' && value !== null && 'to' in value && typeof value.to === 'string'

/** A PDF whose objects are read as plain values. */
export async function readObjects(bytes: Uint8Array) {
  const document = await PDF.load(bytes)
  const known = new Map<string, Plain>()
  const found = (value: Plain | undefined): Plain => {
    if (!isReference(value)) return value ?? null
    const before = known.get(value.to)
    if (before !== undefined) return before
    const [number, generation] = value.to.split(' ').map(Number)
    const read = plain(document.getObject(PdfRef.of(number!, generation!)))
    known.set(value.to, read)
    return read
  }
  /** The dictionary at a place; an empty one where there is none. */
  const dict = (value: Plain | undefined): Entries => {
    const at = found(value)
    return typeof at === 'object' && at !== null && !Array.isArray(at) && !isReference(at) ? at : {}
  }
  /** The values of an array; what is none stands alone. */
  const list = (value: Plain | undefined): Plain[] => {
    const at = found(value)
    return Array.isArray(at) ? at : at === null ? [] : [value!]
  }
  return { catalog: plain(document.getCatalog()) as Entries, found, dict, list }
}

export type Objects = Awaited<ReturnType<typeof readObjects>>

function plain(value: PdfObject | null | undefined): Plain {
  if (value instanceof PdfRef) return { to: `${value.objectNumber} ${value.generation}` }
  if (value instanceof PdfName) return `/${value.value}`
  if (value instanceof PdfString) return value.asString()
  if (value instanceof PdfNumber || value instanceof PdfBool) return value.value
  if (value instanceof PdfArray) return value.toArray().map(plain)
  if (value instanceof PdfDict) {
    const entries: Entries = Object.fromEntries([...value].map(([key, each]) => [key.value, plain(each)]))
    if (value instanceof PdfStream) entries[STREAM] = value.getDecodedData()
    return entries
  }
  return null
}
