import { keyword, pngHead } from './namespace.ts'

/** Of Open Badges 2.0, which a stranger may show. */
const earlier = 'openbadges'

/** The credential that is baked into a PNG, as it stands there; null where there is none or more than one. */
export function credentialInPng(png: Buffer): string | null {
  const found: string[] = []
  for (let at = pngHead.length; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    if (at + 12 + length > png.length) return null
    const said = type === 'iTXt' ? saidIn(png.subarray(at + 8, at + 8 + length)) : null
    if (said !== null) found.push(said)
    if (type === 'IEND') break
    at += 12 + length
  }
  const [credential, ...more] = found
  return more.length > 0 ? null : (credential ?? null)
}

/** PNG, section 11.3.3.4: the keyword, whether and how it is packed, a language and the keyword in it, the text. */
function saidIn(chunk: Buffer): string | null {
  const named = chunk.indexOf(0)
  const name = chunk.toString('latin1', 0, named)
  // Open Badges forbids to pack it, and what is packed may unfold into anything.
  if ((name !== keyword && name !== earlier) || chunk[named + 1] !== 0) return null
  const language = chunk.indexOf(0, named + 3)
  const translated = language < 0 ? -1 : chunk.indexOf(0, language + 1)
  return translated < 0 ? null : chunk.toString('utf8', translated + 1).trim()
}
