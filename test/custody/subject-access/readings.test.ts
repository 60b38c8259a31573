import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../../src/platform/auth/access.ts'
import { type CertifiedWorld, certifiedWorld, fillPath } from '../../setup/case.ts'
import { newMember } from '../../setup/member.ts'
import { operationsOf } from '../../setup/operations.ts'

/** Of a case, but not of what is in it. */
/** Looked at where there is a film: in film-frame.test.ts. */
const ofFilmsAlone = ['/frame']
const aside = ['/evidence-limits', '/second-markings', '/marks-draft']
/** Written down in the ledger already, each time. */
const inTheLedger = ['/file.pdf', '/file.zip', '/accommodations']

describe('that somebody reads of a learner', () => {
  let certified: CertifiedWorld
  beforeAll(async () => {
    certified = await certifiedWorld()
  })

  const linesOf = async (readerId: string) => {
    const { owner } = certified.world.services.db
    const found = await owner.execute(
      sql`select recognition_id, role, day from file_readings where reader_id = ${readerId} order by day`,
    )
    return [...(found as Iterable<{ recognition_id: string; role: string | null; day: string }>)]
  }

  test('is kept by every operation that tells of a case or its certificate', async () => {
    const { world, ids } = certified
    const forgotten: string[] = []
    const operations = operationsOf(world.app).filter(
      ({ method, path, access }) =>
        method === 'get' &&
        access !== 'public' &&
        /^\/v1\/(recognitions|certificates)\/\{id\}/.test(path) &&
        ![...aside, ...inTheLedger, ...ofFilmsAlone].some((end) => path.endsWith(end)),
    )
    expect(operations.length).toBeGreaterThan(14)
    for (const operation of operations) {
      const { access, name, path } = operation
      const role = access === 'public' ? roles[0] : (access.roles ?? roles)[0]!
      const reader = await newMember(world, world.school, [role])
      const answer = await world.as({ school: world.school, role, memberId: reader }).get(fillPath(path, ids))
      const lines = await linesOf(reader)
      if (answer.status !== 200 || lines.length !== 1)
        forgotten.push(`${name}: ${answer.status}, ${lines.length}`)
    }
    expect(forgotten).toEqual([])
  })

  test('is one line for a reader, case and day, and none of the ledger', async () => {
    const { world, ids } = certified
    const mentor = await newMember(world, world.host, ['mentor'])
    const client = () => world.as({ school: world.host, role: 'mentor', memberId: mentor })
    const count = async () =>
      [...((await world.services.db.owner.execute(sql`select 1 from ledger`)) as Iterable<object>)].length
    const before = await count()
    const path = `/v1/recognitions/${ids.recognitions}`
    await Promise.all([client().get(path), client().get(path), client().get(`${path}/evidence`)])
    expect(await linesOf(mentor)).toEqual([
      { recognition_id: ids.recognitions, role: 'mentor', day: '2026-11-21' },
    ])
    world.clock.advance(1)
    await client().get(path)
    expect((await linesOf(mentor)).map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-22'])
    expect(await count()).toBe(before)

    const admin = await world
      .as({ school: world.school, role: 'admin' })
      .get(`/v1/people/${ids.people}/data?lang=en`)
    expect(admin.body.readings).toContainEqual({
      day: '2026-11-22',
      organisation: world.host.name,
      role: 'mentor',
      purpose: 'case',
      sentence: `22 Nov 2026: ${world.host.name}, as mentor. To work on the case.`,
    })
    expect(JSON.stringify(admin.body.readings)).not.toContain(mentor)
  })

  test('is not kept where it was refused, or of another organisation', async () => {
    const { world, ids } = certified
    const mentor = await newMember(world, world.school, ['mentor'])
    const refused = world.as({ school: world.school, role: 'mentor', memberId: mentor })
    expect((await refused.get(`/v1/certificates/${ids.certificates}.pdf`)).status).toBe(403)
    const stranger = await newMember(world, world.stranger, ['coordinator'])
    const away = world.as({ school: world.stranger, role: 'coordinator', memberId: stranger })
    expect((await away.get(`/v1/recognitions/${ids.recognitions}`)).status).toBe(404)
    expect([await linesOf(mentor), await linesOf(stranger)]).toEqual([[], []])
  })

  test('is kept of a cohort for each of its certificates', async () => {
    const { world, ids } = certified
    const reader = await newMember(world, world.school, ['coordinator'])
    const client = world.as({ school: world.school, role: 'coordinator', memberId: reader })
    expect((await client.get(`/v1/certificates.zip?ids=${ids.certificates}`)).status).toBe(200)
    expect((await linesOf(reader)).map((line) => line.recognition_id)).toEqual([ids.recognitions])
  })
})
