import { eq } from 'drizzle-orm'
import { correctable } from '../../src/certification/corrections/hold-correctable.ts'
import { readAttended } from '../../src/certification/papers/attended.ts'
import type { Tx } from '../../src/db/client.ts'
import { batches } from '../../src/db/schema/exchange/batches.ts'
import { importStates, imports } from '../../src/db/schema/exchange/imports.ts'
import { messageStates, messages } from '../../src/db/schema/exchange/messages.ts'
import { webhookStates, webhooks } from '../../src/db/schema/exchange/webhooks.ts'
import { diaryEntries } from '../../src/db/schema/recognition/diary.ts'
import { asTenant } from '../../src/db/tenancy.ts'
import { getMobility } from '../../src/mobility/mobilities/store.ts'
import type { Noun, Subject } from '../../src/platform/actions/action.ts'
import type { Actor } from '../../src/platform/auth/access.ts'
import { makeDesk } from '../../src/platform/auth/desks.ts'
import { theAppeal } from '../../src/recognition/appeals/hold-appeal.ts'
import { insertPause } from '../../src/recognition/assessment/rater-agreement/issuing-pause-store.ts'
import { isAttended } from '../../src/recognition/change-of-host/store.ts'
import { pieceIn } from '../../src/recognition/documentation/withdrawal/withdrawal.ts'
import { loadCase } from '../../src/recognition/load-case.ts'
import { addressToConfirm } from './address-to-confirm.ts'
import { templates } from './agreement-templates.ts'
import { newBatch } from './batches.ts'
import { cohorts } from './cohort.ts'
import { inviteByHand, partnerWorkshop } from './desk.ts'
import { type Case, forWallets, given } from './given.ts'
import { groups } from './group.ts'
import { newImport } from './imports.ts'
import { insertLink } from './insert-link.ts'
import { newMember } from './member.ts'
import { newMessage } from './message.ts'
import { broughtOnPaper } from './on-paper.ts'
import { projects } from './project.ts'
import { pageOf } from './walk-my-page.ts'
import { newWebhook } from './webhook.ts'
import type { World } from './world.ts'

/** Something in one of its states: by which ids and secrets it is asked for, and what the table has to know of it. */
export type Thing = {
  on: Noun
  ids: Record<string, string>
  secrets: Record<string, string>
  subject(): Promise<Subject>
}

const nobody = '01993c7e-0000-7000-8000-0000000000ff'

/** A thing of every noun in each of its states, of the school and where it applies hosted by the host. */
export async function thingsIn(world: World, hearer: string): Promise<Thing[]> {
  const { school, host } = world
  const step = given(world)
  const as = (role: 'coordinator' | 'validator' | 'issuer' | 'assessor' | 'admin', memberId?: string) =>
    world.as({ school, role, ...(memberId ? { memberId } : {}) })
  const pair = { organisationId: school.id, hostingOrganisationId: host.id }
  const tenant = { organisationId: school.id, memberId: null }
  const pathOf = (link: Record<string, unknown>) => new URL(String(link.url)).pathname.split('/').at(-1)!

  /** A day of the diary of a learner, as it stands in the database. */
  async function diaryOf(made: Case, learnerId: string): Promise<string> {
    const at = world.clock.now
    const day = { writtenOn: '2026-09-19', text: 'Looked at the workshop.', createdAt: at, updatedAt: at }
    const values = { ...pair, ...day, recognitionId: made.id, personId: learnerId }
    const [row] = await world.services.db.owner.insert(diaryEntries).values(values).returning()
    return row!.id
  }

  /** What is there of a case from its beginning: an assignment and one link for each purpose. */
  async function begin(made: Case, assigned = false): Promise<Thing> {
    const base = `/v1/recognitions/${made.id}`
    if (!assigned) await step.assign(made.id, school)
    const { items } = await step.ok(as('coordinator').get(`${base}/assignments`))
    const appeal = as('coordinator').post(`${base}/appeal-links`).send({ party: 'learner' })
    const { learnerId } = await step.ok(as('coordinator').get(`/v1/mobilities/${made.mobilityId}`))
    // Made while there was something left to do.
    const earlier = (purpose: 'acknowledge-information' | 'declare-authorship') =>
      insertLink(world, {
        purpose,
        personId: String(learnerId),
        subjectId: made.id,
        mobilityId: made.mobilityId,
      })
    return {
      on: 'recognition',
      ids: {
        recognitions: made.id,
        mobilities: made.mobilityId,
        people: String(learnerId),
        members: school.members.assessor,
        outcomes: '1.1',
        evidence: made.evidence['1.1'] ?? nobody,
        assignments: (items as { id: string }[])[0]!.id,
        'me/evidence': made.id,
        'me/diary': made.id,
        'me/levels': made.id,
        'me/withdrawal': nobody,
        entries: await diaryOf(made, String(learnerId)),
        pieces: made.evidence['1.1'] ?? nobody,
      },
      secrets: {
        me: (await pageOf(world, learnerId)).split('/').at(-1)!,
        'acknowledge-information': await earlier('acknowledge-information'),
        'declare-authorship': await earlier('declare-authorship'),
        appeal: pathOf(await step.ok(appeal)),
      },
      subject: async () => {
        const loaded = await asTenant(world.services.db, tenant, (tx) =>
          loadCase(tx, made.id, world.clock.now),
        )
        return { ...loaded, piece: pieceIn(loaded, made.evidence['1.1'] ?? nobody) }
      },
    }
  }

  const identification = async () => begin(await step.opened())
  const documentation = async () => {
    const made = await step.documentation()
    const { learnerId } = await step.ok(as('coordinator').get(`/v1/mobilities/${made.mobilityId}`))
    const page = await pageOf(world, learnerId)
    const plan = { title: 'Plan', producedOn: '2026-09-20', competences: '1.1' }
    const brought = world.anyone.post(`${page}/evidence/${made.id}`).field(plan)
    const { items } = await step.ok(
      brought.attach('file', Buffer.from(`Mine, ${made.id.slice(-4)}`), 'plan.txt'),
    )
    made.evidence['1.1'] = (items as { id: string }[])[0]!.id
    const { ids, ...thing } = await begin(made)
    // Here the learner ends the case, elsewhere the coordinator does.
    return { ...thing, ids: { ...ids, 'me/withdrawal': made.id } }
  }
  const assessment = async () => {
    const made = await step.assessment()
    const marks = step.marksFor(made, '2.4', 5)
    await step.ok(as('assessor').post(`/v1/recognitions/${made.id}/marks`).send(marks))
    return begin(made, true)
  }
  const validation = async () => begin(await step.validation(), true)
  const withdrawn = async () => {
    const thing = await begin(await step.opened())
    await step.move(thing.ids.recognitions!, 'withdraw', 'It ended early.')
    return thing
  }
  const refused = async () => {
    const results = { '1.1': 'not-reached', '2.4': 'not-reached' }
    const made = await step.decided(undefined, results, { '1.1': 1, '2.4': 1 })
    const reason = { action: 'refuse', reason: 'Nothing was reached.' }
    await step.ok(as('validator').post(`/v1/recognitions/${made.id}/transitions`).send(reason))
    return begin(made, true)
  }

  async function certified(): Promise<{ recognition: Thing; certificate: Thing }> {
    const made = await step.decided(undefined, {}, {}, forWallets)
    const issued = await step.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const path = `/v1/certificates/${issued.id}`
    const holder = pathOf(await step.ok(as('coordinator').post(`${path}/learner-links`)))
    const lasting = { level: 'outcomes', days: 30 }
    const sharing = await step.ok(world.anyone.post(`/holder/${holder}/shares`).send(lasting))
    const recognition = await begin(made, true)
    const certificate: Thing = {
      on: 'certificate',
      ids: { ...recognition.ids, certificates: String(issued.id), shares: String(sharing.id) },
      secrets: { 'share-certificate': holder, ...(await offers(path)) },
      subject: () =>
        asTenant(world.services.db, tenant, correctable({ now: () => world.clock.now }, String(issued.id))),
    }
    return { recognition, certificate }
  }

  /** A code with which a wallet gets access, and the access that it got for another one. */
  async function offers(path: string): Promise<Record<string, string>> {
    const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const code = async () => {
      const { uri } = await step.ok(as('coordinator').post(`${path}/credential-offers`))
      return JSON.parse(new URL(String(uri)).searchParams.get('credential_offer')!).grants[grant][
        'pre-authorized_code'
      ] as string
    }
    const form = { grant_type: grant, 'pre-authorized_code': await code() }
    const got = await step.ok(world.anyone.post('/wallet/token').type('form').send(form))
    return { 'credential-offer': await code(), 'wallet-access': String(got.access_token) }
  }

  async function appealed(of: Thing, form: object): Promise<Thing> {
    const path = `/v1/recognitions/${of.ids.recognitions}/appeal-links`
    const link = async () => pathOf(await step.ok(as('coordinator').post(path).send({ party: 'learner' })))
    const once = await link()
    const sent = { grounds: 'Not all was seen.', name: 'Learner One', ...form }
    const page = await step.ok(world.anyone.post(`/appeal/${once}`).send(sent))
    const id = (page.appeals as { id: string }[]).at(-1)!.id
    // The newest is the one that works, of whatever was submitted in the case.
    of.secrets.appeal = await link()
    const ctx = { actor: { organisationId: school.id } as Actor, now: () => world.clock.now }
    return {
      on: 'appeal',
      ids: { ...of.ids, appeals: id },
      secrets: of.secrets,
      subject: () => asTenant(world.services.db, tenant, theAppeal(ctx, id)),
    }
  }
  const other = await newMember(world, school, ['validator'])
  const heard = async (appeal: Thing, by: string, outcome?: string): Promise<Thing> => {
    const path = `/v1/appeals/${appeal.ids.appeals}`
    await step.ok(as('validator', by).post(`${path}/hearing`))
    const said = { outcome, reasons: 'It was looked at again.', outcomes: [] }
    if (outcome) await step.ok(as('validator', by).post(`${path}/decision`).send(said))
    return appeal
  }

  async function afterIssue(): Promise<Thing[]> {
    const [one, two, three, four, five, six] = [
      await certified(),
      await certified(),
      await certified(),
      await certified(),
      await certified(),
      await certified(),
    ]
    const ask = (certificate: Thing) =>
      step.ok(
        as('coordinator')
          .post(`/v1/certificates/${certificate.ids.certificates}/revocation`)
          .send({ reason: 'wrong-data' }),
      )
    const appeal = (competence: string) => ({ kind: 'appeal', competences: [competence] })
    const complaint = { kind: 'complaint' }
    const rejected = await heard(await appealed(one.recognition, appeal('1.1')), other, 'rejected')
    const inHearing = await heard(await appealed(four.recognition, appeal('2.4')), hearer)
    const upheld = await heard(await appealed(two.recognition, complaint), other, 'upheld')
    const takenBack = await appealed(three.recognition, complaint)
    await step.ok(
      world.anyone
        .post(`/appeal/${takenBack.secrets.appeal}/withdrawal`)
        .send({ appealId: takenBack.ids.appeals }),
    )
    await ask(two.certificate)
    await ask(four.certificate)
    await step.proposeCorrection(five.certificate.ids.certificates)
    // What was exported once is handed out for ever; of a revoked certificate nothing is made anew.
    await step.ok(as('coordinator').get(`/v1/certificates/${three.certificate.ids.certificates}.edc.jsonld`))
    await step.revoke(three.certificate.ids.certificates)
    await step.proposeCorrection(three.certificate.ids.certificates)
    const submitted = await appealed(three.recognition, complaint)
    return [
      one.recognition,
      ...[one, two, three, four, five, six].map(({ certificate }) => certificate),
      ...[submitted, inHearing, upheld, rejected, takenBack],
    ]
  }

  const memorandum = (state: 'proposed' | 'confirmed' | 'ended') => async (): Promise<Thing> => {
    const terms = { scope: 'Mobilities.', startsOn: '2026-09-01', endsOn: '2027-08-31' }
    const body = { ...terms, partnerId: host.id, mutualAcceptance: true, assessedBy: 'either' }
    const { id } = await step.ok(as('coordinator').post('/v1/partnerships').send(body))
    const path = `/v1/partnerships/${id}`
    if (state === 'ended') await step.ok(as('admin').post(`${path}/end`).send({ reason: 'Not needed.' }))
    if (state === 'confirmed')
      await step.ok(world.as({ school: host, role: 'admin' }).post(`${path}/confirmation`))
    const subject = async () => {
      const found = (await as('coordinator').get(path)).body
      return { state: found.state, organisationId: school.id, partnerId: host.id }
    }
    return {
      on: 'partnership',
      ids: { partnerships: String(id), organisations: host.id },
      secrets: {},
      subject,
    }
  }

  /** The sending organisation says that the name it had signed was a slip. */
  async function saySlip(mobilityId: string, learnerId: string): Promise<string> {
    const learner = as('coordinator').patch(`/v1/people/${learnerId}`).set('if-match', '*')
    await step.ok(learner.send({ familyName: 'Óne' }))
    const path = `/v1/mobilities/${mobilityId}/agreement/slips`
    const said = { fields: ['/learner/familyName'], reason: 'Misspelt.' }
    const { slips } = await step.ok(as('coordinator').post(path).send(said))
    return (slips as { id: string }[])[0]!.id
  }

  /** An agreement that was signed, with a slip said of it, and its second version. */
  async function amended(): Promise<
    Record<'mobilities' | 'people' | 'versions' | 'slips' | 'paper-signatures', string>
  > {
    const made = await step.mobility()
    const first = await step.draft(made.id)
    await step.sign(made.id, first.hash)
    const slips = await saySlip(String(made.id), String(made.learnerId))
    await step.draft(made.id)
    const onPaper = await broughtOnPaper(world, made.id, 2)
    const people = String(made.learnerId)
    return { mobilities: String(made.id), people, versions: '2', slips, 'paper-signatures': onPaper }
  }

  async function agreement(): Promise<Thing[]> {
    // Of the one links are made; through that of the other somebody signs, and there is none to be made any more.
    const unopened = await amended()
    const ids = await amended()
    const signed = await step.signedMobility()
    const path = `/v1/mobilities/${ids.mobilities}/agreement/links`
    const signing = pathOf(await step.ok(as('coordinator').post(path).send({ party: 'learner' })))
    const slip = { side: 'sending' as const }
    const subject = async () => ({ ...pair, state: null, slip })
    const { items } = await step.ok(
      as('coordinator').get(`/v1/links?mobilityId=${ids.mobilities}&state=open`),
    )
    const links = (items as { id: string }[])[0]!.id
    const { db, now } = world.services
    const [gone, unattended] = [await step.mobility(), await step.mobility()]
    const reason = { reason: 'The host has closed.' }
    const days = { startsOn: '2026-09-07', endsOn: '2026-10-02' }
    const mentor = world.as({ school: host, role: 'mentor' })
    await step.ok(mentor.post(`/v1/mobilities/${signed.id}/participation/attestation`).send(days))
    const person = { name: 'Teacher One', role: 'Accompanying teacher', ...days }
    const accompanied = async (
      id: unknown,
    ): Promise<Record<'mobilities' | 'accompanying-persons', string>> => {
      const path = `/v1/mobilities/${id}/accompanying-persons`
      const whom = await step.ok(as('coordinator').post(path).send(person))
      return { mobilities: String(id), 'accompanying-persons': String(whom.id) }
    }
    const inParts = async (id: unknown) => {
      const stays = [{ organisationId: host.id, ...days }]
      const recorded = await step.ok(as('coordinator').put(`/v1/mobilities/${id}/stays`).send({ stays }))
      return { ...(await accompanied(id)), stays: (recorded.stays as { id: string }[])[0]!.id }
    }
    const ofMobility = (ids: Awaited<ReturnType<typeof accompanied>>): Thing => ({
      on: 'mobility',
      ids,
      secrets: {},
      subject: async () => {
        const found = await asTenant(db, tenant, async (tx) => ({
          ...(await getMobility(tx, ids.mobilities)),
          ...(await standingInParts(tx, ids.mobilities)),
          isAttended: await isAttended(tx, ids.mobilities),
        }))
        return { ...pair, ...found, state: null, asOf: now(), isOver: true }
      },
    })
    const ended = await accompanied(gone.id)
    await step.ok(as('coordinator').post(`/v1/mobilities/${gone.id}/cancellation`).send(reason))
    return [
      { on: 'link', ids: { links }, secrets: {}, subject },
      { on: 'agreement', ids: unopened, secrets: {}, subject },
      { on: 'agreement', ids, secrets: { 'sign-agreement': signing }, subject },
      ofMobility(await accompanied(signed.id)),
      ofMobility(await accompanied(unattended.id)),
      ofMobility(ended),
      ofMobility(await inParts((await step.mobility()).id)),
    ]
  }

  /** A group with its programme, in which one mobility is and of which another could be. */
  async function group(): Promise<Thing> {
    const { group, programme, joinRequest, companions, attestRequest } = groups(world)
    const [{ id }, there] = [await group({ companions }), await step.mobility()]
    await step.ok(joinRequest(id, there.id))
    await programme(id)
    const attested = await step.ok(attestRequest(id, 'Teacher Two'))
    const ids = {
      'group-mobilities': String(id),
      participants: String(there.id),
      programmes: '1',
      'companion-attestations': String(attested.id),
    }
    return { on: 'group-mobility', ids, secrets: {}, subject: async () => ({ ...pair, state: null }) }
  }

  async function project(): Promise<Thing> {
    const { id } = await projects(world).project({
      code: '2025-1-LV01-KA122-VET-000054321',
      partnerIds: [world.host.id],
    })
    const ids = { projects: String(id) }
    return {
      on: 'project',
      ids,
      secrets: {},
      subject: async () => ({ organisationId: school.id, state: null }),
    }
  }

  async function agreementTemplate(): Promise<Thing> {
    const { id } = await templates(world).template()
    return {
      on: 'agreement-template',
      ids: { 'agreement-templates': String(id) },
      secrets: {},
      subject: async () => ({ organisationId: school.id, state: null }),
    }
  }

  /** A cohort in which one mobility is. */
  async function cohort(): Promise<Thing> {
    const { id: mobilityId } = await step.mobility()
    const { id } = await cohorts(world).named(mobilityId)
    const ids = { cohorts: String(id), 'cohorts/mobilities': String(mobilityId) }
    return {
      on: 'cohort',
      ids,
      secrets: {},
      subject: async () => ({ organisationId: school.id, state: null }),
    }
  }

  async function newClient(): Promise<Record<'clients' | 'credentials', string>> {
    const asked = as('admin')
      .post('/v1/clients')
      .send({ name: 'Client One', scopes: ['read'] })
    const made = (await step.ok(asked)) as { id: string; credentials: { id: string }[] }
    return { clients: made.id, credentials: made.credentials[0]!.id }
  }

  /** Somebody who is invited, a desk of the school itself, and the secret of one that we sent. */
  async function desks(): Promise<{ ids: Record<'invitations' | 'desks', string>; secret: string }> {
    const { id } = await inviteByHand(world, await partnerWorkshop(world), ['mentor'])
    const own = { organisationId: school.id, givenByOrganisation: school.id }
    const { db } = world.services
    const now = () => world.clock.now
    const ofSchool = { ...own, memberId: school.members.mentor, travelled: 'by-hand' as const }
    const desk = await makeDesk(db.owner, { now }, ofSchool)
    const sent = { ...own, memberId: school.members.assessor, travelled: 'mail' as const }
    const { secret } = await makeDesk(db.owner, { now }, sent)
    return { ids: { invitations: id, desks: desk.id }, secret }
  }

  async function registered(): Promise<Thing[]> {
    const invited = await desks()
    const learner = await step.person()
    const client = await newClient()
    const member = await newMember(world, school, ['assessor'])
    const path = `/v1/members/${member}/authorisations`
    const authorised = (await step.ok(as('admin').get(path))).items as { id: string }[]
    // Of a partnership in which nothing else happens here: nothing is issued in it.
    const partnership = { organisationId: school.id, hostingOrganisationId: world.stranger.id }
    const pause = { frameworkId: 'digcomp-2.2', kappa: 0.1, pairs: 20, pausedAt: world.clock.now }
    await insertPause(world.services.db.owner, { ...partnership, ...pause })
    const pauses = (await step.ok(as('admin').get('/v1/issuing-pauses'))).items as { id: string }[]
    const ids = {
      organisations: school.id,
      ...invited.ids,
      ...client,
      members: member,
      people: String(learner.id),
      authorisations: authorised[0]!.id,
      'issuing-pauses': pauses[0]!.id,
      orders: 'complete-stages',
    }
    const subject = async () => ({ state: null, organisationId: school.id, hostId: school.id })
    const things = (['organisation', 'client', 'member', 'person'] as const).map((on) => ({
      on,
      ids,
      secrets: on === 'organisation' ? { desk: invited.secret } : {},
      subject,
    }))
    const merging = [await mergeable(ids), await mergeable(ids)]
    // A client that is revoked has nothing any more that could be ended.
    return [
      ...things.filter(({ on }) => on !== 'person'),
      ...merging,
      { on: 'client', ids: { ...ids, ...(await newClient()) }, secrets: {}, subject },
    ]
  }

  /** A person of whom another record is said to be, by somebody else than those who ask. */
  async function mergeable(among: Record<string, string>): Promise<Thing> {
    const [kept, merged] = [await step.person(), await step.person()]
    const proposer = as('coordinator', await newMember(world, school, ['coordinator']))
    const path = `/v1/people/${kept.id}/merge`
    const said = await step.ok(proposer.post(path).send({ mergedId: merged.id }))
    const subject = async () => {
      const { items } = await step.ok(as('admin').get(path))
      const merge = (items as { id: string; proposedBy: string; outcome: string | null }[]).find(
        ({ id }) => id === said.id,
      )!
      return { state: null, organisationId: school.id, merge }
    }
    const ids = { ...among, people: String(kept.id), merge: String(said.id), twins: String(merged.id) }
    const me = (await pageOf(world, kept.id)).split('/').at(-1)!
    const secrets = { me, 'confirm-address': await addressToConfirm(world, kept.id) }
    return { on: 'person', ids, secrets, subject }
  }

  /** A right that the administrator who acts asked for. */
  const grant = (state: 'proposed' | 'confirmed' | 'rejected') => async (): Promise<Thing> => {
    const second = as('admin', await newMember(world, school, ['admin']))
    const asked = { name: 'Issuer Two', roles: ['issuer'] }
    const { grantId } = await step.ok(as('admin').post('/v1/members').send(asked))
    const path = `/v1/grants/${grantId}`
    if (state === 'confirmed') await step.ok(second.post(`${path}/confirmation`))
    if (state === 'rejected') await step.ok(second.post(`${path}/dismissal`))
    const subject = async () => {
      const { items } = await step.ok(as('admin').get('/v1/grants?limit=200'))
      const found = (items as { id: string; state: string; proposedBy: string }[]).find(
        ({ id }) => id === grantId,
      )!
      return { state: found.state, organisationId: school.id, proposedBy: found.proposedBy }
    }
    return { on: 'grant', ids: { grants: String(grantId) }, secrets: {}, subject }
  }

  const dataRequest = (state: 'open' | 'extended' | 'answered') => async (): Promise<Thing> => {
    const { id: person } = await step.person()
    const { id } = await step.ok(
      as('coordinator').post(`/v1/people/${person}/data-requests`).send({ right: 'objection' }),
    )
    const path = `/v1/data-requests/${id}`
    if (state === 'extended')
      await step.ok(as('admin').post(`${path}/extension`).send({ reason: 'Much to see.', told: true }))
    if (state === 'answered')
      await step.ok(
        as('admin')
          .post(`${path}/answer`)
          .send({ outcome: 'done', answer: 'It is no longer used.', told: true }),
      )
    const subject = async () => {
      const { items } = await step.ok(as('admin').get(`/v1/data-requests?personId=${person}`))
      return { state: (items as { state: string }[])[0]!.state, organisationId: school.id }
    }
    return { on: 'data-request', ids: { 'data-requests': String(id) }, secrets: {}, subject }
  }

  const question = (state: 'open' | 'answered') => async (): Promise<Thing> => {
    const { id: person } = await step.person()
    const page = await pageOf(world, person)
    const { id } = await step.ok(world.anyone.post(`${page}/questions`).send({ question: 'May I go home?' }))
    const answer = { answer: 'Yes, on Friday.' }
    if (state === 'answered') await step.ok(as('coordinator').post(`/v1/questions/${id}/answer`).send(answer))
    const subject = async () => {
      const { items } = await step.ok(as('admin').get(`/v1/questions?personId=${person}`))
      return { state: (items as { state: string }[])[0]!.state, organisationId: school.id }
    }
    return { on: 'question', ids: { questions: String(id) }, secrets: {}, subject }
  }

  const message = (state: (typeof messageStates)[number]) => async (): Promise<Thing> => {
    const id = await newMessage(world, state)
    const { owner } = world.services.db
    const subject = async () => {
      const [found] = await owner.select().from(messages).where(eq(messages.id, id))
      return { state: found!.state, organisationId: school.id }
    }
    return { on: 'message', ids: { messages: id }, secrets: {}, subject }
  }

  const batch = (state: 'running' | 'finished') => async (): Promise<Thing> => {
    const id = await newBatch(world)
    const { owner } = world.services.db
    const { now } = world.clock
    if (state === 'finished') await owner.update(batches).set({ finishedAt: now }).where(eq(batches.id, id))
    const subject = async () => {
      const [found] = await owner.select().from(batches).where(eq(batches.id, id))
      return { state: found!.finishedAt ? 'finished' : 'running', organisationId: school.id }
    }
    return { on: 'batch', ids: { batches: id }, secrets: {}, subject }
  }

  const table = (state: (typeof importStates)[number]) => async (): Promise<Thing> => {
    const id = await newImport(world, state)
    const { owner } = world.services.db
    const subject = async () => {
      const [found] = await owner.select().from(imports).where(eq(imports.id, id))
      return { state: found!.state, organisationId: school.id }
    }
    return { on: 'import', ids: { imports: id }, secrets: {}, subject }
  }

  const webhook = (state: (typeof webhookStates)[number]) => async (): Promise<Thing> => {
    const id = await newWebhook(world, state)
    const { owner } = world.services.db
    const subject = async () => {
      const [found] = await owner.select().from(webhooks).where(eq(webhooks.id, id))
      return { state: found!.state, organisationId: school.id }
    }
    return { on: 'webhook', ids: { webhooks: id }, secrets: {}, subject }
  }

  const built = await Promise.all([
    ...webhookStates.map((state) => webhook(state)()),
    identification(),
    documentation(),
    assessment(),
    validation(),
    refused(),
    withdrawn(),
    afterIssue(),
    agreement(),
    group(),
    cohort(),
    project(),
    agreementTemplate(),
    registered(),
    ...(['proposed', 'confirmed', 'ended'] as const).map((state) => memorandum(state)()),
    ...(['proposed', 'proposed', 'confirmed', 'rejected'] as const).map((state) => grant(state)()),
    ...(['open', 'extended', 'answered'] as const).map((state) => dataRequest(state)()),
    ...(['open', 'answered'] as const).map((state) => question(state)()),
    ...[...messageStates, 'queued' as const].map((state) => message(state)()),
    ...(['running', 'finished'] as const).map((state) => batch(state)()),
    ...importStates.map((state) => table(state)()),
  ])
  return built.flat()
}

/** What the table has to know of the parts of a mobility, and of who attested them. */
async function standingInParts(tx: Tx, mobilityId: string) {
  const { stays, unattested, attended } = await readAttended(tx, mobilityId)
  const [stay] = stays
  return {
    isInParts: stays.length > 0,
    unattested,
    attestedBy: attended?.memberId ?? null,
    ...(stay && { stay }),
  }
}
