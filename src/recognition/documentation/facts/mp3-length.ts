import { endOfTag } from '../media/id3.ts'

/** Kilobits a second by the number that stands in a frame of layer III: of MPEG 1, and of MPEG 2 and 2.5. */
const bitrates = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  later: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const rates = [44_100, 48_000, 32_000] as const
/** By the number of the version: how often the rates are halved. */
const halved: Record<number, number> = { 3: 1, 2: 2, 0: 4 }

/** Within so many bytes behind the tags the first frame begins. */
const MAX_SEARCH = 65_536

type Frame = { size: number; seconds: number }

/** The frame of layer III that begins there; null where none does. */
function frameAt(file: Buffer, at: number): Frame | null {
  if (at + 4 > file.length || file[at] !== 0xff || (file[at + 1]! & 0xe0) !== 0xe0) return null
  const version = (file[at + 1]! >> 3) & 3
  const [second, third] = [file[at + 1]!, file[at + 2]!]
  const divisor = halved[version]
  const isFirst = version === 3
  const bitrate = (isFirst ? bitrates.first : bitrates.later)[third >> 4]
  const rate = rates[(third >> 2) & 3]
  // Layer III is written as 1.
  if (((second >> 1) & 3) !== 1 || !divisor || !bitrate || !rate) return null
  const perSecond = rate / divisor
  const samples = isFirst ? 1152 : 576
  const size = Math.floor(((samples / 8) * bitrate * 1000) / perSecond) + ((third >> 1) & 1)
  return { size, seconds: samples / perSecond }
}

/** Where two frames follow each other for the first time; null where none do. */
function firstFrame(file: Buffer): number | null {
  const from = endOfTag(file)
  const to = Math.min(file.length, from + MAX_SEARCH)
  for (let at = from; at < to; at += 1) {
    const frame = frameAt(file, at)
    if (frame && (at + frame.size >= file.length || frameAt(file, at + frame.size))) return at
  }
  return null
}

/** How long an MP3 sounds in whole seconds, frame by frame; null where most of it is none. */
export function mp3Seconds(file: Buffer): number | null {
  const from = firstFrame(file)
  if (from === null) return null
  let [at, seconds] = [from, 0]
  for (let frame = frameAt(file, at); frame; frame = frameAt(file, at)) {
    at += frame.size
    seconds += frame.seconds
  }
  const isMost = at - from >= 0.9 * (endOfSound(file) - from)
  return isMost ? Math.round(seconds) : null
}

/** Behind it a tag of a fixed length may stand. */
const endOfSound = (file: Buffer): number =>
  file.length - (file.subarray(-128).toString('latin1', 0, 3) === 'TAG' ? 128 : 0)
