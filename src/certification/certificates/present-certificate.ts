import { type Context, read } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { isSealed } from '../downloads/export-edc.ts'
import { viewCertificate } from './schemas.ts'
import { listStandings } from './standing-store.ts'
import type { CertificateWithRequest } from './store.ts'

/** Shows certificates with what is known of them by now: an appeal, a successor, the act of recognition. */
export async function withStandings(tx: Tx, ctx: Context, rows: CertificateWithRequest[]) {
  const standings = await listStandings(
    tx,
    rows.map((row) => row.id),
  )
  return (row: CertificateWithRequest) =>
    viewCertificate(row, ctx.publicUrl, isSealed(ctx, row.organisationId), standings.get(row.id))
}

/** The same of one certificate, after what was done with it. */
export function present(ctx: Context, row: CertificateWithRequest) {
  return read(ctx, async (tx) => (await withStandings(tx, ctx, [row]))(row))
}
