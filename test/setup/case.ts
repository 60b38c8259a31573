import { addressToConfirm } from './address-to-confirm.ts'
import { finishedBatch } from './batches.ts'
import { deskOf } from './desk.ts'
import { type Case, given } from './given.ts'
import { newImport } from './imports.ts'
import { newMessage } from './message.ts'
import { pageOf } from './walk-my-page.ts'
import { newWebhook } from './webhook.ts'
import { newWorld, type World } from './world.ts'

/** A world with one certified case in it, and the ids under which each part of it is found. */
export type CertifiedWorld = { world: World; made: Case; ids: Record<string, string>; learnerName: string }

/** One case of the school, hosted by the host, taken to its certificate. */
export async function certifiedWorld(world?: World): Promise<CertifiedWorld> {
  const w = world ?? (await newWorld())
  const step = given(w)
  const learner = await step.person({ familyName: 'Bērziņa-Pazīstamā', email: 'learner.one@example.org' })
  const learnerName = 'Bērziņa-Pazīstamā'
  const made = await step.assessment(undefined, { learnerId: learner.id })
  for (const { competence } of made.outcomes) {
    const level = competence === '1.1' ? 4 : 5
    await step.ok(
      w
        .as({ school: w.school, role: 'assessor' })
        .post(`/v1/recognitions/${made.id}/marks`)
        .send(step.marksFor(made, competence, level)),
    )
  }
  await step.move(made.id, 'complete-assessment')
  const decision = { outcomes: made.outcomes.map(({ competence }) => ({ competence, result: 'reached' })) }
  const { as, school } = w
  await step.ok(as({ school, role: 'validator' }).post(`/v1/recognitions/${made.id}/decision`).send(decision))
  const certificate = await step.ok(
    as({ school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId: made.id }),
  )
  const client = await step.ok(
    as({ school, role: 'admin' })
      .post('/v1/clients')
      .send({ name: 'Client One', scopes: ['read'] }),
  )
  const link = await step.ok(
    as({ school, role: 'coordinator' })
      .post(`/v1/recognitions/${made.id}/appeal-links`)
      .send({ party: 'learner' }),
  )
  const complaint = {
    kind: 'complaint',
    grounds: 'It came late.',
    name: `${learner.givenName} ${learner.familyName}`,
  }
  const page = await step.ok(w.anyone.post(new URL(String(link.url)).pathname).send(complaint))
  const [appeal] = page.appeals as { id: string }[]
  const assignments = await step.ok(
    as({ school, role: 'coordinator' }).get(`/v1/recognitions/${made.id}/assignments`),
  )
  const authorisations = await step.ok(
    as({ school, role: 'admin' }).get(`/v1/members/${school.members.assessor}/authorisations`),
  )
  const memorandum = await step.ok(
    as({ school, role: 'coordinator' }).post('/v1/partnerships').send({
      partnerId: w.host.id,
      scope: 'Mobilities of vocational learners.',
      startsOn: '2026-09-01',
      endsOn: '2027-08-31',
      mutualAcceptance: true,
      assessedBy: 'either',
    }),
  )
  const request = await step.ok(
    as({ school, role: 'coordinator' })
      .post(`/v1/people/${learner.id}/data-requests`)
      .send({ right: 'access' }),
  )
  const question = await step.ok(
    w.anyone.post(`${await pageOf(w, learner.id)}/questions`).send({ question: 'May I go home?' }),
  )
  const paper = await step.ok(
    as({ school, role: 'coordinator' })
      .post(`/v1/mobilities/${made.mobilityId}/agreement/versions/1/papers`)
      .send({ language: 'en' }),
  )
  const links = await step.ok(as({ school, role: 'coordinator' }).get('/v1/links'))
  const desk = await deskOf(w, w.host, w.host.members.mentor)
  const ids = {
    links: firstId(links),
    papers: String(paper.id),
    check: String(paper.code),
    'data-requests': String(request.id),
    questions: String(question.id),
    credentials: (client.credentials as { id: string }[])[0]!.id,
    assignments: firstId(assignments),
    authorisations: firstId(authorisations),
    partnerships: String(memorandum.id),
    mappings: 'digcomp-3.0',
    grants: '01993c7e-0000-7000-8000-000000000001',
    shares: '01993c7e-0000-7000-8000-000000000001',
    merge: '01993c7e-0000-7000-8000-000000000001',
    'issuing-pauses': '01993c7e-0000-7000-8000-000000000001',
    appeals: appeal!.id,
    organisations: school.id,
    invitations: '01993c7e-0000-7000-8000-000000000001',
    desks: '01993c7e-0000-7000-8000-000000000001',
    desk: desk.split('/').at(-1)!,
    confirm: await addressToConfirm(w, learner.id),
    agreements: made.mobilityId,
    logos: '0'.repeat(64),
    clients: String(client.id),
    members: school.members.assessor,
    people: String(learner.id),
    mobilities: made.mobilityId,
    recognitions: made.id,
    certificates: String(certificate.id),
    evidence: Object.values(made.evidence)[0]!,
    outcomes: '1.1',
    versions: '1',
    programmes: '1',
    'companion-attestations': '01993c7e-0000-7000-8000-000000000001',
    modules: '01993c7e-0000-7000-8000-000000000001',
    projects: '01993c7e-0000-7000-8000-000000000001',
    'agreement-templates': '01993c7e-0000-7000-8000-000000000001',
    cohorts: '01993c7e-0000-7000-8000-000000000001',
    'cohorts/mobilities': '01993c7e-0000-7000-8000-000000000001',
    'group-mobilities/papers': '01993c7e-0000-7000-8000-000000000001',
    'group-mobilities': '01993c7e-0000-7000-8000-000000000001',
    participants: made.mobilityId,
    'accompanying-persons': '01993c7e-0000-7000-8000-000000000001',
    stays: '01993c7e-0000-7000-8000-000000000001',
    'paper-signatures': '01993c7e-0000-7000-8000-000000000001',
    slips: '01993c7e-0000-7000-8000-000000000001',
    forms: 'badge.svg',
    messages: await newMessage(w, 'queued'),
    batches: await finishedBatch(w),
    imports: await newImport(w, 'blocked'),
    webhooks: await newWebhook(w, 'active'),
    orders: 'complete-stages',
  }
  return { world: w, made, ids, learnerName }
}

const firstId = (list: Record<string, unknown>) => String((list.items as { id: string }[])[0]?.id)

/**
 * The path with real ids in it: each is named by the word before it, or by the two words before it where there is one of
 * that name. Throws where a path asks for something unknown.
 */
export function fillPath(path: string, ids: Record<string, string>): string {
  return path.replace(/([\w-]+)\/\{\w+\}/g, (_whole, noun: string, at: number) => {
    const [, above = ''] = /([\w-]+)\/\{\w+\}\/$/.exec(path.slice(0, at)) ?? []
    const id = ids[`${above}/${noun}`] ?? ids[noun]
    if (!id) throw new Error(`test/setup/case.ts has no id of "${noun}" for ${path}`)
    return `${noun}/${id}`
  })
}
