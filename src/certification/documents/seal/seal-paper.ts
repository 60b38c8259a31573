import type { Services } from '../../../context.ts'
import { cmsOver, digestOf } from './cms.ts'
import { algorithmOf, type ElectronicSeal, SealUnavailable } from './electronic-seal.ts'
import { placeOfSeal, sealOn } from './sealed-pdf.ts'

/** What a signature takes beside its certificates, in bytes: an RSA key of 8192 bits, and the names. */
const ROOM = 4_096

/**
 * Seals a paper as PAdES B-B: the bytes given, and behind them the seal. It is looked at before it is handed out; throws
 * `SealUnavailable` when the e-seal gives no signature.
 */
export async function sealPaper(
  { makeSealRoom }: Pick<Services, 'makeSealRoom'>,
  eseal: ElectronicSeal,
  pdf: Uint8Array,
  at: Date,
  mark: string | null = null,
): Promise<Buffer> {
  const [own] = eseal.chain
  const size = eseal.chain.reduce((sum, { raw }) => sum + raw.length, ROOM)
  const sealed = Buffer.from(await makeSealRoom(pdf, { at, certificate: own.raw, size, mark }))
  const place = placeOfSeal(sealed)
  if (!place) throw new Error('There is no place for the seal in the paper.')
  const cms = await cmsOver(digestOf(place.signed, algorithmOf(own.publicKey)), eseal, at)
  const digits = place.to - place.from
  if (cms.length * 2 > digits) throw new Error('The seal is too large for its place in the paper.')
  sealed.write(cms.toString('hex').padEnd(digits, '0'), place.from, 'latin1')
  if (!sealed.subarray(0, pdf.length).equals(pdf) || sealOn(sealed, own) !== 'holds')
    throw new SealUnavailable('The e-seal gave a signature that does not hold.')
  return sealed
}
