import { sql } from 'drizzle-orm'
import { given } from '../../setup/given.ts'
import { walkEverything } from '../../setup/whole-walk.ts'
import type { World } from '../../setup/world.ts'

/** How often a case that came to its end is copied, for each of those that did not. */
const ENDED = 40

/** So many lines of the ledger of a case are copied: the others say nothing that a list would be slower by. */
const LINES = 3

const GROUP_OF = '(select m.group_id from mobilities m where m.id = s.mobility_id)'

/** How each table leads to the learner whose row it is copied with. */
const leading: Record<string, string> = {
  people: 'x.id = s.person_id',
  group_mobilities: `x.id in ${GROUP_OF}`,
  learning_programmes: `x.group_id in ${GROUP_OF}`,
  mobilities: 'x.id = s.mobility_id',
  cohorts: 'x.id in (select c.cohort_id from cohort_members c where c.mobility_id = s.mobility_id)',
  cohort_members: 'x.mobility_id = s.mobility_id',
  links: 'x.person_id = s.person_id',
  data_requests: 'x.person_id = s.person_id',
  person_readings: 'x.person_id = s.person_id',
  running_periods: 'x.person_id = s.person_id',
  agreement_versions: 'x.mobility_id = s.mobility_id',
  agreement_signatures:
    'exists (select 1 from agreement_versions v where v.id = x.version_id and v.mobility_id = s.mobility_id)',
  agreement_slips:
    'exists (select 1 from agreement_versions v where v.id = x.version_id and v.mobility_id = s.mobility_id)',
  agreement_withdrawals:
    'exists (select 1 from agreement_versions v where v.id = x.version_id and v.mobility_id = s.mobility_id)',
  recognitions: 'x.id = s.recognition_id',
  ...Object.fromEntries(
    [
      'outcomes',
      'evidence',
      'evidence_outcomes',
      'declarations',
      'assignments',
      'assessments',
      'assessment_drafts',
      'second_markings',
      'decisions',
      'appeals',
      'certificates',
      'recognition_acts',
      'accommodations',
      'information_acknowledgements',
      'file_readings',
      'awaited_steps',
    ].map((table) => [table, 'x.recognition_id = s.recognition_id']),
  ),
  ...Object.fromEntries(
    ['certificate_files', 'revocation_requests', 'disclosures', 'shares'].map((table) => [
      table,
      'exists (select 1 from certificates c where c.id = x.certificate_id and c.recognition_id = s.recognition_id)',
    ]),
  ),
  ledger: `(x.recognition_id = s.recognition_id or x.subject_id in (s.person_id::text, s.mobility_id::text))`,
}

export const tablesOfCases = Object.keys(leading)

export const tablesOfOrganisations = [
  'organisations',
  'members',
  'clients',
  'client_credentials',
  'organisation_settings',
  'partnerships',
  'authorisations',
  'grants',
  'issuing_pauses',
  'auxiliaries',
  'attempts',
]

/**
 * Does everything that can be done, over HTTP, and keeps what came of it in the schema `sample`: each table with the number
 * of its learner in `t`, and how often each learner is copied in `sample.picked`.
 */
export async function makeSample(world: World): Promise<Record<string, string>> {
  const ids = await walkEverything(world)
  const step = given(world)
  const ended = await endIn(world)
  const refused = await step.identification()
  await step.move(refused.id, 'withdraw', 'Went home.')
  const { owner } = world.services.db
  await owner.execute(sql`select number_ledger()`)
  await owner.execute(sql`update ledger_numbering set ahead = ahead + 10000000`)
  await owner.execute(sql`create schema sample`)
  await owner.execute(sql`create table sample.learners as
    select row_number() over (order by p.id) as t, p.id as person_id, m.id as mobility_id, r.id as recognition_id
    from people p left join mobilities m on m.learner_id = p.id left join recognitions r on r.mobility_id = m.id
    where p.erased_at is null and p.organisation_id = ${world.school.id}`)
  await owner.execute(sql`create table sample.picked as
    select row_number() over (order by coalesce(mobility_id = ${ended}, false) desc) - 1 as k, t
    from sample.learners, lateral
      generate_series(1, case when mobility_id = ${ended} then ${sql.raw(String(ENDED))} else 1 end)`)
  for (const [table, leads] of Object.entries(leading)) await keep(world, table, leads)
  for (const table of tablesOfOrganisations)
    await owner.execute(sql.raw(`create table sample.${table} as select * from public.${table}`))
  return ids
}

async function keep({ services }: World, table: string, leads: string): Promise<void> {
  const rank = table === 'ledger' ? 'x.seq' : 'x.ctid'
  await services.db.owner.execute(
    sql.raw(`create table sample.${table} as select * from (
      select s.t, row_number() over (partition by s.t order by ${rank}) as rank, x.*
      from public.${table} x join sample.learners s on ${leads}) x
      where rank <= ${table === 'ledger' ? LINES : 1000}`),
  )
}

/** A case that is certified and recognised, and of which nothing waits any more; answers with its mobility. */
async function endIn(world: World): Promise<string> {
  const { ok, certificate } = given(world)
  const { school } = world
  const issued = await certificate()
  const act = {
    decision: 'in-full',
    recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
    legalBasis: 'Regulation No. 70',
    decidedOn: '2026-11-21',
  }
  await ok(world.as({ school, role: 'issuer' }).post(`/v1/certificates/${issued.id}/acts`).send(act))
  const { mobilityId } = await ok(
    world.as({ school, role: 'coordinator' }).get(`/v1/recognitions/${issued.recognitionId}`),
  )
  return String(mobilityId)
}
