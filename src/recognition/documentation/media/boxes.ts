import type { Source } from './source.ts'

/** A box of an ISO base media file, such as MP4, QuickTime or HEIF: its name, and where it and what it holds lie. */
export type MediaBox = { name: string; at: number; from: number; to: number }

const HEADER = 8
/** A film of an hour, written in pieces of a second, has fewer boxes. */
const MAX_BOXES = 20_000

/** Walks over the boxes of a file, so many at most in all. */
export function boxReader(source: Source): (start: number, end: number) => AsyncGenerator<MediaBox> {
  let left = MAX_BOXES
  return async function* boxes(start, end) {
    for (let at = start; at < end; ) {
      left -= 1
      const box = left < 0 ? null : await boxAt(source, at, end)
      if (!box) throw new BrokenFile()
      yield box
      at = box.to
    }
  }
}

/** The boxes of a file do not fill it, or are too many. */
export class BrokenFile extends Error {
  override readonly name = 'BrokenFile'
}

async function boxAt(source: Source, at: number, end: number): Promise<MediaBox | null> {
  if (at + HEADER > end) return null
  const head = await source.read(at, 16)
  if (head.length < HEADER) return null
  const short = head.readUInt32BE(0)
  const name = head.toString('latin1', 4, HEADER)
  const isLong = short === 1
  if (isLong && (at + 16 > end || head.length < 16)) return null
  const header = isLong ? 16 : HEADER
  // A size of nothing goes on to the end.
  const size = isLong ? Number(head.readBigUInt64BE(HEADER)) : short || end - at
  return size >= header && at + size <= end ? { name, at, from: at + header, to: at + size } : null
}
