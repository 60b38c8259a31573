import type { Services } from '../../../context.ts'
import { shortDate } from '../../../platform/dates.ts'
import { sha256 } from '../../../platform/hash.ts'
import { type CertificateSnapshot, dayForIssuer } from '../../certificates/snapshot.ts'
import type { Certificate, CertificateFile } from '../../certificates/store.ts'
import { type ElectronicSeal, sealedBy } from './electronic-seal.ts'
import { say } from './words.ts'

type Sealing = Pick<Services, 'eseal' | 'makeSealRoom' | 'now'>

/** A sealed paper, and what the register says of its seal. */
export type MadeSeal = {
  file: CertificateFile
  seal: Pick<Certificate, 'seal' | 'sealedAt' | 'sealCertificate'>
}

/** The e-seal of this organisation, if it has one: nobody seals in another's name. */
export function sealOf({ eseal }: Pick<Services, 'eseal'>, organisationId: string): ElectronicSeal | null {
  return eseal?.organisationId === organisationId ? eseal : null
}

/** Seals a paper now, and says so on it in the languages of its snapshot; on one with no place for it, without a word. Throws `SealUnavailable` when the e-seal gives no signature. */
export async function makeSeal(
  services: Sealing,
  eseal: ElectronicSeal,
  pdf: Uint8Array,
  snapshot: CertificateSnapshot | null,
): Promise<MadeSeal> {
  const { sealPaper } = await import('./seal-paper.ts')
  const sealedAt = services.now()
  const bytes = await sealPaper(services, eseal, pdf, sealedAt, snapshot && markOf(eseal, snapshot, sealedAt))
  return {
    file: { form: 'sealed.pdf', mediaType: 'application/pdf', sha256: sha256(bytes), bytes },
    seal: { seal: 'sealed', sealedAt, sealCertificate: eseal.chain[0].raw.toString('base64') },
  }
}

/** By whom and on which day, in each language of the paper. */
function markOf({ chain }: ElectronicSeal, snapshot: CertificateSnapshot, at: Date): string {
  const { name } = sealedBy(chain[0])
  const day = dayForIssuer(snapshot, at)
  const said = snapshot.languages.map((language) => say('mark', { day: shortDate(day, language) })(language))
  return [...said, name].join(' · ')
}
