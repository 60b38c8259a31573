import { crc32 } from 'node:zlib'
import { keyword, namespace } from './namespace.ts'

/** The header chunk of a PNG, which comes first: signature, length, name, 13 bytes and their checksum. */
const HEADER_END = 8 + 4 + 4 + 13 + 4

/** A PNG with a credential as JSON in it, uncompressed (Open Badges 3.0, section 5.3.1). */
export function bakePng(png: Uint8Array, credential: string): Buffer {
  const text = Buffer.from(`${keyword}\0\0\0\0\0${credential}`, 'utf8')
  const named = Buffer.concat([Buffer.from('iTXt', 'latin1'), text])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(text.length)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([png.subarray(0, HEADER_END), length, named, checksum, png.subarray(HEADER_END)])
}

/** An SVG with a credential as JSON in it, as the first of what is in it (Open Badges 3.0, section 5.3.2). */
export function bakeSvg(svg: string, credential: string): Buffer {
  const opened = /<svg\b/.exec(svg)
  if (!opened) throw new Error('A credential is baked into an SVG alone.')
  const at = svg.indexOf('>', opened.index)
  // The end of raw data cannot stand in it: it is cut in two there.
  const raw = `<![CDATA[${credential.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  const inside = `<openbadges:credential>${raw}</openbadges:credential>`
  return Buffer.from(
    `${svg.slice(0, at)} xmlns:openbadges="${namespace}">${inside}${svg.slice(at + 1)}`,
    'utf8',
  )
}
