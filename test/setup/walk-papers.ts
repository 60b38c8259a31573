import { asBytes } from './bytes.ts'
import { deskOf } from './desk.ts'
import { given } from './given.ts'
import type { World } from './world.ts'

/** Has an agreement and a certificate of participation drawn, and asks whether a file is the paper of its code. */
export async function walkPapers(world: World, mobilityId: string): Promise<Record<string, string>> {
  const { ok, mobility } = given(world)
  const as = (role: 'coordinator' | 'issuer') => world.as({ school: world.school, role })
  const path = `/v1/mobilities/${mobilityId}`
  await ok(as('coordinator').post(`${path}/agreement/versions/1/papers`).send({ language: 'lv' }))
  const there = { startsOn: '2026-09-07', endsOn: '2026-10-01' }
  const mentor = world.as({ school: world.host, role: 'mentor' })
  await ok(mentor.post(`${path}/participation/attestation`).send(there))
  const paper = await ok(as('issuer').post(`${path}/participation/papers`).send({ language: 'en' }))
  const pdf = await as('coordinator').get(`/v1/papers/${paper.id}.pdf`).buffer().parse(asBytes).expect(200)
  const check = String(paper.code)
  const { isSame } = await ok(world.anyone.post(`/check/${check}`).attach('file', pdf.body, 'paper.pdf'))
  if (isSame !== true) throw new Error('A paper is not known by its code.')
  const person = { name: 'Teacher One', role: 'Accompanying teacher', ...there }
  const accompanying = await ok(as('coordinator').post(`${path}/accompanying-persons`).send(person))
  const whose = `${path}/accompanying-persons/${accompanying.id}`
  await ok(mentor.post(`${whose}/attestation`))
  await ok(as('issuer').post(`${whose}/papers`).send({ language: 'en' }))
  const parts = [
    { organisationId: world.host.id, startsOn: '2026-09-07', endsOn: '2026-09-18' },
    { organisationId: world.stranger.id, role: 'intermediary' },
  ]
  const inParts = `/v1/mobilities/${(await mobility()).id}/stays`
  const { stays } = await ok(as('coordinator').put(inParts).send({ stays: parts }))
  const [first] = stays as { id: string }[]
  const own = { startsOn: '2026-09-07', endsOn: '2026-09-18' }
  const days = `${await deskOf(world, world.host, world.host.members.mentor)}/days`
  await ok(world.anyone.get(days))
  await ok(world.anyone.post(days).send({ stays: [first!.id] }))
  await ok(mentor.post(`${inParts}/${first!.id}/attestation`).send(own))
  return { papers: String(paper.id), check, 'accompanying-persons': String(accompanying.id) }
}
