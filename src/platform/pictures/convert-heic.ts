import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runDecoder } from './run-decoder.ts'

/** A HEIC picture as a JPEG; null where it could not be made one. */
export type ConvertHeic = (heic: Uint8Array) => Promise<Uint8Array | null>

/** So long a program may take, in milliseconds, and so many of them run at once. */
const WITHIN = 20_000
const AT_ONCE = 2

/**
 * Converts by a program that is installed beside the service and called with the path of a HEIC and that of the JPEG to
 * write. It gets nothing of the service's settings, and is ended where it takes too long; a JPEG of more than `maxBytes` is none.
 */
export function convertHeicBy(program: string, maxBytes: number): ConvertHeic {
  let running = 0
  return async (heic) => {
    if (running >= AT_ONCE) return null
    running += 1
    const folder = await mkdtemp(join(tmpdir(), 'heic-'))
    try {
      const [from, to] = [join(folder, 'picture.heic'), join(folder, 'picture.jpg')]
      await writeFile(from, heic, { mode: 0o600 })
      return await runDecoder(program, { args: [from, to], cwd: folder, to }, { withinMs: WITHIN, maxBytes })
    } catch {
      return null
    } finally {
      running -= 1
      await rm(folder, { recursive: true, force: true })
    }
  }
}
