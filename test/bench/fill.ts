import { sql } from 'drizzle-orm'
import { canonicalSnapshot } from '../../src/certification/certificates/snapshot.ts'
import type { Database, Tx } from '../../src/db/client.ts'
import { sampleSnapshot } from '../certification/certificates/sample-snapshot.ts'

/** So many certificates, more than a process keeps what is told of. */
const CERTIFIED = 3000

/** Fills the tables up to `total` cases of one organisation, each of the first three thousand with a certificate. */
export async function fill(db: Database, from: number, total: number): Promise<void> {
  await db.owner.transaction(async (tx) => {
    // Triggers look at each row by itself: for a million of them that would take minutes.
    await tx.execute(sql`set local session_replication_role = replica`)
    await insert(tx, from, total)
  })
  await db.owner.execute(sql`analyze`)
}

async function insert(owner: Tx, from: number, total: number): Promise<void> {
  const sample = sampleSnapshot()
  const snapshot = canonicalSnapshot(sample)
  const now = sql`timestamptz '2026-11-01'`
  const uuid = (kind: number, n: string) =>
    sql.raw(`('00000000-0000-7000-800${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`)
  const org = sql`'00000000-0000-7000-8000-000000000001'::uuid`
  const host = sql`'00000000-0000-7000-8000-000000000002'::uuid`
  const series = sql`generate_series(${sql.raw(String(from + 1))}, ${sql.raw(String(total))}) as n`
  if (from === 0) {
    await owner.execute(sql`insert into organisations (id, name, country, created_at, updated_at)
      values (${org}, 'Parauga tehnikums', 'LV', ${now}, ${now}), (${host}, 'Example Workshop', 'FI', ${now}, ${now})`)
    await owner.execute(sql`insert into members (id, organisation_id, name, roles, created_at, updated_at)
      values ('00000000-0000-7000-8009-000000000001', ${org}, 'Issuer One', '{issuer}', ${now}, ${now})`)
  }
  await owner.execute(sql`insert into people (id, organisation_id, given_name, family_name, birth_date, created_at, updated_at)
    select ${uuid(1, 'n')}, ${org}, 'Learner', n::text, '2006-01-01', ${now}, ${now} from ${series}`)
  await owner.execute(sql`insert into mobilities (id, organisation_id, hosting_organisation_id, learner_id, project_code,
      starts_on, ends_on, participation, workload_hours, created_at, updated_at)
    select ${uuid(2, 'n')}, ${org}, ${host}, ${uuid(1, 'n')}, '2026-1-LV01-KA121-VET-000012345', '2026-09-07', '2026-10-02',
      'on-site', 120, ${now}, ${now} from ${series}`)
  await owner.execute(sql`insert into agreement_versions (id, organisation_id, hosting_organisation_id, mobility_id, number,
      content, hash, created_at)
    select ${uuid(3, 'n')}, ${org}, ${host}, ${uuid(2, 'n')}, 1, '{}', '', ${now} from ${series}`)
  await owner.execute(sql`insert into recognitions (id, organisation_id, hosting_organisation_id, mobility_id,
      agreement_version_id, framework_id, framework_hash, stage, stage_since, created_at, updated_at)
    select ${uuid(4, 'n')}, ${org}, ${host}, ${uuid(2, 'n')}, ${uuid(3, 'n')}, 'digcomp-2.2', '', 'certified', ${now}, ${now},
      ${now} + n * interval '1 second' from ${series}`)
  await owner.execute(sql`insert into certificates (id, organisation_id, hosting_organisation_id, recognition_id, number, code,
      status, snapshot, snapshot_sha256, status_list, status_index, issuer_id, created_at, updated_at, issued_at)
    select ${uuid(5, 'n')}, ${org}, ${host}, ${uuid(4, 'n')}, 'DCR-2026-' || n, ${sql.raw(codeOf('n'))}, 'issued',
      text, encode(sha256(convert_to(text, 'UTF8')), 'hex'), 'bench.1', n, '00000000-0000-7000-8009-000000000001', ${now},
      ${now}, ${now}
    from ${series}, replace(${snapshot}, ${sample.number}, 'DCR-2026-' || n) as text where n <= ${sql.raw(String(CERTIFIED))}`)
}

/** A verification code of the right form for the n-th certificate. */
const codeOf = (n: string) => `lpad(upper(to_hex(${n})), 26, '0')`
export const codes = Array.from({ length: CERTIFIED }, (_, index) =>
  (index + 1).toString(16).toUpperCase().padStart(26, '0'),
)
