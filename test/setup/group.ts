import { deskOf } from './desk.ts'
import { given } from './given.ts'
import type { World } from './world.ts'

type Body = Record<string, unknown>

const days = { startsOn: '2026-09-07', endsOn: '2026-10-02' }

/** Groups of the school, hosted by the host, as the people concerned would make them. */
export function groups(world: World) {
  const { ok, mobility } = given(world)
  const sender = () => world.as({ school: world.school, role: 'coordinator' })
  const host = () => world.as({ school: world.host, role: 'coordinator' })

  const group = (over: Body = {}): Promise<Body> =>
    ok(
      sender()
        .post('/v1/group-mobilities')
        .send({
          hostingOrganisationId: world.host.id,
          name: 'Logistics, autumn',
          projectCode: '2026-1-LV01-KA121-VET-000012345',
          ...days,
          workloadHours: 120,
          ...over,
        }),
    )

  /** The next version of a programme, not awaited yet. */
  const programmeRequest = (groupId: unknown, over: Body = {}) =>
    sender()
      .post(`/v1/group-mobilities/${groupId}/programmes`)
      .send({
        framework: 'digcomp-2.2',
        outcomes: ['1.1', '2.4'].map((competence) => ({
          competence,
          target: 4,
          baselineFoundBy: 'The programme is the same for all.',
          methods: ['portfolio'],
          recognisedAs: { kind: 'module', reference: 'Digital skills' },
        })),
        activities: [{ on: '2026-09-07', what: 'A tour of the workshop.', competences: ['2.4'] }],
        procedure: 'Portfolio, judged within two weeks after return.',
        assessorRole: 'Vocational teacher',
        ...over,
      })
  const programme = (...version: Parameters<typeof programmeRequest>): Promise<Body> =>
    ok(programmeRequest(...version))

  const signBy = (client: ReturnType<World['as']>, groupId: unknown, hash: unknown) =>
    client.post(`/v1/group-mobilities/${groupId}/programme/signatures`).send({ hash })

  async function sign(groupId: unknown, hash: unknown): Promise<void> {
    for (const client of [sender(), host()]) await ok(signBy(client, groupId, hash))
  }

  /** The host does not sign it as it is. */
  const returnRequest = (groupId: unknown, version: unknown, comment = 'We have no such work.') =>
    host().post(`/v1/group-mobilities/${groupId}/programmes/${version}/objection`).send({ comment })

  const companions = ['Teacher One', 'Teacher Two'].map((name) => ({ name, role: 'Accompanying teacher' }))

  /** The host says that somebody who goes with a group was there. */
  const attestRequest = (groupId: unknown, name: string, over: Body = {}) =>
    host()
      .post(`/v1/group-mobilities/${groupId}/companion-attestations`)
      .send({ name, ...over })

  const joinRequest = (groupId: unknown, ...mobilityIds: unknown[]) =>
    sender().post(`/v1/group-mobilities/${groupId}/participants`).send({ mobilityIds })

  /** A group whose programme both have signed, and one mobility in it that waits for its learner. */
  async function grouped(over: Body = {}): Promise<{ groupId: string; mobilityId: string; hash: string }> {
    const { id: groupId } = await group()
    const { hash } = await programme(groupId)
    await sign(groupId, hash)
    const { id } = await mobility(over)
    await ok(joinRequest(groupId, id))
    return { groupId: String(groupId), mobilityId: String(id), hash: String(hash) }
  }

  /** The learner, or a guardian, adds their signature by link. */
  async function adds(mobilityId: unknown, party = 'learner'): Promise<Body> {
    const path = `/v1/mobilities/${mobilityId}/agreement`
    const { hash } = await ok(sender().get(path))
    const { url } = await ok(sender().post(`${path}/links`).send({ party }))
    const name = party === 'guardian' ? 'Guardian One' : 'Learner One'
    const signing = { name, accept: true, hash }
    return ok(world.anyone.post(new URL(String(url)).pathname).send(signing))
  }

  const signing = { signBy, sign, returnRequest, adds }
  return { ...signing, group, programme, programmeRequest, companions, attestRequest, joinRequest, grouped }
}

/** Does everything that can be done with a group; the ids under which it and one of its participants are found. */
export async function walkGroup(
  world: World,
): Promise<
  Record<
    'group-mobilities' | 'participants' | 'programmes' | 'companion-attestations' | 'group-mobilities/papers',
    string
  >
> {
  const { ok, mobility } = given(world)
  const go = groups(world)
  const sender = world.as({ school: world.school, role: 'coordinator' })
  const { id } = await go.group({ companions: go.companions })
  const path = `/v1/group-mobilities/${id}`
  await ok(sender.patch(path).set('if-match', '*').send({ name: 'Logistics, late autumn' }))
  const desk = await deskOf(world, world.host, world.host.members.coordinator)
  const page = `${desk}/group-mobilities/${id}`
  await go.programme(id)
  await ok(go.returnRequest(id, 1))
  await go.programme(id, { answers: 'We have found other work.' })
  await ok(world.anyone.post(`${page}/objection`).send({ number: 2, comment: 'Not in September.' }))
  const { hash } = await go.programme(id, { answers: 'It is in October now.' })
  await ok(go.signBy(sender, id, hash))
  await ok(world.anyone.get(page))
  await ok(world.anyone.post(`${page}/signature`).send({ hash, accept: true }))
  const [stays, leaves] = [await mobility(), await mobility()]
  await ok(go.joinRequest(id, stays.id, leaves.id))
  const departure = `${path}/participants/${leaves.id}/departure`
  await ok(sender.post(departure).send({ reason: 'They go by themselves.' }))
  const again = await go.programme(id)
  await go.sign(id, again.hash)
  await ok(sender.get(`${path}/programmes`))
  const made = []
  for (const kind of ['programme', 'participants'])
    made.push(await ok(sender.post(`${path}/papers`).send({ kind, language: 'en' })))
  await ok(sender.get(`${path}/papers`))
  await ok(sender.get(`${path}/papers/${made[0]!.id}.pdf`))
  const attested = await ok(go.attestRequest(id, 'Teacher One'))
  await ok(world.anyone.get(`${page}/companions`))
  await ok(world.anyone.post(`${page}/companions`).send({ name: 'Teacher Two' }))
  const attestations = `${path}/companion-attestations`
  await ok(sender.get(attestations))
  await ok(sender.post(`${attestations}/${attested.id}/papers`).send({ language: 'en' }))
  return {
    'group-mobilities': String(id),
    participants: String(stays.id),
    programmes: '1',
    'companion-attestations': String(attested.id),
    'group-mobilities/papers': String(made[0]!.id),
  }
}
