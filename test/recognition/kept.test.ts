import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../setup/given.ts'
import { walkEverything } from '../setup/whole-walk.ts'
import { newWorld, type World } from '../setup/world.ts'

describe('what the database keeps as rows change', () => {
  let world: World
  /** The rows that stand in one of two queries and not in the other. */
  const differing = async (kept: string, found: string) => {
    const both = [`(${kept}) except (${found})`, `(${found}) except (${kept})`]
    const rows = both.map((query) =>
      world.services.db.owner.select({ row: sql<string>`row::text` }).from(sql.raw(`(${query}) as row`)),
    )
    return (await Promise.all(rows)).flat()
  }
  const countOf = (table: string) => world.services.db.owner.$count(sql.raw(table))

  beforeAll(async () => {
    world = await newWorld({ eudiWallets: true })
    await walkEverything(world)
  })

  test('is each step of a certified case that waits, and no other', async () => {
    const waiting = 'select w.* from recognitions r, awaited_in(r.id) w'
    expect(await differing('select * from awaited_steps', waiting)).toEqual([])
    expect(await countOf('awaited_steps')).toBeGreaterThan(0)
  })

  test('is how often first and second marks were which', async () => {
    const marks = `select s.organisation_id, s.hosting_organisation_id, r.framework_id,
        (s.submitted_at at time zone 'UTC')::date, coalesce(f.level, 0), coalesce(s.level, 0), count(*)::int
      from assessments s join assessments f on f.outcome_id = s.outcome_id and f.round = 'first'
      join recognitions r on r.id = s.recognition_id
      where s.round = 'second' group by 1, 2, 3, 4, 5, 6`
    expect(await differing('select * from mark_pairs', marks)).toEqual([])
    expect(await countOf('mark_pairs')).toBeGreaterThan(0)
  })

  test('is how many certificates of each status list are revoked, and since when', async () => {
    const lists = `select status_list, organisation_id, coalesce(max(revoked_at), min(issued_at)), count(revoked_at)::int
      from certificates where status = 'issued' group by 1, 2`
    expect(await differing('select * from status_lists', lists)).toEqual([])
    expect(await countOf('status_lists where revoked > 0')).toBe(1)
  })

  test('is whose period of retention runs, and since when', async () => {
    const isQuiet = (r: string) => `${r}.stage in ('certified', 'refused', 'withdrawn')
      and ${r}.id not in (select recognition_id from appeals where closed_at is null)
      and ${r}.id not in (select recognition_id from certificates where status = 'intended')
      and ${r}.id not in (select c.recognition_id from certificates c
        join revocation_requests q on q.certificate_id = c.id where q.outcome is null)
      and ${r}.id not in (select c.recognition_id from certificates c
        join corrections q on q.certificate_id = c.id where q.outcome is null)`
    const ended = `select r.id, r.organisation_id, m.learner_id,
        greatest(r.stage_since, max(c.issued_at), max(a.closed_at)) as at, bool_or(c.status = 'issued') as certified
      from recognitions r join mobilities m on m.id = r.mobility_id
      left join certificates c on c.recognition_id = r.id left join appeals a on a.recognition_id = r.id
      where ${isQuiet('r')} group by 1, 2, 3`
    const inCase = Object.entries({
      drafts: 'select recognition_id from assessment_drafts',
      'special-needs': 'select recognition_id from accommodations',
      evidence: 'select recognition_id from evidence where erased_at is null',
      'appeal-texts': 'select recognition_id from appeals where name is not null or grounds is not null',
    }).map(
      ([code, ids]) =>
        `select '${code}', id, organisation_id, learner_id, at from (${ended}) e where id in (${ids})`,
    )
    const open = `select m.learner_id from recognitions r join mobilities m on m.id = r.mobility_id
      where not (${isQuiet('r')})`
    const ofPeople = `select case when bool_or(e.certified) then 'people' else 'uncertified' end, p.id,
        p.organisation_id, p.id, greatest(p.created_at, max(m.ends_on::timestamp at time zone 'UTC'), max(e.at))
      from people p left join mobilities m on m.learner_id = p.id left join (${ended}) e on e.learner_id = p.id
      where p.erased_at is null and p.merged_into is null and p.id not in (${open}) group by p.id`
    const running = [...inCase, ofPeople].join(' union all ')
    const kept = 'select code, subject_id, organisation_id, person_id, since from running_periods'
    expect(await differing(kept, running)).toEqual([])
    expect(await countOf('(select distinct code from running_periods) as code')).toBeGreaterThan(3)
  })

  test('is how many periods run since each day', async () => {
    const days = `select organisation_id, code, (since at time zone 'UTC')::date, count(*)
      from (select organisation_id, code, since from running_periods
        union all select organisation_id, 'links', expires_at from links
        union all select organisation_id, 'messages', ended_at from messages
          where ended_at is not null and bounced_at is null and state <> 'bounced') as running group by 1, 2, 3`
    const kept = `select organisation_id, code, day, sum(things) from running_days group by 1, 2, 3 having sum(things) <> 0`
    expect(await differing(kept, days)).toEqual([])
    expect(await countOf('running_days')).toBeGreaterThan(0)
  })

  test('is right of a learner whose two cases end at once', async () => {
    const step = given(world)
    const twice = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { id: learnerId } = await step.person()
        return [await step.opened(undefined, { learnerId }), await step.opened(undefined, { learnerId })]
      }),
    )
    await Promise.all(twice.flat().map(({ id }) => step.move(id, 'withdraw', 'Went home.')))
    const ids = twice.map(([first]) => `'${first!.mobilityId}'`).join()
    const learners = `select learner_id from mobilities where id in (${ids})`
    expect(await countOf(`running_periods where code = 'uncertified' and subject_id in (${learners})`)).toBe(
      6,
    )
  })
})
