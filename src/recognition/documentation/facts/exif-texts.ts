/** What is read of EXIF data, by the numbers of its tags; of the places of a camera nothing. */
const tags: Record<number, 'artist' | 'copyright' | 'taken'> = {
  315: 'artist',
  33432: 'copyright',
  36867: 'taken',
}
const MORE = 0x8769
const ASCII = 2

type Texts = Partial<Record<'artist' | 'copyright' | 'taken', string>>

/** Who made a picture, who may use it and when it was taken, as its EXIF data say; nothing where they are broken. */
export function exifTexts(file: Buffer): Texts {
  const from = tiffIn(file)
  if (from === null) return {}
  const tiff = file.subarray(from, from + 64 * 1024)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const found: Texts = {}
  function directory(at: number, mayLead: boolean): void {
    for (let index = 0, count = short(at); index < count; index++) {
      const entry = at + 2 + index * 12
      const [tag, kind, length, value] = [short(entry), short(entry + 2), long(entry + 4), long(entry + 8)]
      if (tag === MORE && mayLead) directory(value, false)
      const name = tags[tag]
      const start = length > 4 ? value : entry + 8
      if (name && kind === ASCII && length < 1_000)
        found[name] ??= tiff.toString('utf8', start, start + length).replace(/\0.*$/s, '')
    }
  }
  try {
    directory(long(4), true)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return found
}

/** Where EXIF data begin with the mark of their order of bytes: behind their name, or in a chunk of their own. */
function tiffIn(file: Buffer): number | null {
  for (const [name, beyond] of [
    ['Exif\0\0', 6],
    ['eXIf', 4],
    ['EXIF', 8],
  ] as const) {
    const at = file.indexOf(name, 0, 'latin1')
    if (at >= 0 && /^(?:II\*\0|MM\0\*)/.test(file.toString('latin1', at + beyond, at + beyond + 4)))
      return at + beyond
  }
  return null
}
