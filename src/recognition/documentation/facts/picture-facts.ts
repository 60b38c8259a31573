import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import { parseXml } from '../../../platform/sheets/xlsx/parse-xml.ts'
import { exifTexts } from './exif-texts.ts'
import { momentIn, said } from './found.ts'
import { pictureSide } from './picture-side.ts'

/** What a picture says of itself, read before it is taken out; where it was taken is not read at all. */
export async function pictureFacts(mediaType: string, bytes: Uint8Array): Promise<EvidenceFact[]> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const side = pictureSide(mediaType, file)
  const exif = exifTexts(file)
  const xmp = await xmpTexts(file)
  return [
    ...(side ? said('size', `${side.width} × ${side.height}`) : []),
    ...said('author', xmp.creator ?? exif.artist),
    ...said('made', momentIn(exif.taken ?? xmp.CreateDate)),
    ...said('licence', xmp.license ?? xmp.WebStatement ?? xmp.rights ?? exif.copyright),
  ]
}

/** No packet that a camera or program writes is longer. */
const MAX_PACKET = 256 * 1024
/** What is looked for in a packet, as an element or as an attribute. */
const wanted = ['creator', 'rights', 'license', 'WebStatement', 'CreateDate']

/** What an XMP packet says of who made a picture, when, and who may use it. */
async function xmpTexts(file: Buffer): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const from = file.indexOf('<x:xmpmeta', 0, 'latin1')
  const end = '</x:xmpmeta>'
  const to = from < 0 ? -1 : file.indexOf(end, from, 'latin1')
  if (to < 0 || to - from > MAX_PACKET) return found
  let within = ''
  const keep = (name: string, text: string | undefined) => {
    if (wanted.includes(name) && text?.trim()) found[name] ??= text
  }
  try {
    await parseXml(once(file.subarray(from, to + end.length)), {
      open: (name, attributes) => {
        if (wanted.includes(name)) within = name
        keep(name, attributes['rdf:resource'])
        for (const [key, value] of Object.entries(attributes)) keep(key.slice(key.indexOf(':') + 1), value)
      },
      text: (text) => keep(within, text),
      close: (name) => {
        if (name === within) within = ''
      },
    })
  } catch {
    // What is no XML says nothing.
  }
  return found
}

async function* once(part: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part
}
