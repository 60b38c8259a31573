import { type Context, read } from '../../context.ts'
import { isSealed } from '../downloads/export-edc.ts'
import { viewCertificate } from './schemas.ts'
import { listStandings } from './standing-store.ts'
import type { CertificateWithRequest } from './store.ts'

/** Certificates with what is known of them by now: an appeal, a successor, the act of recognition. */
export async function withStandings(ctx: Context, rows: CertificateWithRequest[]) {
  const ids = rows.map((row) => row.id)
  const standings = await read(ctx, (tx) => listStandings(tx, ids))
  return (row: CertificateWithRequest) =>
    viewCertificate(row, ctx.publicUrl, isSealed(ctx, row.organisationId), standings.get(row.id))
}

export async function present(ctx: Context, row: CertificateWithRequest) {
  return (await withStandings(ctx, [row]))(row)
}
