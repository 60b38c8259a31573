import { type Context, read } from '../../context.ts'
import type { Download } from '../../platform/http/download.ts'
import { getCertificate, getFile } from '../certificates/store.ts'
import { bakeBadge } from './bake-badge.ts'
import { exportEdc } from './export-edc.ts'
import type { FindForm } from './get-form.ts'
import type { HolderForm } from './holder-form.ts'
import { summarise } from './summarise.ts'

/** Whoever holds the learner's link has the certificate that it is for. */
const byLink: FindForm = (tx, _actor, id) => getCertificate(tx, id)

/** One of the forms of a certificate for its learner, as a file; what is made at the first download is the same ever after. */
export async function handOutForm(ctx: Context, id: string, form: HolderForm): Promise<Download> {
  const { certificate, file } = await handOut(ctx, id, form)
  return { ...file, name: `${certificate.number}.${form}`, type: file.mediaType }
}

function handOut(ctx: Context, id: string, form: HolderForm) {
  if (form === 'summary.pdf') return summarise(ctx, id, byLink)
  if (form === 'badge.png' || form === 'badge.svg')
    return bakeBadge(ctx, id, form === 'badge.png' ? 'png' : 'svg', byLink)
  if (form === 'european-credential.jsonld') return exportEdc(ctx, id, byLink)
  return read(ctx, async (tx) => ({
    certificate: await getCertificate(tx, id),
    file: await getFile(tx, id, form === 'badge.json' ? 'ob3.json' : 'jwt'),
  }))
}
