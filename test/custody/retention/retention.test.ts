import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { removeFiles } from '../../../src/custody/erasure/remove-files.ts'
import { applyRetention } from '../../../src/custody/retention/apply-retention.ts'
import { tellRetention } from '../../../src/custody/retention/tell-retention.ts'
import { type CertifiedWorld, certifiedWorld } from '../../setup/case.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import type { World } from '../../setup/world.ts'

type Class = {
  code: string
  days: number
  over: number
  within30Days: number
  firstOn: string | null
  ground: string
}

describe('data whose period is over', () => {
  let certified: CertifiedWorld
  let world: World
  let step: ReturnType<typeof given>
  /** Given up in identification, with a special need written down. */
  let givenUp: { person: string; recognition: string }
  beforeAll(async () => {
    certified = await certifiedWorld()
    world = certified.world
    step = given(world)
    const { id } = await step.person({ familyName: 'Atteikusies' })
    const made = await step.identification(undefined, { learnerId: id })
    await step.ok(
      admin('coordinator').post(`/v1/recognitions/${made.id}/accommodations`).send({ text: 'Needword' }),
    )
    await step.move(made.id, 'withdraw', 'Not continued.')
    givenUp = { person: String(id), recognition: made.id }
  })

  const admin = (role: 'admin' | 'coordinator' = 'admin') => world.as({ school: world.school, role })
  const set = (changes: object) => step.ok(admin().patch('/v1/settings').set('if-match', '*').send(changes))
  const told = async (language = 'en') =>
    (await step.ok(admin().get(`/v1/retention?lang=${language}`))) as { retention: string; classes: Class[] }
  const classOf = async (code: string) => (await told()).classes.find((found) => found.code === code)!
  const rows = async (query: ReturnType<typeof sql>) =>
    [...((await world.services.db.owner.execute(query)) as Iterable<Record<string, unknown>>)] as Record<
      string,
      unknown
    >[]
  const lines = () =>
    rows(
      sql`select action, subject_id, details from ledger where request_id = 'job:apply-retention' order by seq`,
    )

  test('is told with its ground in both languages, and what comes to its end within thirty days', async () => {
    expect(await classOf('special-needs')).toMatchObject({
      days: 90,
      over: 0,
      within30Days: 0,
      firstOn: '2027-02-19',
    })
    world.clock.advance(70)
    expect(await classOf('special-needs')).toMatchObject({ over: 0, within30Days: 1 })
    world.clock.advance(30)
    expect(await classOf('special-needs')).toMatchObject({ over: 1, within30Days: 0 })
    await set({ retentionGrounds: { 'special-needs': 'Our own rules, point 7.' } })
    expect((await classOf('special-needs')).ground).toBe('Our own rules, point 7.')
    await set({ retentionGrounds: null })
    expect((await classOf('special-needs')).ground).toContain('Articles 5(1)(e), 6(1)(e) and 9(2)')
    const latvian = (await told('lv')).classes.find(({ code }) => code === 'special-needs')
    expect(latvian?.ground).toContain('VDAR 5. panta 1. punkta e) apakšpunkts')
  })

  test('stays while the organisation has it told only, which it does until it says otherwise', async () => {
    expect((await told()).retention).toBe('tell')
    world.clock.advance(4000)
    await applyRetention(world.services)
    expect((await classOf('special-needs')).over).toBe(1)
    expect(await lines()).toEqual([])
  })

  test('is not removed while an appeal of its case is open, nor counted', async () => {
    // The world's certified case has an open complaint.
    for (const code of ['evidence', 'people']) expect((await classOf(code)).over).toBe(0)
    expect((await classOf('uncertified')).over).toBeGreaterThan(0)
  })

  test('is told by a dry run, which removes nothing and names nobody', async () => {
    await set({ retention: 'remove', keepUncertifiedDays: 36_500 })
    const said: object[] = []
    await tellRetention(world.services, true, (about) => said.push(about))
    expect(said).toContainEqual(expect.objectContaining({ organisation: world.school.name, removed: {} }))
    expect(JSON.stringify(said)).not.toContain('Atteikusies')
    expect((await classOf('special-needs')).over).toBe(1)
    expect(await lines()).toEqual([])
  })

  test('is removed class by class, with a line of the ledger, and nothing else is', async () => {
    await applyRetention(world.services)
    expect(await rows(sql`select text from accommodations`)).toEqual([])
    const [person] = await rows(sql`select family_name from people where id = ${givenUp.person}`)
    expect(person).toEqual({ family_name: 'Atteikusies' })
    expect(await lines()).toContainEqual({
      action: 'recognition.remove-data',
      subject_id: givenUp.recognition,
      details: { class: 'special-needs', count: 1 },
    })
    expect(await lines()).toContainEqual(
      expect.objectContaining({ action: 'link.remove', subject_id: world.school.id }),
    )
    // Of the case whose appeal is open nothing went.
    const evidence = await rows(sql`select 1 from evidence where erased_at is not null`)
    expect(evidence).toEqual([])
    const before = (await lines()).length
    await applyRetention(world.services)
    expect(await lines()).toHaveLength(before)
  })

  test('goes once the appeal is heard and its time is over: the evidence, but not the certificate', async () => {
    const memberId = await newMember(world, world.school, ['validator'])
    const validator = world.as({ school: world.school, role: 'validator', memberId })
    const appeal = `/v1/appeals/${certified.ids.appeals}`
    await step.ok(validator.post(`${appeal}/hearing`))
    await step.ok(
      validator.post(`${appeal}/decision`).send({ outcome: 'rejected', reasons: 'It came in time.' }),
    )
    world.clock.advance(364)
    await applyRetention(world.services)
    const left = () =>
      rows(sql`select title from evidence where recognition_id = ${certified.made.id} and erased_at is null`)
    expect((await left()).length).toBeGreaterThan(0)
    world.clock.advance(2)
    await applyRetention(world.services)
    await removeFiles(world.services)
    expect(await left()).toEqual([])
    const [{ files }] = (await rows(sql`select count(*)::int as files from kept_files`)) as [
      { files: number },
    ]
    expect(files).toBe(0)
    const page = await admin('coordinator').get(`/v1/certificates/${certified.ids.certificates}.pdf`)
    expect(page.status).toBe(200)
    const known = await admin('coordinator').get(`/v1/people/${certified.ids.people}`)
    expect(known.body.familyName).toBe(certified.learnerName)
  })

  test('takes people whole when their own period is over, as erasing them does', async () => {
    await set({ keepUncertifiedDays: 365 })
    world.clock.advance(1900)
    const said: { removed: object; organisation: string }[] = []
    await tellRetention(world.services, false, (about) => said.push(about))
    expect(said.find(({ organisation }) => organisation === world.school.name)?.removed).toMatchObject({
      people: 1,
    })
    for (const id of [givenUp.person, certified.ids.people!]) {
      const erasure = await step.ok(admin().get(`/v1/people/${id}/erasure`))
      expect(erasure).toMatchObject({ state: 'erased', reason: 'no-longer-needed', erasedBy: null })
    }
    const [{ code }] = (await rows(sql`select code from certificates`)) as [{ code: string }]
    const verified = await world.anyone.get(`/verify/${code}`).set('accept', 'application/json')
    expect(verified.body).toMatchObject({ status: 'valid' })
    expect(await classOf('people')).toMatchObject({ over: 0, firstOn: null })
  })

  test('is removed of organisations that have it removed alone', async () => {
    const elsewhere = await rows(
      sql`select 1 from ledger where request_id = 'job:apply-retention' and organisation_id <> ${world.school.id}`,
    )
    expect(elsewhere).toEqual([])
  })
})
