import type { SoundTexts } from './mp3-texts.ts'

/** No program writes more chunks than that. */
const MAX_CHUNKS = 1000
const names: Record<string, keyof SoundTexts> = {
  INAM: 'title',
  IART: 'artist',
  ICRD: 'made',
  ICOP: 'copyright',
}

type Chunk = { name: string; content: Buffer }

/** The chunks of a part of a RIFF file, as far as they are whole; the last one may be cut off. */
function* chunksIn(part: Buffer): Generator<Chunk> {
  for (let at = 0, count = 0; at + 8 <= part.length && count < MAX_CHUNKS; count += 1) {
    const size = part.readUInt32LE(at + 4)
    yield { name: part.toString('latin1', at, at + 4), content: part.subarray(at + 8, at + 8 + size) }
    at += 8 + size + (size % 2)
  }
}

/** How long a WAV sounds in whole seconds, null where it does not say how fast; and what it says of itself. */
export function readWave(file: Buffer): { seconds: number | null; texts: SoundTexts } {
  const texts: SoundTexts = {}
  let perSecond = 0
  let sounding = 0
  for (const { name, content } of chunksIn(file.subarray(12))) {
    if (name === 'fmt ' && content.length >= 12) perSecond = content.readUInt32LE(8)
    if (name === 'data') sounding += content.length
    if (name === 'LIST' && content.toString('latin1', 0, 4) === 'INFO') keepTexts(content.subarray(4), texts)
  }
  return { seconds: perSecond > 0 ? Math.round(sounding / perSecond) : null, texts }
}

function keepTexts(list: Buffer, texts: SoundTexts): void {
  for (const { name, content } of chunksIn(list)) {
    const key = names[name]
    if (key) texts[key] ??= content.subarray(0, 1000).toString('utf8').split('\0')[0]!
  }
}
