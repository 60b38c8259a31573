import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../../src/platform/auth/access.ts'
import { queries } from '../../setup/call-operation.ts'
import { type CertifiedWorld, certifiedWorld, fillPath } from '../../setup/case.ts'
import { newMember } from '../../setup/member.ts'
import { operationsOf } from '../../setup/operations.ts'
import { publishedIn } from '../../setup/published.ts'
import { readPdf } from '../../setup/read-pdf.ts'

/**
 * An answer that is no JSON counts as telling. What needs no token is not looked at: whoever holds a link reads their own
 * file, and whoever verifies has been shown the certificate. There is no other exception.
 */
describe('whatever tells of a learner, outside of a case too,', () => {
  let certified: CertifiedWorld
  beforeAll(async () => {
    certified = await certifiedWorld()
  })

  const linesOf = async (readerId: string) => {
    const found = await certified.world.services.db.owner.execute(sql`
      select 1 from file_readings where reader_id = ${readerId}
      union all select 1 from person_readings where reader_id = ${readerId}
      union all select 1 from ledger where member_id = ${readerId}`)
    return [...(found as Iterable<object>)].length
  }

  test('leaves a line of who read it, by every operation', async () => {
    const { world, ids, learnerName } = certified
    const all = { ...ids, ...(await publishedIn(world, ids.certificates!)) }
    const admin = world.as({ school: world.school, role: 'admin' })
    const { body: person } = await admin.get(`/v1/people/${ids.people}`)
    const telling = [learnerName, person.email, person.birthDate, person.externalId, 'Learner One']
    const forgotten: string[] = []
    const told: string[] = []
    for (const operation of operationsOf(world.app)) {
      const { access, path, operationId = '', method } = operation
      if (method !== 'get' || access === 'public') continue
      const role = (access.roles ?? roles)[0]!
      const memberId = await newMember(world, world.school, [role])
      const client = world.as({ school: world.school, role, memberId })
      const answer = await client.get(fillPath(path, all) + (queries[operationId] ?? ''))
      const isJson = /json/.test(String(answer.headers['content-type']))
      const tells = isJson ? telling.some((word) => answer.text.includes(word)) : answer.status === 200
      if (!tells) continue
      told.push(operationId)
      if ((await linesOf(memberId)) === 0) forgotten.push(operationId)
    }
    expect(told.length).toBeGreaterThan(15)
    expect(forgotten).toEqual([])
  })

  test('is kept once a day for each reader, also of the host, and not of who was refused', async () => {
    const { world, ids } = certified
    const path = `/v1/mobilities/${ids.mobilities}/agreement`
    const of = async (readerId: string) => {
      const found = await world.services.db.owner.execute(
        sql`select person_id, role, day from person_readings where reader_id = ${readerId} order by day`,
      )
      return [...(found as Iterable<object>)]
    }
    const mentor = await newMember(world, world.host, ['mentor'])
    const atHost = world.as({ school: world.host, role: 'mentor', memberId: mentor })
    await Promise.all([atHost.get(path), atHost.get(`${path}/versions`), atHost.get(`${path}/versions/1`)])
    expect(await of(mentor)).toEqual([{ person_id: ids.people, role: 'mentor', day: '2026-11-21' }])
    const stranger = await newMember(world, world.stranger, ['coordinator'])
    const away = world.as({ school: world.stranger, role: 'coordinator', memberId: stranger })
    for (const asked of [path, `${path}/versions`, `/v1/people/${ids.people}`])
      expect((await away.get(asked)).status).toBe(404)
    expect(await of(stranger)).toEqual([])
  })

  test.each(['lv', 'en'])(
    'tells the person when, of which organisation, as what and why, and nobody by name: %s',
    async (language) => {
      const { world, ids } = certified
      const memberId = await newMember(world, world.host, ['mentor'])
      await world.services.db.owner.execute(
        sql`update members set name = 'Ozoliņa-Nenosaucamā' where id = ${memberId}`,
      )
      const atHost = world.as({ school: world.host, role: 'mentor', memberId })
      await atHost.get(`/v1/mobilities/${ids.mobilities}/agreement`)
      await atHost.get(`/v1/recognitions/${ids.recognitions}`)
      const data = `/v1/people/${ids.people}/data`
      const admin = world.as({ school: world.school, role: 'admin' })
      const json = await admin.get(`${data}?lang=${language}`)
      const said = {
        lv: [
          `21.11.2026. ${world.host.name} – prakses vadītājs. Lai strādātu ar lietu.`,
          `21.11.2026. ${world.host.name} – prakses vadītājs. Lai apskatītu personas ierakstu reģistrā vai tās mācību vienošanos.`,
        ],
        en: [
          `21 Nov 2026: ${world.host.name}, as mentor. To work on the case.`,
          `21 Nov 2026: ${world.host.name}, as mentor. To look up the person’s entry in the register or their learning agreement.`,
        ],
      }[language]!
      const sentences = json.body.readings.map(({ sentence }: { sentence: string }) => sentence)
      expect(sentences).toEqual(expect.arrayContaining(said))
      const { body } = await admin.get(`${data}.pdf?lang=${language}`).buffer(true)
      const { text } = await readPdf(body)
      const plain = text.replace(/\s+/g, ' ')
      for (const sentence of said) expect(plain).toContain(sentence)
      const members = await world.services.db.owner.execute(
        sql`select id, name from members where name <> ''`,
      )
      const named = [...(members as Iterable<{ id: string; name: string }>)]
      expect(named.length).toBeGreaterThan(20)
      const readers = JSON.stringify(json.body.readings)
      expect(named.filter(({ id, name }) => readers.includes(id) || readers.includes(name))).toEqual([])
      expect(plain).not.toContain('Nenosaucamā')
      expect(json.text).not.toContain('Nenosaucamā')
      expect(plain).not.toContain(memberId)
    },
  )
})
