import { desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../src/db/client.ts'
import { groupMobilities } from '../../src/db/schema/mobility/group-mobilities.ts'
import { mobilities } from '../../src/db/schema/mobility/mobilities.ts'
import { cohorts } from '../../src/db/schema/recognition/cohorts.ts'
import { fillable, inPair, pairs } from '../bench/fill/fill.ts'
import { publishedIn } from '../setup/published.ts'
import { newWorld, type World } from '../setup/world.ts'
import { type Hearing, hearing } from './hear.ts'

/** A world as seen by a pair of organisations, and the ids of one of their cases and of what anyone may ask for. */
export type Placed = {
  world: World
  ids: Record<string, string>
  /** Those of the sample itself, to which its links lead. */
  sampled: Record<string, string>
  /** Whether the pair has such a case at all. */
  isWhole: boolean
}

export type Growing = Placed & {
  hearing: Hearing
  /** The tables that have more rows as there are more cases. */
  growing: ReadonlySet<string>
}

/** So few rows are read as quickly in any order. */
const FEW = 1000

/** A world filled with cases, as seen by the two organisations that share half of them. */
export async function growingWorld(cases: number): Promise<Growing> {
  const heard = hearing()
  const sample = await newWorld({ eudiWallets: true }, heard.onStatement)
  const filled = await fillable(sample)
  await filled.upTo(cases)
  const tables = await sample.services.db.owner
    .select({ name: sql<string>`relname` })
    .from(sql`pg_class`)
    .where(sql`relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > ${FEW}`)
  const growing = new Set(tables.map(({ name }) => name))
  return { ...(await placedIn(sample, pairs.many, filled.ids)), hearing: heard, growing }
}

/** The same sample as a pair of organisations has it; what the pair has no copy of is named as in the sample itself. */
export async function placedIn(
  sample: World,
  pair: number,
  sampled: Record<string, string>,
): Promise<Placed> {
  const school = inPair(sample.school, pair)
  const host = inPair(sample.host, pair)
  const published = await publishedIn(sample, sampled.certificates!)
  const ids = await idsIn(sample, school.id, sampled)
  return {
    world: { ...sample, school, host },
    ids: {
      ...published,
      'organisations/keys': await sample.services.signer.keyIdOf(school.id, 'credential'),
      ...ids,
    },
    sampled: { ...published, ...sampled },
    isWhole: ids.mobilities !== sampled.mobilities,
  }
}

/** What a path is filled with: below a page or a desk there is what the link leads to, and no copy of it. */
export const idsFor = ({ ids, sampled }: Pick<Placed, 'ids' | 'sampled'>, path: string) =>
  /^\/(me|desk|declare)\//.test(path) ? sampled : ids

/** What is found under the ids of the sample, in one copy of its learner that this organisation has. */
async function idsIn(
  { services }: World,
  organisationId: string,
  sampled: Record<string, string>,
): Promise<Record<string, string>> {
  const { owner } = services.db
  const [copy] = await owner
    .select({ head: sql<string>`left(${mobilities.id}::text, 8)`, learner: mobilities.learnerId })
    .from(mobilities)
    .where(
      sql`${mobilities.organisationId} = ${organisationId}
        and substr(${mobilities.id}::text, 9) = ${sampled.mobilities!.slice(8)}`,
    )
    .orderBy(desc(mobilities.id))
    .limit(1)
  const placed = (head: string, id: string) => (/^[0-9a-f]{8}-/.test(id) ? head + id.slice(8) : id)
  const ofCase = ['mobilities', 'recognitions', 'evidence', 'certificates', 'appeals']
  const ids = Object.fromEntries(
    Object.entries(sampled).map(([noun, id]) => [
      noun,
      placed(ofCase.includes(noun) ? (copy?.head ?? id.slice(0, 8)) : organisationId.slice(0, 8), id),
    ]),
  )
  if (copy) await makeWhole(owner, ids.certificates!, sampled.certificates!)
  await showLogo(owner, ids.organisations!, sampled.organisations!)
  const [group] = await owner
    .select({ id: groupMobilities.id })
    .from(groupMobilities)
    .where(eq(groupMobilities.organisationId, organisationId))
    .orderBy(desc(groupMobilities.id))
    .limit(1)
  const [cohort] = await owner
    .select({ id: cohorts.id })
    .from(cohorts)
    .where(eq(cohorts.organisationId, organisationId))
    .orderBy(desc(cohorts.id))
    .limit(1)
  return {
    ...ids,
    people: copy?.learner ?? sampled.people!,
    'group-mobilities': group?.id ?? sampled['group-mobilities']!,
    cohorts: cohort?.id ?? sampled.cohorts!,
  }
}

/** The documents of a copy are cut short: a million of them would fill a disk. This one is to be read. */
async function makeWhole(owner: Tx, copy: string, sampled: string): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`update certificate_files as cut set bytes = whole.bytes from certificate_files as whole
      where cut.certificate_id = ${copy} and whole.certificate_id = ${sampled} and cut.form = whole.form`)
  })
}

/** One logo is enough for all organisations that are copies of each other. */
async function showLogo(owner: Tx, copy: string, sampled: string): Promise<void> {
  await owner.execute(sql`insert into organisation_logos (organisation_id, sha256, media_type, bytes, created_at)
    select ${copy}::uuid, sha256, media_type, bytes, created_at from organisation_logos
    where organisation_id = ${sampled} on conflict do nothing`)
}
