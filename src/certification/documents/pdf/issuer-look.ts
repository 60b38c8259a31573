import type { Colours } from '../../../db/schema/parties/presentation.ts'
import {
  contrastWithWhite,
  LEAST_CONTRAST,
} from '../../../parties/organisations/presentation/presentation.ts'
import { houseInks, inksOf } from '../../../platform/pdf/look.ts'
import type { Paper } from '../../../platform/pdf/paper.ts'
import { readyPicture } from '../../../platform/pdf/picture.ts'
import type { CertificateSnapshot, IssuerLogo } from '../../certificates/snapshot.ts'

/** The first of an organisation's colours in which text can be read on white; null where none is. */
export const readableAccent = (colours: Colours | null | undefined): string | null =>
  [colours?.accent ?? null, colours?.primary ?? null].find(
    (colour) => colour !== null && contrastWithWhite(colour) >= LEAST_CONTRAST,
  ) ?? null

/** The colours and the logo of whoever issues a certificate: its accent where that can be read on white, or else ours. */
export async function lookOf(
  { issuer }: CertificateSnapshot,
  logo: IssuerLogo | null,
): Promise<Pick<Paper, 'inks' | 'logo'>> {
  const readable = readableAccent(issuer.colours)
  return {
    inks: readable ? inksOf(readable) : houseInks,
    logo: logo && (await readyPicture(logo)),
  }
}
