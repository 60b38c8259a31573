import { sql } from 'drizzle-orm'
import type { World } from '../setup/world.ts'
import type * as m from './case-model.ts'
import { Broken, type RealCase } from './step.ts'

type Row = Record<string, unknown>

/** What the database holds of a case in the end, held against the requirements and against the model. */
export async function assertRecords(world: World, c: m.CaseModel, real: RealCase): Promise<m.Requirement[]> {
  const { owner } = world.services.db
  const rows = async (query: ReturnType<typeof sql>) => (await owner.execute(query)) as Row[]
  if (c.stage === 'unsigned') return []

  const moves = await rows(sql`select split_part(action, '.', 2) as action, "from", "to", member_id, reason,
    role, at, input_hash from ledger
    where recognition_id = ${real.id} and "to" is not null and action not like 'appeal.%' order by seq`)
  const said = moves.map((one) => [one.action, one.from, one.to, one.member_id, one.reason])
  const expected = c.moves.map((one) => [one.action, one.from, one.to, one.memberId, one.reason])
  if (JSON.stringify(said) !== JSON.stringify(expected))
    throw new Broken('R07', `${JSON.stringify(said)} is on record, not ${JSON.stringify(expected)}`)
  if (moves.some((one) => !one.role || !one.at || !/^[0-9a-f]{64}$/.test(String(one.input_hash))))
    throw new Broken('R07', 'a move is without its role, its time or its hash')
  const changed = await owner
    .execute(sql`update ledger set reason = 'Another.' where recognition_id = ${real.id}`)
    .then(() => c.moves.length > 0)
    .catch(() => false)
  if (changed) throw new Broken('R07', 'a move on record was changed')

  const signed = await rows(sql`select s.party from agreement_signatures s join recognitions r
    on r.agreement_version_id = s.version_id where r.id = ${real.id}`)
  if (new Set(signed.map((one) => one.party)).size < 3)
    throw new Broken('R01', `only ${JSON.stringify(signed)} signed`)

  const marked = await rows(sql`select outcome_id, round, level, assessor_id from assessments
    where recognition_id = ${real.id}`)
  const of = async (query: ReturnType<typeof sql>) =>
    new Set((await rows(query)).map((one) => String(one.id)))
  const parts = [
    await of(
      sql`select member_id id from declarations where recognition_id = ${real.id} and member_id is not null`,
    ),
    new Set(marked.map((one) => String(one.assessor_id))),
    await of(sql`select validator_id id from decisions where recognition_id = ${real.id}`),
    await of(sql`select issuer_id id from certificates where recognition_id = ${real.id}`),
  ]
  const all = parts.flatMap((one) => [...one])
  if (new Set(all).size < all.length)
    throw new Broken('R17', `${JSON.stringify(parts.map((one) => [...one]))}`)

  for (const own of Map.groupBy(marked, (one) => one.outcome_id).values()) {
    if (new Set(own.map((one) => one.assessor_id)).size < own.length)
      throw new Broken('adjudicated', `one person marked twice: ${JSON.stringify(own)}`)
    const level = (round: m.Round) => {
      const found = own.find((one) => one.round === round)
      return found && Number(found.level ?? 0)
    }
    const differ = level('second') !== undefined && level('first') !== level('second')
    if ((level('adjudication') !== undefined) !== differ && ['validation', 'certified'].includes(c.stage))
      throw new Broken('adjudicated', `it closed on ${JSON.stringify(own)}`)
  }
  return [
    'R01',
    ...(c.moves.length > 0 ? (['R07'] as const) : []),
    ...(parts[3]!.size > 0 ? (['R17'] as const) : []),
    ...(marked.some((one) => one.round === 'adjudication') ? (['adjudicated'] as const) : []),
    ...(marked.some((one) => one.round === 'second') ? (['second'] as const) : []),
    ...(parts[2]!.size > 0 ? (['R10', 'R12'] as const) : []),
  ]
}
