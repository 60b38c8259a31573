import { sql } from 'drizzle-orm'
import { makeDocuments } from '../../src/certification/certificates/make-documents.ts'
import { canonicalSnapshot } from '../../src/certification/certificates/snapshot.ts'
import { didOf } from '../../src/certification/documents/credentials/did.ts'
import type { Services } from '../../src/context.ts'
import { sha256 } from '../../src/platform/hash.ts'
import { sampleSnapshot } from '../certification/certificates/sample-snapshot.ts'

/** The documents of a certificate that was issued, as bytes. */
export type Issued = { id: string; number: string } & Record<'jwt' | 'pdf' | 'badge', { bytes: Uint8Array }>

/** The organisation whose certificates are filled in. */
export const filledSchool = '00000000-0000-7000-8000-000000000001'

/** Gives the first few certificates that were filled in a snapshot of five outcomes each, and what is signed of it. */
export async function issueSome(services: Services, many: number): Promise<Issued[]> {
  const issued: Issued[] = []
  for (let n = 1; n <= many; n++) issued.push(await issue(services, n))
  return issued
}

async function issue(services: Services, n: number): Promise<Issued> {
  const id = `00000000-0000-7000-8005-${n.toString(16).padStart(12, '0')}`
  const sample = sampleSnapshot()
  const number = `DCR-2026-${n}`
  const snapshot = { ...sample, id, number, outcomes: sample.outcomes.slice(0, 5) }
  const text = canonicalSnapshot(snapshot)
  const place = { statusList: 'bench.1', statusIndex: n, issuerDid: didOf(services.publicUrl, filledSchool) }
  const files = await makeDocuments(services, place, snapshot)
  await services.db.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(
      sql`update certificates set snapshot = ${text}, snapshot_sha256 = ${sha256(text)} where id = ${id}`,
    )
    for (const { form, mediaType, sha256, bytes } of files)
      await tx.execute(sql`insert into certificate_files (id, organisation_id, hosting_organisation_id, certificate_id, form,
          media_type, sha256, size, bytes)
        select gen_random_uuid(), organisation_id, hosting_organisation_id, id, ${form}, ${mediaType}, ${sha256},
          ${bytes.length}, ${Buffer.from(bytes)} from certificates where id = ${id}`)
  })
  const bytesOf = (wanted: string) => ({ bytes: files.find(({ form }) => form === wanted)!.bytes })
  return { id, number, jwt: bytesOf('jwt'), pdf: bytesOf('pdf'), badge: bytesOf('ob3.json') }
}
