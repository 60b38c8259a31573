import { beforeAll, describe, expect, test } from 'vitest'
import { inviteByHand, workshop } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('a desk for somebody of a host without software', () => {
  let world: World
  let step: ReturnType<typeof given>
  let hostId: string
  const by = (role: 'coordinator' | 'admin' | 'mentor' = 'coordinator') =>
    world.as({ school: world.school, role })
  const invite = (body: object, id = hostId) =>
    by()
      .post(`/v1/organisations/${id}/invitations`)
      .send({ name: 'Somebody', roles: ['mentor'], ...body })

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    hostId = await workshop(world)
    await step.mobility({ hostingOrganisationId: hostId })
  })

  test('opens by the address that is shown once, in both languages, and is kept by nobody on the way', async () => {
    const { path } = await inviteByHand(world, hostId, ['mentor'])
    const page = await world.anyone.get(path).set('accept', 'text/html')
    expect(page.status).toBe(200)
    expect(page.headers['cache-control']).toBe('private, no-store')
    expect(page.text).toContain('Hello, Desk mentor')
    expect(page.text).toContain('Small Workshop')
    const latvian = await world.anyone.get(`${path}?lang=lv`).set('accept', 'text/html')
    expect(latvian.text).toContain('Labdien, Desk mentor')
    const { body } = await world.anyone.get(path)
    expect(body).toMatchObject({ name: 'Desk mentor', organisation: 'Small Workshop', waiting: [] })
  })

  test('is one for each person, whoever invites and however their address is written; the newest link works', async () => {
    const first = await inviteByHand(world, hostId, ['mentor'], { email: 'one.person@gmail.com' })
    const { body } = await by()
      .post(`/v1/organisations/${hostId}/invitations`)
      .send({
        name: 'One Person',
        email: 'OnePerson+work@googlemail.com',
        roles: ['coordinator'],
      })
    expect(body.memberId).toBe(first.memberId)
    expect((await world.anyone.get(first.path)).body.link).toBe('ended')
    expect((await world.anyone.get(new URL(body.link.url).pathname)).status).toBe(200)
  })

  test('is refused an address of the school itself: its members, learners and guardians', async () => {
    await step.ok(
      by('admin')
        .post('/v1/members')
        .send({ name: 'Teacher', email: 'teacher@school.example', roles: ['mentor'] }),
    )
    await step.person({
      email: 'learner@home.example',
      guardianName: 'Guardian',
      guardianEmail: 'g.uardian@gmail.com',
      birthDate: '2012-05-14',
    })
    for (const email of ['Teacher+desk@school.example', 'learner@home.example', 'guardian@googlemail.com']) {
      const { status, body } = await invite({ email })
      expect([email, status, body.errors?.[0]?.pointer]).toEqual([email, 422, '/email'])
    }
  })

  test('keeps its address from learners and guardians who come later', async () => {
    await inviteByHand(world, hostId, ['mentor'], { email: 'later@workshop.example' })
    const learner = { givenName: 'Learner', familyName: 'Late', birthDate: '2006-05-14' }
    const { status, body } = await by()
      .post('/v1/people')
      .send({ ...learner, email: 'Later+x@workshop.example' })
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/email'])
  })

  test('is refused where there is neither a mobility nor a memorandum', async () => {
    const elsewhere = await workshop(world, 'Unknown Workshop')
    expect((await invite({ email: 'a@elsewhere.example' }, elsewhere)).status).toBe(404)
    expect(
      (await invite({ email: 'a@elsewhere.example' }, '01993c7e-0000-7000-8000-0000000000aa')).status,
    ).toBe(404)
  })

  test('gives no role at a host that has an administrator of its own, who gives desks itself', async () => {
    await step.mobility()
    const { status, body } = await invite({ email: 'new@example.fi' }, world.host.id)
    expect([status, body.detail]).toEqual([409, expect.stringContaining('administrator of its own')])
    const admin = world.as({ school: world.host, role: 'admin' })
    const member = await step.ok(
      admin.post('/v1/members').send({ name: 'Own', email: 'own@example.fi', roles: ['mentor'] }),
    )
    const own = await step.ok(
      admin
        .post(`/v1/organisations/${world.host.id}/invitations`)
        .send({ name: 'Own', email: 'own@example.fi', roles: ['mentor'] }),
    )
    expect(own.memberId).toBe(member.id)
    const mentor = world.as({ school: world.host, role: 'coordinator' })
    const refused = await mentor
      .post(`/v1/organisations/${world.host.id}/invitations`)
      .send({ name: 'Own', email: 'own@example.fi', roles: ['mentor'] })
    expect(refused.status).toBe(403)
    // Its administrator sees the desk, and ends it.
    const { items } = await step.ok(admin.get('/v1/desks'))
    const [desk] = items as { id: string; travelled: string; givenBy: object }[]
    expect(desk).toMatchObject({ travelled: 'by-hand', givenBy: { organisationId: world.host.id } })
    expect((await step.ok(admin.post(`/v1/desks/${desk!.id}/end`))).endedAt).not.toBeNull()
    const path = new URL((own.link as { url: string }).url).pathname
    const gone = await world.anyone.get(path).set('accept', 'text/html')
    expect([gone.status, gone.text]).toEqual([404, expect.stringContaining('This link has been ended')])
    expect((await admin.post(`/v1/desks/${desk!.id}/end`)).status).toBe(404)
  })

  test('shows each school its own invitations; the desk ends with the last of them', async () => {
    const { path, id } = await inviteByHand(world, hostId, ['mentor'], { email: 'last@workshop.example' })
    const seen = async (school: World['school']) =>
      (
        (await step.ok(world.as({ school, role: 'coordinator' }).get('/v1/invitations'))).items as {
          id: string
        }[]
      ).map((each) => each.id)
    expect(await seen(world.school)).toContain(id)
    expect(await seen(world.stranger)).toEqual([])
    expect(
      (
        await world
          .as({ school: world.stranger, role: 'coordinator' })
          .post(`/v1/invitations/${id}/withdrawal`)
      ).status,
    ).toBe(404)
    expect((await step.ok(by().post(`/v1/invitations/${id}/withdrawal`))).withdrawnAt).not.toBeNull()
    expect((await world.anyone.get(path)).status).toBe(404)
    expect((await by().post(`/v1/invitations/${id}/withdrawal`)).status).toBe(404)
  })

  test('expires after thirty days, and is closed to whoever is no longer a member', async () => {
    const { path } = await inviteByHand(world, hostId, ['mentor'], { email: 'thirty@workshop.example' })
    world.clock.advance(29)
    expect((await world.anyone.get(path)).status).toBe(200)
    world.clock.advance(2)
    expect((await world.anyone.get(path)).body.link).toBe('expired')
    world.clock.advance(-31)
  })

  test('is sent to the address, where that is asked; without mail the message waits to be handed over, and counts as by hand', async () => {
    const { body } = await invite({ email: 'sent@workshop.example', deliver: 'mail' })
    expect(body).toMatchObject({ link: null, messageId: expect.any(String), deliver: 'mail' })
    const handed = await step.ok(by().post(`/v1/messages/${body.messageId}/hand-over`))
    const path = /\/desk\/[\w-]{43}/.exec(JSON.stringify(handed))![0]
    const page = await world.anyone.get(path).set('accept', 'text/html')
    expect([page.status, page.text.includes('handed to you by somebody else')]).toEqual([200, true])
  })

  test('is renewed from its page when it is over, to the address on file alone, once a day; whoever asks learns nothing', async () => {
    const { path } = await inviteByHand(world, hostId, ['mentor'], { email: 'again@workshop.example' })
    world.clock.advance(31)
    const over = await world.anyone.get(path).set('accept', 'text/html')
    expect([over.status, over.text.includes(`action="${path}/renewal`)]).toEqual([404, true])
    const before = (await step.ok(by().get('/v1/messages?limit=200'))).items as object[]
    for (let time = 0; time < 2; time += 1)
      expect(
        (await world.anyone.post(`${path}/renewal`).type('form').set('accept', 'text/html').send({})).status,
      ).toBe(200)
    const after = (await step.ok(by().get('/v1/messages?limit=200'))).items as object[]
    expect(after.length - before.length).toBe(1)
    expect(after).toContainEqual(expect.objectContaining({ template: 'desk-invitation', state: 'queued' }))
    world.clock.advance(-31)
  })

  test('leaves in the ledger who invited whom, and how the link travelled; no address', async () => {
    const { id, memberId } = await inviteByHand(world, hostId, ['mentor'], { email: 'told@workshop.example' })
    const { items } = await step.ok(by('admin').get(`/v1/audit?subject=${id}`))
    expect(items).toMatchObject([
      { action: 'desk.invite', details: { host: hostId, memberId, deliver: 'by-hand' } },
    ])
    const made = await step.ok(by('admin').get('/v1/audit?action=desk.make&limit=200'))
    expect(made.items).toContainEqual(
      expect.objectContaining({ details: { memberId, travelled: 'by-hand', invitation: id } }),
    )
    expect(JSON.stringify([items, made.items])).not.toContain('told@')
  })
})
