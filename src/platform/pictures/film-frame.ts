import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DecoderBounds, runDecoder } from './run-decoder.ts'
import { takingTurns } from './taking-turns.ts'

/** A film wherever it lies: its bytes, or what opens it to be read. */
export type Film = Uint8Array | { reopen(): Promise<FileHandle> }

/** The first picture of a film as a JPEG; null where none could be made. */
export type FilmFrame = (film: Film) => Promise<Uint8Array | null>

/** The longer of width and height, about, and how good it is: 2 is best, 31 worst. */
const SIDE = 1280
const QUALITY = 5

/** A frame is no larger, in bytes, and takes no longer, in milliseconds; so many are made at once. */
const usual: DecoderBounds = { withinMs: 20_000, maxBytes: 1024 * 1024 }
const AT_ONCE = 2

/**
 * Takes the first picture by ffmpeg, or what takes its arguments, installed beside the service. It reads one open file and
 * nothing of the network, is told that it is a film and no list of other files, and is ended where it takes too long.
 */
export function filmFrameBy(program: string, bounds: DecoderBounds = usual): FilmFrame {
  const turn = takingTurns(AT_ONCE, bounds.withinMs)
  return (film) => turn(() => frameOf(program, film, bounds))
}

async function frameOf(program: string, film: Film, bounds: DecoderBounds): Promise<Uint8Array | null> {
  const folder = await mkdtemp(join(tmpdir(), 'film-'))
  let file: FileHandle | null = null
  try {
    const to = join(folder, 'frame.jpg')
    file = await opened(film, join(folder, 'film'))
    return await runDecoder(program, { args: argsFor(to), cwd: folder, to, input: file.fd }, bounds)
  } catch {
    return null
  } finally {
    await file?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function opened(film: Film, path: string): Promise<FileHandle> {
  if (!(film instanceof Uint8Array)) return film.reopen()
  await writeFile(path, film, { mode: 0o600 })
  return open(path, 'r')
}

const argsFor = (to: string): string[] => [
  ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '1'],
  // Told to be an MP4 or QuickTime film, it is not taken for a list of addresses.
  ...['-protocol_whitelist', 'file', '-f', 'mov', '-enable_drefs', '0', '-i', '/dev/fd/3'],
  ...['-map', '0:v:0', '-frames:v', '1', '-an', '-sn', '-dn', '-map_metadata', '-1'],
  ...['-vf', `scale='min(${SIDE},iw)':'min(${SIDE},ih)':force_original_aspect_ratio=decrease`],
  ...['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', String(QUALITY)],
  ...['-f', 'image2', '-update', '1', '-y', to],
]
