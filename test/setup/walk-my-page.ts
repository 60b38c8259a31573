import { given } from './given.ts'
import { sayBirthDate } from './say-birth-date.ts'
import type { World } from './world.ts'

type Body = Record<string, unknown>

/** The path of a link to the page of a learner, or of their guardian. */
export async function pageOf(
  world: World,
  personId: unknown,
  party = 'learner',
  secondGuardian = false,
): Promise<string> {
  const { ok } = given(world)
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const link = await ok(
    coordinator
      .post(`/v1/people/${personId}/page-links`)
      .send({ party, ...(secondGuardian && { secondGuardian }) }),
  )
  return new URL(String(link.url)).pathname
}

/** A learner goes from the agreement to their declaration on their own page, and the others do what is theirs. */
export async function walkMyPage(world: World): Promise<{ id: string; page: string }> {
  const { school, host } = world
  const step = given(world)
  const { ok } = step
  const coordinator = world.as({ school, role: 'coordinator' })
  const learner = await step.person()
  const mobility = await step.mobility({ learnerId: learner.id })
  const { hash } = await step.draft(mobility.id)
  await step.sign(mobility.id, hash, [])
  const page = await pageOf(world, learner.id)
  const signing = `${page}/sign/${await subjectOf(world, page)}`
  await ok(world.anyone.post(signing).send({ name: 'Learner One', accept: true, hash }))
  const { id } = await ok(coordinator.post('/v1/recognitions').send({ mobilityId: mobility.id }))
  await giveWord(world, `${page}/information/${id}`)
  for (const competence of ['1.1', '2.4'])
    await ok(
      coordinator.put(`/v1/recognitions/${id}/outcomes/${competence}/claim`).send({ status: 'claimed' }),
    )
  await step.move(String(id), 'complete-identification')
  await step.evidence(String(id), ['2.4'])
  await bringOwn(world, page, String(id))
  const mentor = world.as({ school: host, role: 'mentor' })
  await ok(mentor.post(`/v1/recognitions/${id}/attestation`).send({ statement: 'Done here.' }))
  await giveWord(world, `${page}/declare/${id}`)
  return { id: String(id), page }
}

/** What a learner says and brings from their page: a level, two files of which one is taken back, and a day of their diary. */
export async function bringOwn(world: World, page: string, caseId: string): Promise<void> {
  const { ok } = given(world)
  const file = Buffer.from(`What I made, ${caseId.slice(-4)}`)
  const fields = { title: 'Plan', producedOn: '2026-09-20', competences: '1.1' }
  const evidence = `${page}/evidence/${caseId}`
  const bring = (bytes: Buffer) =>
    ok(world.anyone.post(evidence).field(fields).attach('file', bytes, 'plan.txt'))
  await bring(file)
  const { items } = await bring(Buffer.from(`The wrong one, ${caseId.slice(-4)}`))
  const [{ id: wrong }] = items as [Body]
  await ok(world.anyone.post(`${evidence}/pieces/${wrong}/withdrawal`).send({ reason: 'The wrong one.' }))
  await ok(world.anyone.post(`${page}/levels/${caseId}/outcomes/1.1`).send({ level: '3' }))
  const diary = `${page}/diary/${caseId}`
  const entry = await ok(world.anyone.post(diary).send({ writtenOn: '2026-09-20', text: 'A plan.' }))
  const changed = { writtenOn: '2026-09-20', text: `A plan of my own, ${caseId.slice(-4)}` }
  await ok(world.anyone.post(`${diary}/entries/${entry.id}`).send(changed))
  await ok(world.anyone.post(`${diary}/entries/${entry.id}/submission`).send({ competences: ['1.1'] }))
}

/** What is next on the newest way of a page: with what it is done. */
export async function subjectOf(world: World, page: string): Promise<string> {
  const { items } = await given(world).ok(world.anyone.get(page))
  const [{ next }] = items as [{ next: { at: string } }]
  return next.at.split('/').at(-1)!
}

/** Reads what somebody is to give their word on, and gives it. */
export async function giveWord(world: World, path: string): Promise<Body> {
  const { ok } = given(world)
  const { hash } = await ok(world.anyone.get(path))
  return ok(world.anyone.post(path).send({ name: 'Learner One', accept: true, hash }))
}

/** What a learner does with their certificate and their results on their own page. */
export async function useMyPage(
  world: World,
  page: string,
  caseId: string,
  certificateId: string,
): Promise<void> {
  const { ok } = given(world)
  await ok(world.anyone.post('/me').send({ email: 'nobody@example.org' }))
  await ok(world.anyone.post(`${page}/data-requests`).send({ right: 'access', said: 'All of it.' }))
  const { id } = await ok(world.anyone.post(`${page}/questions`).send({ question: 'May I go home?' }))
  const answering = world.as({ school: world.school, role: 'coordinator' })
  await ok(answering.post(`/v1/questions/${id}/answer`).send({ answer: 'Yes, on Friday.' }))
  const holder = `${page}/holder/${certificateId}`
  await sayBirthDate(world, holder)
  await ok(world.anyone.post(`${holder}/level`).send({ level: 'everything' }))
  const shared = await ok(world.anyone.post(`${holder}/shares`).send({ level: 'validity', days: 7 }))
  await ok(world.anyone.post(`${holder}/shares/${shared.id}/end`))
  if (world.services.eudiWallets) await ok(world.anyone.post(`${holder}/wallet-offers`))
  const complaint = { kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }
  const results = `${page}/appeal/${caseId}`
  const { appeals } = await ok(world.anyone.post(results).send(complaint))
  const { id: appealId } = (appeals as Body[]).at(-1)!
  await ok(world.anyone.post(`${results}/withdrawal`).send({ appealId }))
}
