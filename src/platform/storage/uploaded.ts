import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Arrived } from './arrived.ts'
import type { Storage } from './storage.ts'

/** A file of a form: its bytes, or where it lies that was too large to be held in memory. */
export type Uploaded = Uint8Array | Arrived

/** Which files may be larger than others, told by how they begin, how large, and where they lie meanwhile. */
export type LargeFiles = { maxBytes: number; isLarge(start: Buffer): boolean; storage: Storage }

export const isArrived = (file: Uploaded): file is Arrived => !(file instanceof Uint8Array)

export const lengthOf = (file: Uploaded): number => (isArrived(file) ? file.size : file.length)

/** Removes what was written down and is not wanted. */
export async function letGo(file: Uploaded | null): Promise<void> {
  if (file && isArrived(file)) await file.discard()
}

/** By so many bytes it is told what a file is. */
const START = 64

/** Reads a file of a form into memory, or writes it down where it begins as a large one does. */
export async function takeFile(
  request: FastifyRequest,
  { file }: MultipartFile,
  maxBytes: number,
  large: LargeFiles | undefined,
): Promise<Uploaded> {
  const { RequestFileTooLargeError } = request.server.multipartErrors
  const coming: AsyncIterator<Buffer> = file[Symbol.asyncIterator]()
  const start = await readStart(coming)
  if (large?.isLarge(start)) {
    const arrived = await large.storage.receive(following(start, coming))
    if (!file.truncated) return arrived
    await arrived.discard()
    throw new RequestFileTooLargeError()
  }
  const parts: Buffer[] = []
  let length = 0
  // What is too large is read to its end all the same: who still sends would see a broken line, and no answer.
  for await (const part of following(start, coming)) {
    length += part.length
    if (length <= maxBytes) parts.push(part)
    else parts.length = 0
  }
  if (file.truncated || length > maxBytes) throw new RequestFileTooLargeError()
  return Buffer.concat(parts)
}

async function readStart(coming: AsyncIterator<Buffer>): Promise<Buffer> {
  let start = Buffer.alloc(0)
  while (start.length < START) {
    const next = await coming.next()
    if (next.done) break
    start = Buffer.concat([start, next.value])
  }
  return start
}

async function* following(start: Buffer, coming: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield start
  for (let next = await coming.next(); !next.done; next = await coming.next()) yield next.value
}
