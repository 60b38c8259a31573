import type { Services } from '../../../context.ts'
import { sha256 } from '../../../platform/hash.ts'
import type { Certificate, CertificateFile } from '../../certificates/store.ts'
import type { ElectronicSeal } from './electronic-seal.ts'

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

/** Seals a paper now; throws `SealUnavailable` when the e-seal gives no signature. */
export async function makeSeal(services: Sealing, eseal: ElectronicSeal, pdf: Uint8Array): Promise<MadeSeal> {
  const { sealPaper } = await import('./seal-paper.ts')
  const sealedAt = services.now()
  const bytes = await sealPaper(services, eseal, pdf, sealedAt)
  return {
    file: { form: 'sealed.pdf', mediaType: 'application/pdf', sha256: sha256(bytes), bytes },
    seal: { seal: 'sealed', sealedAt, sealCertificate: eseal.chain[0].raw.toString('base64') },
  }
}
