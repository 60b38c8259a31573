import { createHash } from 'node:crypto'
import { readSeal } from '../../src/certification/documents/seal/read-seal.ts'
import type { Role } from '../../src/platform/auth/access.ts'
import { asBytes } from '../setup/bytes.ts'
import { type Case, given } from '../setup/given.ts'
import { newMember } from '../setup/member.ts'
import type { World } from '../setup/world.ts'
import type { IssuedThen, Release } from './release.ts'

type Body = Record<string, unknown>
type Made = Pick<Release, 'asked' | 'certificates' | 'appeal' | 'open' | 'unsigned' | 'links' | 'answers'>

const planned = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]
const pathOf = (link: Body) => new URL(String(link.url)).pathname

/** One case for each way that a case may stand when the next release comes, and what was answered about them. */
export async function makeCases(world: World, seal: string): Promise<Made> {
  const { school } = world
  const { ok, ...step } = given(world)
  const eseal = { ...readSeal(Buffer.from(seal), null, world.clock.now), organisationId: school.id }
  const as = (role: Role, memberId?: string) =>
    world.as(memberId ? { school, role, memberId } : { school, role })

  async function decided(result: string, level: number): Promise<Case> {
    return step.decided(planned, { '2.4': result }, { '2.4': level })
  }

  async function issue(made: Case, forms = ['pdf', 'jwt', 'ob3.json', 'json']): Promise<IssuedThen> {
    const issued = await ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const documents: Record<string, string> = {}
    for (const form of forms) {
      documents[form] = await hashAt(`/v1/certificates/${issued.id}.${form}`)
    }
    return {
      id: String(issued.id),
      recognitionId: made.id,
      number: String(issued.number),
      verificationPath: new URL(String(issued.verificationUrl)).pathname,
      documents,
    }
  }

  async function hashAt(path: string): Promise<string> {
    const answer = await as('coordinator').get(path).buffer().parse(asBytes)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    return createHash('sha256').update(answer.body).digest('hex')
  }

  /** Sealed by its organisation, exported with the seal and without, recognised and shared. */
  async function finish(): Promise<{ finished: IssuedThen; holder: string; share: string }> {
    world.services.eseal = eseal
    const finished = await issue(await decided('reached', 5), [
      'pdf',
      'jwt',
      'ob3.json',
      'json',
      'edc.jsonld',
    ])
    world.services.eseal = null
    const path = `/v1/certificates/${finished.id}`
    finished.documents['unsealed.edc.jsonld'] = await hashAt(`${path}.edc.jsonld`)
    await ok(
      as('issuer')
        .post(`${path}/acts`)
        .send({
          decision: 'in-full',
          recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
          legalBasis: 'Cabinet Regulation No. 70 of 21 February 2023, point 2.3',
          decidedOn: '2026-11-21',
        }),
    )
    const holder = pathOf(await ok(as('coordinator').post(`${path}/learner-links`)))
    await ok(world.anyone.post(`${holder}/level`).send({ level: 'validity' }))
    const share = await ok(world.anyone.post(`${holder}/shares`).send({ level: 'everything', days: 30 }))
    return { finished, holder, share: pathOf(share) }
  }

  async function revoke(): Promise<IssuedThen> {
    const revoked = await issue(await decided('reached', 5))
    await step.revoke(revoked.id)
    return revoked
  }

  /** Contested by its learner; somebody hears the appeal, and nobody has marked again yet. */
  async function contest() {
    const made = await decided('partly', 4)
    const contested = await issue(made)
    const hearer = await newMember(world, school, ['validator'])
    const marker = await newMember(world, school, ['assessor'])
    const path = `/v1/recognitions/${made.id}/appeal-links`
    const link = pathOf(await ok(as('coordinator').post(path).send({ party: 'learner' })))
    const grounds = {
      kind: 'appeal',
      competences: ['2.4'],
      grounds: 'Not all was seen.',
      name: 'Learner One',
    }
    const { appeals } = await ok(world.anyone.post(link).send(grounds))
    const [appeal] = appeals as { id: string }[]
    await ok(as('validator', hearer).post(`/v1/appeals/${appeal!.id}/hearing`))
    return { contested, appeal: { id: appeal!.id, case: made, hearer, marker }, link }
  }

  async function identification(): Promise<{ case: Case; information: string }> {
    const made = await step.opened(planned)
    return { case: made, information: await step.informationLink(made.id) }
  }

  /** One outcome has its evidence. */
  async function documentation(): Promise<{ case: Case; declaration: string }> {
    const made = await step.documentation(planned)
    made.evidence['1.1'] = String((await step.evidence(made.id, ['1.1'])).id)
    const link = await ok(as('coordinator').post(`/v1/recognitions/${made.id}/declaration-links`))
    return { case: made, declaration: pathOf(link) }
  }

  /** One outcome is marked, and the marks of the other are a draft. */
  async function assessment(): Promise<Case> {
    const made = await step.assessment(planned)
    const path = `/v1/recognitions/${made.id}`
    await ok(
      as('assessor')
        .post(`${path}/marks`)
        .send(step.marksFor(made, '1.1', 4)),
    )
    const { competence, ...draft } = step.marksFor(made, '2.4', 5)
    await ok(as('assessor').put(`${path}/outcomes/${competence}/marks-draft`).send(draft))
    return made
  }

  async function leaveUnsigned() {
    const mobility = await step.mobility()
    const { hash } = await step.draft(mobility.id, planned)
    const path = `/v1/mobilities/${mobility.id}/agreement`
    await ok(as('coordinator').post(`${path}/signatures`).send({ hash }))
    await ok(world.as({ school: world.host, role: 'coordinator' }).post(`${path}/signatures`).send({ hash }))
    const link = await ok(as('coordinator').post(`${path}/links`).send({ party: 'learner' }))
    return { unsigned: { mobilityId: String(mobility.id), hash: String(hash) }, signing: pathOf(link) }
  }

  async function askOnce(): Promise<Release['asked']> {
    const body = { givenName: 'Learner', familyName: 'Once', birthDate: '2006-05-14', externalId: 'once' }
    const [path, key] = ['/v1/people', 'once-0001']
    return {
      path,
      key,
      body,
      answer: await ok(as('coordinator').post(path).set('idempotency-key', key).send(body)),
    }
  }

  async function answersAbout(recognitionIds: string[], appealId: string): Promise<Release['answers']> {
    const answers: Release['answers'] = []
    const read = async (role: Role, path: string): Promise<Body> => {
      const body = await ok(as(role).get(path))
      answers.push({ role, path, body })
      return body
    }
    for (const id of recognitionIds) {
      for (const part of [
        'transitions',
        'decision',
        'assessments',
        'evidence',
        'assignments',
        'information',
      ]) {
        await read('auditor', `/v1/recognitions/${id}/${part}`)
      }
    }
    for (const part of ['people', 'mobilities', 'certificates', 'appeals', 'members', 'partnerships']) {
      await read('coordinator', `/v1/${part}?limit=200`)
    }
    for (let cursor = ''; ; ) {
      const page = await read('auditor', `/v1/audit?limit=200${cursor}`)
      if (!page.next) break
      cursor = `&cursor=${page.next}`
    }
    await read('auditor', `/v1/appeals/${appealId}`)
    return answers
  }

  const { finished, holder, share } = await finish()
  const revoked = await revoke()
  const { contested, appeal, link } = await contest()
  const certificates = { finished, revoked, contested }
  const [first, second] = [await identification(), await documentation()]
  const open = {
    identification: first.case,
    documentation: second.case,
    assessment: await assessment(),
    validation: await step.validation(planned),
  }
  const { unsigned, signing } = await leaveUnsigned()
  const { information } = first
  const { declaration } = second
  const asked = await askOnce()
  const cases = [
    ...Object.values(certificates).map((issued) => issued.recognitionId),
    ...Object.values(open).map(({ id }) => id),
  ]
  world.services.eseal = eseal
  return {
    asked,
    certificates,
    appeal,
    open,
    unsigned,
    links: { signing, information, declaration, holder, share, appeal: link },
    answers: await answersAbout(cases, appeal.id),
  }
}
