import '@fastify/multipart'
import type { FastifyError, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../errors.ts'
import { formLimits } from '../../platform/http/upload.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { MAX_FILES, MAX_FILES_BYTES } from './schemas.ts'
import { say } from './words.ts'

/** A file of a form: its name, and where it lies among the others. */
type Laid = { name: string; at: number; length: number }

/** Files that were written down one behind the other, to be read one at a time, until they are let go. */
export type LaidFiles = { files: readonly Laid[]; read(file: Laid): Promise<Buffer>; letGo(): Promise<void> }

/**
 * Writes the files of a form down as they come: none is held in memory, and whoever sends waits for no check. A form that
 * is refused is read to its end all the same: who still sends would see a broken line, and no answer.
 */
export async function takeFiles(request: FastifyRequest, storage: Storage): Promise<LaidFiles> {
  const files: Laid[] = []
  const faults: Fault[] = []
  let length = 0
  async function* bytesIn() {
    const limits = { ...formLimits, files: MAX_FILES, parts: MAX_FILES + 1, fileSize: MAX_FILES_BYTES + 1 }
    for await (const part of request.parts({ limits })) {
      if (part.type !== 'file') {
        faults.push({ in: 'body', pointer: `/${part.fieldname}`, detail: say('files-alone') })
        continue
      }
      const at = length
      for await (const bytes of part.file as AsyncIterable<Buffer>) {
        length += bytes.length
        if (length <= MAX_FILES_BYTES) yield bytes
      }
      // A browser sends an empty file where none was chosen.
      if (part.filename) files.push({ name: shown(part.filename), at, length: length - at })
    }
  }
  const laid = await storage.receive(bytesIn()).catch((error) => Promise.reject(refusalFor(error)))
  if (length > MAX_FILES_BYTES || faults.length > 0 || files.length === 0) {
    await laid.discard()
    if (length > MAX_FILES_BYTES)
      throw new Refusal('too-large', say('too-much', { megabytes: MAX_FILES_BYTES / 1024 / 1024 }))
    if (files.length === 0) faults.push({ in: 'body', pointer: '/file', detail: say('one-file-needed') })
    throw new Refusal('bad-input', say('see-errors'), faults)
  }
  return { files, read: (file) => laid.read(file.at, file.length), letGo: () => laid.discard() }
}

/** What went wrong while the form was read; what has neither status nor code is said of the form by its parser. */
function refusalFor(error: Partial<FastifyError>): unknown {
  if (error.code === 'FST_FILES_LIMIT' || error.code === 'FST_PARTS_LIMIT')
    return new Refusal('too-large', say('too-many-files', { most: MAX_FILES }))
  if (error.statusCode !== undefined || error.code !== undefined) return error
  return new Refusal('bad-input', say('see-errors'), [
    { in: 'body', pointer: '', detail: say('files-or-codes') },
  ])
}

const shown = (name: string) => [...name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')].slice(-200).join('')
