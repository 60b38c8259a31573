import { inflateSync } from 'node:zlib'
import { credentialInPicture } from '../../certification/documents/baked/credential-in-picture.ts'
import { readJson } from '../../platform/json/read-json.ts'

/** Nothing of ours comes near these; a stranger's file must not unfold into more, nor keep us looking. */
const MAX_UNFOLDED = 4 * 1024 * 1024
const MAX_STREAM = 1024 * 1024
const MAX_PLACES = 40
const MAX_DICTIONARY = 2_000
/** What is issued of the largest case, with room to spare. */
const MAX_JSON = 2 * 1024 * 1024

export type Json = Record<string, unknown>

/** A document that could be read: what it is, and what it holds to be checked. */
export type ReadDocument =
  | { form: 'pdf'; jws: string; attached(): Iterable<string> }
  | { form: 'jwt'; jws: string }
  | { form: 'badge'; credential: Json }
  | { form: 'snapshot'; snapshot: string }
  | { form: 'export'; id: string }

/** Tells by its bytes what a document is; null when there is no certificate of any kind in it. Runs nothing. */
export function readDocument(bytes: Buffer): ReadDocument | null {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return readPdf(bytes)
  const baked = credentialInPicture(bytes)
  if (baked !== null) return baked.length > MAX_JSON ? null : readText(baked)
  const id = exportedId(bytes)
  if (id) return { form: 'export', id }
  if (bytes.length > MAX_JSON) return null
  return readText(bytes.toString('utf8').trim())
}

/** A credential as text: as it was issued, or as it is baked into a picture. */
function readText(text: string): ReadDocument | null {
  if (isCompactJws(text)) return { form: 'jwt', jws: text }
  const json = readObject(text)
  if (!json) return null
  return isSnapshot(json) ? { form: 'snapshot', snapshot: text } : { form: 'badge', credential: json }
}

/**
 * The certificate that a European Digital Credential names, sealed or not; null for anything else. It is not parsed: its
 * page images make it large, and it is compared with what was exported as a whole.
 */
function exportedId(bytes: Buffer): string | null {
  const at = bytes.indexOf('urn:credential:')
  if (at < 0 || !bytes.includes('EuropeanDigitalCredential')) return null
  return /^urn:credential:([0-9a-f-]{36})/.exec(bytes.toString('latin1', at, at + 60))?.[1] ?? null
}

function isCompactJws(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)
}

/**
 * The credential that a JWS carries, unchecked: only good for finding what to check it against. Null also where its header
 * is not to be read in one way only.
 */
export function payloadOf(jws: string): Json | null {
  const [header, payload] = jws
    .split('.', 2)
    .map((part) => readObject(Buffer.from(part, 'base64url').toString('utf8')))
  return (header && payload) ?? null
}

/** The JSON object that a text is, to be read in one way only; null for anything else. */
export function readObject(text: string): Json | null {
  const { value } = readJson(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null
}

const isSnapshot = (json: Json) => 'format' in json && 'verification' in json

const readPdf = (pdf: Buffer): ReadDocument | null => paperWith(() => embeddedFiles(pdf))

/** A paper by the texts that are attached to it; null where none of them is a credential. */
export const readPaper = (attached: readonly string[]): ReadDocument | null => paperWith(() => attached)

function paperWith(attached: () => Iterable<string>): ReadDocument | null {
  for (const jws of attached()) if (isCompactJws(jws)) return { form: 'pdf', jws, attached }
  return null
}

/** The snapshot that a document is, or that is attached to it. */
export function snapshotIn(document: ReadDocument): string | null {
  if (document.form === 'snapshot') return document.snapshot
  if (document.form !== 'pdf') return null
  for (const text of document.attached()) {
    const json = readObject(text)
    if (json !== null && isSnapshot(json)) return text
  }
  return null
}

/** The badges that are attached to a document; a paper of an earlier release has none. */
export function badgesIn(document: ReadDocument): Json[] {
  if (document.form !== 'pdf') return []
  return [...document.attached()].flatMap((text) => {
    const json = readObject(text)
    return json !== null && '@context' in json ? [json] : []
  })
}

function* embeddedFiles(pdf: Buffer): Generator<string> {
  let left = MAX_UNFOLDED
  let at = pdf.indexOf('/EmbeddedFile')
  for (let place = 0; at >= 0 && place < MAX_PLACES; place++) {
    const text = streamAfter(pdf, at, left)
    if (text !== null) {
      yield text
      left -= text.length
    }
    at = pdf.indexOf('/EmbeddedFile', at + 1)
  }
}

function streamAfter(pdf: Buffer, at: number, maxOutputLength: number): string | null {
  const dictionary = pdf.subarray(at, at + MAX_DICTIONARY)
  const opens = dictionary.indexOf('stream')
  const closes = dictionary.indexOf('endobj')
  if (opens < 0 || (closes >= 0 && closes < opens) || maxOutputLength <= 0) return null
  const start = at + opens + 'stream'.length + (dictionary[opens + 'stream'.length] === 0x0d ? 2 : 1)
  const stream = pdf.subarray(start, start + MAX_STREAM)
  const end = stream.indexOf('endstream')
  if (end < 0) return null
  try {
    return inflateSync(stream.subarray(0, end), { maxOutputLength }).toString('utf8')
  } catch {
    return null
  }
}
