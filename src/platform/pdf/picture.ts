import { encode } from 'fast-png'
import { flattenPng, reduced } from '../pictures/flatten-png.ts'
import type { Drawn } from './paper.ts'
import { placePicture } from './pdfkit-inside.ts'

/** As many pixels as are printed where a picture is drawn at most 110 by 50 points: 300 to an inch. */
const most = { width: 458, height: 208 }

/** Pictures that are ready to be drawn, by the hashes of what they were made of. */
const ready = new Map<string, Drawn>()
const MAX_READY = 32

type Kept = { sha256: string; mediaType: 'image/png' | 'image/svg+xml'; bytes: Uint8Array }

/**
 * A picture without transparency and no finer than is printed; made ready once for all papers that show it. Drawings become
 * dots: archives take nothing that shines through. Null where a drawing cannot be drawn: a paper waits for no logo.
 */
export async function readyPicture({ sha256, mediaType, bytes }: Kept): Promise<Drawn | null> {
  const found = ready.get(sha256)
  if (found) return found
  const dots = await dotsOf(mediaType, bytes)
  if (!dots) return null
  const { width, height, data } = reduced(flattenPng(dots), most)
  const png = Buffer.from(encode({ width, height, data, channels: 3 }))
  const drawn: Drawn = { width, height, draw: (doc, box) => placePicture(doc, png, box) }
  const [oldest] = ready.keys()
  if (ready.size >= MAX_READY) ready.delete(oldest!)
  ready.set(sha256, drawn)
  return drawn
}

/** Few papers show a drawing: what turns one into dots is loaded with the first of them. */
async function dotsOf(mediaType: Kept['mediaType'], bytes: Uint8Array): Promise<Uint8Array | null> {
  if (mediaType === 'image/png') return bytes
  const { drawSvg } = await import('../pictures/draw-svg.ts')
  return drawSvg(bytes, most).catch(() => null)
}
