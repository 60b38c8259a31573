import { type Context, conclude } from '../../context.ts'
import type { Language } from '../../platform/words/language.ts'
import { finishCertificate } from './finish-certificate.ts'
import { intendCertificate } from './intend-certificate.ts'
import type { Certificate } from './store.ts'

/**
 * Issues the certificate of a decided case, once: asked again, it returns the same one. A crash leaves either nothing or
 * a recorded intent, which `finishCertificate` takes up; a document that the register does not know cannot come about.
 */
export async function issueCertificate(
  ctx: Context,
  recognitionId: string,
  languages: Language[],
): Promise<Certificate> {
  const intended = await intendCertificate(ctx, recognitionId, languages)
  return intended.status === 'issued' ? conclude(ctx, intended) : finishCertificate(ctx, intended)
}
