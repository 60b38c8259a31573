import type { X509Certificate } from 'node:crypto'
import { cmsHolds, digestOf } from './cms.ts'
import { algorithmOf } from './electronic-seal.ts'

/** A signature of ours is far smaller, in hexadecimal digits; a stranger's is not read when it is larger. */
const MAX_DIGITS = 128 * 1024

/** The parts of a PDF that are signed, and where the signature stands between them. */
type Place = { signed: [Buffer, Buffer]; from: number; to: number }

/** The last signature's place in a PDF, where it covers all of the file but itself; null where there is none. */
export function placeOfSeal(pdf: Buffer): Place | null {
  const at = pdf.lastIndexOf('/ByteRange')
  if (at < 0) return null
  const said = /^\/ByteRange *\[ *0 +(\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]/.exec(
    pdf.toString('latin1', at, at + 100),
  )
  if (!said) return null
  const [from, to, rest] = said.slice(1).map(Number) as [number, number, number]
  if (from <= at || to + rest !== pdf.length || to - from < 2 || to - from > MAX_DIGITS) return null
  if (pdf[from] !== 0x3c || pdf[to - 1] !== 0x3e) return null
  return { signed: [pdf.subarray(0, from), pdf.subarray(to)], from: from + 1, to: to - 1 }
}

/** Whether a PDF carries a seal, and whether it is that of this certificate over the whole file. */
export function sealOn(pdf: Buffer, certificate: X509Certificate): 'holds' | 'broken' | 'absent' {
  if (!pdf.includes('/ByteRange')) return 'absent'
  const place = placeOfSeal(pdf)
  if (!place) return 'broken'
  const digits = pdf.toString('latin1', place.from, place.to)
  const cms = Buffer.from(digits, 'hex')
  if (cms.toString('hex') !== digits) return 'broken'
  const digest = digestOf(place.signed, algorithmOf(certificate.publicKey))
  return cmsHolds(cms, digest, certificate) ? 'holds' : 'broken'
}
