import { type Context, read } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { Download } from '../../platform/http/download.ts'
import type { Visit } from '../../platform/pages/link-pages.ts'
import { type CertificateWithRequest, getCertificate, getFile } from '../certificates/store.ts'
import { assertBirthDateSaid } from './assert-birth-date-said.ts'
import { bakeBadge } from './bake-badge.ts'
import { exportEdc } from './export-edc.ts'
import type { HolderForm } from './holder-form.ts'
import { summarise } from './summarise.ts'

/**
 * One of the forms of a certificate for whoever holds its learner's link, as a file; what is made at the first download is
 * the same ever after.
 */
export async function handOutForm(
  ctx: Context,
  { link, base }: Pick<Visit, 'link' | 'base'>,
  form: HolderForm,
): Promise<Download> {
  const byLink = async (tx: Tx) => {
    const certificate = await getCertificate(tx, link.subjectId)
    assertBirthDateSaid({ link, base }, certificate, form)
    return certificate
  }
  const { certificate, file } = await handOut(ctx, link.subjectId, form, byLink)
  return { ...file, name: `${certificate.number}.${form}`, type: file.mediaType }
}

function handOut(
  ctx: Context,
  id: string,
  form: HolderForm,
  byLink: (tx: Tx) => Promise<CertificateWithRequest>,
) {
  if (form === 'summary.pdf') return summarise(ctx, id, byLink)
  if (form === 'badge.png' || form === 'badge.svg')
    return bakeBadge(ctx, id, form === 'badge.png' ? 'png' : 'svg', byLink)
  if (form === 'european-credential.jsonld') return exportEdc(ctx, id, byLink)
  return read(ctx, async (tx) => ({
    certificate: await byLink(tx),
    file: await getFile(tx, id, form === 'badge.json' ? 'ob3.json' : 'jwt'),
  }))
}
