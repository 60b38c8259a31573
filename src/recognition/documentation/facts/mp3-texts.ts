import { endOfTag } from '../media/id3.ts'

/** What a recording says of itself; each where it says it. */
export type SoundTexts = Partial<Record<'title' | 'artist' | 'made' | 'copyright', string>>

/** No more of a tag is looked at: what is longer holds pictures. */
const MAX_TAG = 1024 * 1024
/** No text of a tag is longer than what is kept of it, however it is written. */
const MAX_TEXT = 2000

const names: Record<string, keyof SoundTexts> = {
  TIT2: 'title',
  TT2: 'title',
  TPE1: 'artist',
  TP1: 'artist',
  TDRC: 'made',
  TYER: 'made',
  TYE: 'made',
  TCOP: 'copyright',
  TCR: 'copyright',
}

/** What an MP3 says of itself: before what sounds (ID3v2), else behind it (ID3v1). */
export function mp3Texts(file: Buffer): SoundTexts {
  const texts: SoundTexts = {}
  for (const { name, content } of framesIn(file)) {
    const key = names[name]
    const text = key && textIn(content)
    if (key && text) texts[key] ??= text
  }
  return { ...lastTexts(file), ...texts }
}

type TagFrame = { name: string; content: Buffer }

const sevens = (part: Buffer, at: number) =>
  [0, 1, 2, 3].reduce((sum, more) => sum * 128 + (part[at + more]! & 0x7f), 0)

/** Undoes what keeps a tag from looking like sound. */
const synchronised = (part: Buffer): Buffer =>
  Buffer.from(part.toString('latin1').replaceAll('\xff\0', '\xff'), 'latin1')

function* framesIn(file: Buffer): Generator<TagFrame> {
  const end = endOfTag(file)
  const [version = 0, flags = 0] = end === 0 ? [] : [file[3], file[5]]
  if (version < 2 || version > 4) return
  const written = file.subarray(10, Math.min(end, MAX_TAG))
  const tag = version < 4 && flags & 0x80 ? synchronised(written) : written
  const head = version === 2 ? 6 : 10
  for (let at = afterHead(tag, version, flags); at + head <= tag.length; ) {
    const name = tag.toString('latin1', at, at + (version === 2 ? 3 : 4))
    if (!/^[A-Z0-9]+$/.test(name)) return
    const size = sizeAt(tag, at, version)
    const content = tag.subarray(at + head, at + head + size)
    const kept = version === 2 ? content : readable(content, version, tag[at + 9]!)
    if (kept) yield { name, content: kept }
    at += head + size
  }
}

/** How long the content of a frame is, as each version writes it. */
function sizeAt(tag: Buffer, at: number, version: number): number {
  if (version === 2) return tag.readUIntBE(at + 3, 3)
  return version === 3 ? tag.readUInt32BE(at + 4) : sevens(tag, at + 4)
}

function afterHead(tag: Buffer, version: number, flags: number): number {
  if (version === 2 || (flags & 0x40) === 0 || tag.length < 4) return 0
  return version === 3 ? 4 + tag.readUInt32BE(0) : sevens(tag, 0)
}

/** The content of a frame; null where it is packed or locked. */
function readable(content: Buffer, version: number, flags: number): Buffer | null {
  if (flags & (version === 3 ? 0xc0 : 0x0c)) return null
  if (version === 3) return content
  const plain = content.subarray(flags & 0x01 ? 4 : 0)
  return flags & 0x02 ? synchronised(plain) : plain
}

/** The first text of a frame: it begins with how it is written. */
function textIn(content: Buffer): string {
  const written = content[0]
  const text = content.subarray(1, 1 + MAX_TEXT)
  if (written === 0) return first(text.toString('latin1'))
  if (written === 3) return first(text.toString('utf8'))
  if (written !== 1 && written !== 2) return ''
  const isBig = written === 2 || (text[0] === 0xfe && text[1] === 0xff)
  return first(new TextDecoder(isBig ? 'utf-16be' : 'utf-16le').decode(text))
}

const first = (text: string) => text.split('\0')[0]!

/** Of a fixed length, behind everything else. */
function lastTexts(file: Buffer): SoundTexts {
  const tag = file.subarray(-128)
  if (file.length < 128 || tag.toString('latin1', 0, 3) !== 'TAG') return {}
  const line = (from: number, to: number) => first(tag.toString('latin1', from, to))
  return { title: line(3, 33), artist: line(33, 63), made: line(93, 97) }
}
