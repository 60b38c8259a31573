/** Takes the tags of an MP3 away, which stand before and behind what sounds. */
export function stripTags(bytes: Uint8Array): { bytes: Uint8Array; removed: string[] } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = endOfTag(file)
  const hasLast =
    file.length - from > 128 && file.toString('latin1', file.length - 128, file.length - 125) === 'TAG'
  const to = hasLast ? file.length - 128 : file.length
  if (from === 0 && !hasLast) return { bytes, removed: [] }
  return { bytes: file.subarray(from, to), removed: ['ID3'] }
}

/** Where the tag ends that stands first; 0 where there is none. Its size stands in four times seven bits. */
export function endOfTag(file: Buffer): number {
  if (file.length < 10 || file.toString('latin1', 0, 3) !== 'ID3') return 0
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (file[at]! & 0x7f), 0)
  const footer = (file[5]! & 0x10) === 0 ? 0 : 10
  return Math.min(10 + size + footer, file.length)
}
