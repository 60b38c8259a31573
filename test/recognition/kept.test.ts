import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
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
})
