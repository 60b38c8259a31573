import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { listNewest } from '../../certification/certificates/store.ts'
import { getPhotograph, listOfVersion } from '../../certification/papers/on-paper/store.ts'
import { type Context, read } from '../../context.ts'
import { sha256 } from '../../platform/hash.ts'
import { type Lying, type ZipEntry, zipStream } from '../../platform/zip/zip.ts'
import { extensionOf } from '../documentation/media/extension.ts'
import { amendmentsOf } from './amendments.ts'
import type { CaseRecord } from './read-case.ts'

type Entry = { name: string; at: Date } & ({ bytes: Uint8Array | string } | (Lying & { sha256: string }))

/**
 * The whole case as a ZIP archive, written while it is read: one file is held at a time. It ends with SHA256SUMS over
 * everything before, in the form that `sha256sum -c` takes.
 */
export function packCase(ctx: Context, record: CaseRecord, overview: Uint8Array): Readable {
  return zipStream(withSums(record.readAt, entriesOf(ctx, record, overview)))
}

async function* withSums(at: Date, entries: AsyncIterable<Entry>): AsyncGenerator<ZipEntry> {
  let sums = ''
  for await (const entry of entries) {
    if (!('bytes' in entry)) {
      sums += `${entry.sha256}  ${entry.name}\n`
      yield entry
      continue
    }
    const bytes = typeof entry.bytes === 'string' ? Buffer.from(entry.bytes) : entry.bytes
    sums += `${sha256(bytes)}  ${entry.name}\n`
    yield { name: entry.name, bytes, at: entry.at }
  }
  yield { name: 'SHA256SUMS', bytes: Buffer.from(sums), at }
}

/** In the order in which the case came about. */
async function* entriesOf(ctx: Context, record: CaseRecord, overview: Uint8Array): AsyncGenerator<Entry> {
  const { recognition, mobility, learner, sending, hosting, readAt } = record
  yield { name: '00-case-file.pdf', bytes: overview, at: readAt }
  yield json('01-case.json', { recognition, mobility, learner, sending, hosting }, recognition.updatedAt)
  for (const { version, signatures, withdrawal, changes } of amendmentsOf(record)) {
    const name = `02-agreement/version-${version.number}.json`
    yield json(name, { ...version, signatures, withdrawal, changes }, version.createdAt)
    yield* photographs(ctx, version)
  }
  const { information, accommodations } = record
  yield json('03-information.json', information ?? null, information?.at ?? recognition.updatedAt)
  yield json('03-accommodations.json', accommodations, recognition.updatedAt)
  yield json('03-outcomes.json', record.outcomes, recognition.updatedAt)
  yield json(
    '04-evidence/evidence.json',
    [...record.evidence, ...record.withdrawnEvidence].map(({ row, competences }) => ({
      ...row,
      competences,
    })),
    recognition.updatedAt,
  )
  yield* evidenceFiles(ctx, record)
  yield json('05-declarations.json', record.declarations, recognition.updatedAt)
  yield json('06-assignments.json', record.assignments, recognition.updatedAt)
  yield json('06-assessments.json', record.assessments, recognition.updatedAt)
  yield json('06-second-markings.json', record.secondMarkings, recognition.updatedAt)
  yield json('07-decisions.json', record.decisions, recognition.updatedAt)
  yield* certificateEntries(ctx, record)
  yield json('09-recognition-acts.json', record.acts, recognition.updatedAt)
  const steps = record.appealMoves
  yield json('10-appeals.json', { appeals: record.appeals, steps }, recognition.updatedAt)
  yield json('11-transitions.json', record.transitions, recognition.updatedAt)
  yield json('12-audit.json', record.audit, readAt)
  yield json('13-members.json', Object.fromEntries(record.names), readAt)
}

/** What was signed by hand on prints of a version, as it was photographed. */
async function* photographs(
  ctx: Context,
  { id, number, mobilityId }: { id: string; number: number; mobilityId: string },
): AsyncGenerator<Entry> {
  for (const each of await read(ctx, (tx) => listOfVersion(tx, id))) {
    const { mediaType, bytes, at } = await read(ctx, (tx) => getPhotograph(tx, mobilityId, each))
    const name = `02-agreement/version-${number}-on-paper-${each}`
    yield { name: `${name}.${extensionOf(mediaType)}`, bytes, at }
  }
}

async function* evidenceFiles(ctx: Context, { evidence }: CaseRecord): AsyncGenerator<Entry> {
  for (const { row } of evidence) {
    const { sha256: sum, erasedAt } = row
    if (sum === null || erasedAt !== null) continue
    yield await fileEntry(ctx, row, sum)
    if (row.frameSha256 !== null) yield* frameEntry(ctx, row, row.frameSha256)
  }
}

type File = CaseRecord['evidence'][number]['row']

async function fileEntry(ctx: Context, row: File, sum: string): Promise<Entry> {
  const { id, createdAt: at, mediaType } = row
  const size = row.size ?? 0
  const open = () => ctx.storage.open(sum)
  const name = `04-evidence/${id}.${extensionOf(mediaType)}`
  if (size > AT_ONCE && (await open().then(close, () => false))) return { name, sha256: sum, size, open, at }
  const bytes = await open().then(buffer, () => null)
  if (bytes && sha256(bytes) === sum) return { name, bytes, at }
  const fault = bytes ? 'are not the ones recorded' : 'are not in the storage'
  const text = `The bytes of this evidence ${fault}. SHA-256 recorded: ${sum}\n`
  return { name: `04-evidence/${id}.MISSING.txt`, bytes: text, at }
}

/** The first picture of a film, made of it and so no evidence itself: where it is away, it is left out. */
async function* frameEntry(ctx: Context, { id, createdAt: at }: File, sum: string): AsyncGenerator<Entry> {
  const bytes = await ctx.storage.open(sum).then(buffer, () => null)
  if (bytes) yield { name: `04-evidence/${id}-frame.jpg`, bytes, at }
}

/** A film is larger than what is held in memory of a file, and read where it lies. */
const AT_ONCE = 10 * 1024 * 1024

function close(stream: Readable): true {
  stream.destroy()
  return true
}

async function* certificateEntries(ctx: Context, { certificates }: CaseRecord): AsyncGenerator<Entry> {
  for (const { certificate, files, requests, corrections } of certificates) {
    const folder = `08-certificates/${certificate.number}`
    const at = certificate.issuedAt ?? certificate.createdAt
    const { snapshot, ...about } = certificate
    yield json(`${folder}/about.json`, { ...about, files, requests, corrections }, certificate.updatedAt)
    yield { name: `${folder}/${certificate.number}.snapshot.json`, bytes: snapshot, at }
    if (files.length === 0) continue
    for (const { form, bytes } of await read(ctx, (tx) => listNewest(tx, certificate.id)))
      yield { name: `${folder}/${certificate.number}.${form}`, bytes, at }
  }
}

function json(name: string, value: unknown, at: Date): Entry {
  return { name, bytes: `${JSON.stringify(value, leaveOut, 2)}\n`, at }
}

/** The number of a transaction says something to this database alone. */
const leaveOut = (name: string, value: unknown) => (name === 'changedIn' ? undefined : value)
