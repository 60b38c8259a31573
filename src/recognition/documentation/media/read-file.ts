import { Readable } from 'node:stream'
import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import { Refusal } from '../../../errors.ts'
import { sha256 as digest } from '../../../platform/hash.ts'
import type { ConvertHeic } from '../../../platform/pictures/convert-heic.ts'
import type { Film } from '../../../platform/pictures/film-frame.ts'
import type { Arrived } from '../../../platform/storage/arrived.ts'
import type { Storage } from '../../../platform/storage/storage.ts'
import { isArrived, type Uploaded } from '../../../platform/storage/uploaded.ts'
import type { ReadFacts } from '../facts/in-threads.ts'
import { stripMetadata } from '../strip-metadata.ts'
import { say } from '../words.ts'
import { readFilm } from './film.ts'
import { readHeif } from './heif.ts'
import { officeTypeOf } from './office-type.ts'
import { beginningOf, hasPicture, isFilm } from './recognise.ts'
import { blanked, blankIn, sourceOf } from './source.ts'

type Read = {
  /** What was taken out of it. */
  removed: string[]
  facts: EvidenceFact[] | null
}

/** What reads and converts files in other threads and processes; where no program converts, null. */
type Tools = { readFacts: ReadFacts; convertHeic: ConvertHeic | null }

/** A file as it is to be kept, wherever it lies until then. */
export type FileRead = Read & {
  mediaType: string
  size: number
  sha256: string
  originalSha256: string
  stream(): Readable
  /** Where it is a film, which shows something. */
  film: Film | null
  keepIn(storage: Pick<Storage, 'keep'>): Promise<void>
}

/**
 * What a file is, by what it holds, without what tells where and with what it was made, and what can be read from it;
 * refuses what is no evidence. One that was too large for memory is changed where it lies.
 */
export async function readEvidenceFile(original: Uploaded, tools: Tools): Promise<FileRead> {
  return isArrived(original) ? readArrived(original) : readBytes(original, tools)
}

async function readBytes(original: Uint8Array, tools: Tools): Promise<FileRead> {
  const mediaType = await mediaTypeOf(original)
  const read = await (readers[mediaType] ?? readOther)(mediaType, original, tools)
  if (!read) throw new Refusal('unsupported-media', say('broken-file'))
  const { bytes, removed, facts } = read
  const sha256 = digest(bytes)
  return {
    mediaType: read.mediaType ?? mediaType,
    removed,
    facts,
    size: bytes.length,
    sha256,
    originalSha256: digest(original),
    stream: () => Readable.from([bytes]),
    film: hasPicture(mediaType) ? bytes : null,
    keepIn: (storage) => storage.keep(sha256, bytes),
  }
}

/** Only films and recordings come so. */
async function readArrived(file: Arrived): Promise<FileRead> {
  const mediaType = beginningOf(await file.read(0, 64))
  const read = mediaType && isFilm(mediaType) ? await readFilm(file) : null
  if (!mediaType || !read) throw new Refusal('unsupported-media', say('broken-file'))
  const originalSha256 = await file.sha256()
  await blankIn(file, read.blanks)
  const sha256 = await file.sha256()
  const { size, stream, keep } = file
  return {
    mediaType,
    removed: read.removed,
    facts: read.facts,
    size,
    sha256,
    originalSha256,
    stream,
    film: hasPicture(mediaType) ? file : null,
    keepIn: keep,
  }
}

async function mediaTypeOf(bytes: Uint8Array): Promise<string> {
  const begun = beginningOf(bytes)
  const known = begun === 'application/zip' ? await officeTypeOf(bytes) : begun
  if (known) return known
  if (bytes.length === 0 || !isText(bytes)) throw new Refusal('unsupported-media', say('unknown-type'))
  return 'text/plain; charset=utf-8'
}

type Reader = (
  mediaType: string,
  original: Uint8Array,
  tools: Tools,
) => Promise<(Read & { bytes: Uint8Array; mediaType?: string }) | null>

const keptFact: EvidenceFact = { fact: 'metadata-kept', value: true }
const convertedFact: EvidenceFact = { fact: 'converted', value: true }

const film: Reader = async (_mediaType, original) => {
  const read = await readFilm(sourceOf(original))
  return read && { bytes: blanked(original, read.blanks), removed: read.removed, facts: read.facts }
}

/** A HEIC is shown by few programs, and by no browser but one: where it can be, it is made a JPEG. */
const heif: Reader = async (mediaType, original, tools) => {
  const [read, found] = [await readHeif(original), (await tools.readFacts(mediaType, original)) ?? []]
  const picture = (await tools.convertHeic?.(original)) ?? null
  const converted =
    picture && beginningOf(picture) === 'image/jpeg' ? stripMetadata('image/jpeg', picture) : null
  if (converted) {
    const removed = [...new Set([...(read?.removed ?? []), ...converted.removed])]
    return { mediaType: 'image/jpeg', bytes: converted.bytes, removed, facts: [...found, convertedFact] }
  }
  const facts = [...found, { fact: 'not-converted' as const, value: true as const }]
  return read
    ? { bytes: blanked(original, read.blanks), removed: read.removed, facts }
    : { bytes: original, removed: [], facts: [...facts, keptFact] }
}

/** What tells of its making stays in it: nothing here can take it out. */
const ogg: Reader = async (_mediaType, bytes) => ({ bytes, removed: [], facts: [keptFact] })

const readers: Record<string, Reader> = {
  'video/mp4': film,
  'video/quicktime': film,
  'audio/mp4': film,
  'image/heic': heif,
  'audio/ogg': ogg,
}

const readOther: Reader = async (mediaType, original, { readFacts }) => {
  const stripped = stripMetadata(mediaType, original)
  if (!stripped) return null
  return { ...stripped, facts: isReadable(mediaType) ? await readFacts(mediaType, original) : [] }
}

const isReadable = (mediaType: string) => /^(?:image\/|application\/|audio\/)/.test(mediaType)

/** UTF-8 without control characters other than tab and line ends. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)
  } catch {
    return false
  }
}
