import { credentialInPng } from './credential-in-png.ts'
import { credentialInSvg } from './credential-in-svg.ts'
import { pngHead } from './namespace.ts'

/** What a picture is looked through for, at most, in bytes: one of ours has not half of it. */
const MAX_SVG = 4 * 1024 * 1024

/** The credential that is baked into a PNG or an SVG, ours or anybody's, as it stands there; null for every other file. */
export function credentialInPicture(bytes: Buffer): string | null {
  if (bytes.subarray(0, pngHead.length).equals(pngHead)) return credentialInPng(bytes)
  if (bytes.length > MAX_SVG || !/^[^<]{0,100}</.test(bytes.toString('utf8', 0, 400))) return null
  return bytes.includes('<svg') || bytes.includes(':svg') ? credentialInSvg(bytes.toString('utf8')) : null
}
