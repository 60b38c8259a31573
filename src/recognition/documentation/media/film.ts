import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import { countedIn, countFact, type FactCounts, said } from '../facts/found.ts'
import { BrokenFile, boxReader, type MediaBox } from './boxes.ts'
import type { Blank, Source } from './source.ts'

/** What is told of how and where a film or recording was made, by the name of its box. */
const telling: Record<string, string> = {
  udta: 'user data',
  meta: 'metadata',
  uuid: 'extension',
  free: 'free space',
  skip: 'free space',
  wide: 'free space',
}
/** What may hold such boxes itself. */
const holding = ['moov', 'trak', 'mdia', 'moof', 'traf']
/** Kinds of tracks that show words, by their handlers. */
const written = ['text', 'sbtl', 'subt', 'clcp']

export type FilmRead = { blanks: Blank[]; removed: string[]; facts: EvidenceFact[] }

type Found = {
  blanks: Blank[]
  removed: Set<string>
  counts: FactCounts
  names: Set<string>
  /** Of the largest picture. */
  side: { width: number; height: number }
  made: string | null
  /** Where it was made may stand among what it shows, moment by moment. */
  keepsMetadata: boolean
}

/**
 * What an MP4 or QuickTime film says where and with what it was made: such a box is to be made an empty one of its size,
 * so that every other byte stays where the tables of the film say it is. And what can be read from it. Null where it is broken.
 */
export async function readFilm(source: Source): Promise<FilmRead | null> {
  const found: Found = {
    blanks: [],
    removed: new Set(),
    counts: {},
    names: new Set(),
    side: { width: 0, height: 0 },
    made: null,
    keepsMetadata: false,
  }
  const boxes = boxReader(source)
  async function walk(start: number, end: number, depth: number): Promise<void> {
    for await (const box of boxes(start, end)) {
      await note(source, box, found)
      if (holding.includes(box.name) && depth < 8) await walk(box.from, box.to, depth + 1)
    }
  }
  try {
    await walk(0, source.size, 0)
  } catch (error) {
    if (error instanceof BrokenFile) return null
    throw error
  }
  // Without what describes it, or what it shows, it is no film.
  if (!found.names.has('moov') || !found.names.has('mdat')) return null
  const { width, height } = found.side
  return {
    blanks: found.blanks,
    removed: [...found.removed],
    facts: [
      ...countedIn(found.counts),
      ...(width > 0 && height > 0 ? said('size', `${width} × ${height}`) : []),
      ...said('made', found.made),
      ...(found.keepsMetadata ? [{ fact: 'metadata-kept' as const, value: true as const }] : []),
    ],
  }
}

async function note(source: Source, box: MediaBox, found: Found): Promise<void> {
  const { name, at, from, to } = box
  found.names.add(name)
  const told = telling[name]
  if (told && to > from) {
    found.blanks.push({ from, to, renamed: { at: at + 4, name: 'free' } })
    if (told !== 'free space') found.removed.add(told)
  }
  if (name === 'mvhd') noteHeader(await source.read(from, 32), found)
  if (name === 'tkhd') noteTrack(await source.read(from, Math.min(to - from, 104)), found)
  if (name === 'hdlr') {
    const kind = (await source.read(from + 8, 4)).toString('latin1')
    if (written.includes(kind)) countFact(found.counts, 'subtitles')
    if (kind === 'meta') found.keepsMetadata = true
  }
}

/** Seconds are countedIn from 1904. */
const FROM_1904 = 2_082_844_800

function noteHeader(head: Buffer, found: Found): void {
  const isLong = head[0] === 1
  if (head.length < (isLong ? 32 : 20)) return
  const made = isLong ? Number(head.readBigUInt64BE(4)) : head.readUInt32BE(4)
  const scale = head.readUInt32BE(isLong ? 20 : 12)
  const duration = isLong ? Number(head.readBigUInt64BE(24)) : head.readUInt32BE(16)
  if (scale > 0 && duration < Number.MAX_SAFE_INTEGER && duration !== 0xffffffff)
    found.counts.seconds = Math.round(duration / scale)
  if (made > FROM_1904 && made < FROM_1904 + 4e9)
    found.made = new Date((made - FROM_1904) * 1000).toISOString().slice(0, 16).replace('T', ' ')
}

/** Width and height stand at the end, in sixteen bits before the point. */
function noteTrack(head: Buffer, found: Found): void {
  if (head.length < 84) return
  const [width, height] = [head.readUInt16BE(head.length - 8), head.readUInt16BE(head.length - 4)]
  if (width * height > found.side.width * found.side.height) found.side = { width, height }
}
