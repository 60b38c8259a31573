import { encode } from 'fast-png'
import { flattenPng, reduced } from '../pictures/flatten-png.ts'
import type { Drawn } from './paper.ts'
import { placePicture } from './pdfkit-inside.ts'

/** As many pixels as are printed where a picture is drawn at most 110 by 50 points: 300 to an inch. */
const most = { width: 458, height: 208 }

/** Pictures that are ready to be drawn, by the hashes of what they were made of. */
const ready = new Map<string, Drawn>()
const MAX_READY = 32

/** A PNG without transparency and no finer than is printed; made ready once for all papers that show it. */
export function readyPng(sha256: string, bytes: Uint8Array): Drawn {
  const found = ready.get(sha256)
  if (found) return found
  const { width, height, data } = reduced(flattenPng(bytes), most)
  const png = Buffer.from(encode({ width, height, data, channels: 3 }))
  const drawn: Drawn = { width, height, draw: (doc, box) => placePicture(doc, png, box) }
  const [oldest] = ready.keys()
  if (ready.size >= MAX_READY) ready.delete(oldest!)
  ready.set(sha256, drawn)
  return drawn
}
