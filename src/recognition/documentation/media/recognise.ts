import { MAX_FILM_BYTES } from '../../../parties/organisations/settings.ts'

/** How the bytes of files begin that are told by that alone, with where that stands. */
const signatures: [mediaType: string, at: number, bytes: string][] = [
  ['application/pdf', 0, '%PDF-'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/webp', 8, 'WEBPVP8'],
  ['audio/wav', 8, 'WAVE'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
  ['audio/mpeg', 0, '\xff\xf3'],
  ['audio/mpeg', 0, '\xff\xf2'],
  ['application/zip', 0, 'PK\x03\x04'],
]

/** What kind of film, recording or picture the brand of a media file stands for. */
const brands: [mediaType: string, brands: RegExp][] = [
  ['image/heic', /^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/],
  ['audio/mp4', /^M4[AB] $/],
  ['video/quicktime', /^qt {2}$/],
  ['video/mp4', /^(?:isom|iso[2-9]|mp4[12]|avc1|M4V |dash|3gp.|3g2.|MSNV)$/],
]

/** What the bytes are by how they begin; null where that does not tell. */
export function beginningOf(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 32)).toString('latin1')
  if (start.startsWith('ftyp', 4))
    return brands.find(([, brand]) => brand.test(start.slice(8, 12)))?.[0] ?? null
  const isRiff = start.startsWith('RIFF')
  return signatures.find(([, at, begin]) => (at === 0 || isRiff) && start.startsWith(begin, at))?.[0] ?? null
}

/** Those that are written down as they come, since they are larger than other files. */
export const isFilm = (mediaType: string | null): boolean =>
  mediaType !== null && ['video/mp4', 'video/quicktime', 'audio/mp4'].includes(mediaType)

/** Films, and no recordings of sound. */
export const hasPicture = (mediaType: string): boolean => mediaType.startsWith('video/')

/** Which files of a form are taken in so. */
export const films = {
  maxBytes: MAX_FILM_BYTES,
  isLarge: (start: Uint8Array) => isFilm(beginningOf(start)),
}
