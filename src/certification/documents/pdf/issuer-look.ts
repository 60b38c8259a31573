import {
  contrastWithWhite,
  LEAST_CONTRAST,
} from '../../../parties/organisations/presentation/presentation.ts'
import { houseInks, inksOf } from '../../../platform/pdf/look.ts'
import type { Paper } from '../../../platform/pdf/paper.ts'
import { readyPng } from '../../../platform/pdf/picture.ts'
import type { CertificateSnapshot, IssuerLogo } from '../../certificates/snapshot.ts'

/** The colours and the logo of whoever issues a certificate: its accent where that can be read on white, or else ours. */
export function lookOf(
  { issuer }: CertificateSnapshot,
  logo: IssuerLogo | null,
): Pick<Paper, 'inks' | 'logo'> {
  const { accent = null, primary = null } = issuer.colours ?? {}
  const readable = [accent, primary].find(
    (colour) => colour !== null && contrastWithWhite(colour) >= LEAST_CONTRAST,
  )
  return {
    inks: readable ? inksOf(readable) : houseInks,
    logo: logo?.mediaType === 'image/png' ? readyPng(logo.sha256, logo.bytes) : null,
  }
}
