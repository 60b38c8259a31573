import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { importKinds } from '../../src/db/schema/exchange/imports.ts'
import { workImports } from '../../src/exchange/imports/running/work-imports.ts'
import { makeDesk } from '../../src/platform/auth/desks.ts'
import { insertPause } from '../../src/recognition/assessment/rater-agreement/issuing-pause-store.ts'
import { addressToConfirm } from './address-to-confirm.ts'
import { walkTemplate } from './agreement-templates.ts'
import { finishedBatch, newBatch } from './batches.ts'
import { walkCohort } from './cohort.ts'
import { describeMobility } from './describe-mobility.ts'
import { deskOf, inviteByHand, partnerWorkshop } from './desk.ts'
import { type Case, given } from './given.ts'
import { walkGroup } from './group.ts'
import { checkTable, hashOf, newImport, oneLearner } from './imports.ts'
import { newMember } from './member.ts'
import { newMessage } from './message.ts'
import { walkModules } from './modules.ts'
import { broughtOnPaper } from './on-paper.ts'
import { walkProject } from './project.ts'
import { sayBirthDate } from './say-birth-date.ts'
import { pageOf, useMyPage, walkMyPage } from './walk-my-page.ts'
import { walkPapers } from './walk-papers.ts'
import { newWebhook } from './webhook.ts'
import type { Client, World } from './world.ts'

type Body = Record<string, unknown>
type Ids = Record<string, string>

const pathOf = (body: Body) => new URL(String(body.url)).pathname
const idOf = (body: Body) => String(body.id)
const terms = { scope: 'Mobilities.', startsOn: '2026-09-01', endsOn: '2027-08-31' }

/**
 * Does everything that can be done, one after the other, as the people concerned would: registers, agrees, takes a case to
 * its certificate, shares, appeals, revokes and erases. Answers with the ids under which each part is found, and secrets.
 */
export async function walkEverything(world: World): Promise<Ids> {
  const { school, host } = world
  const step = given(world)
  const { ok } = step
  const as = (role: Parameters<World['as']>[0]['role'] & string, memberId?: string): Client =>
    world.as({ school, role, ...(memberId ? { memberId } : {}) })
  const atHost = (role: 'coordinator' | 'mentor' | 'assessor') => world.as({ school: host, role })
  const patch = (client: Client, path: string, body: object) =>
    ok(client.patch(path).set('if-match', '*').send(body))

  async function register(): Promise<Ids> {
    const admin = as('admin')
    await ok(admin.post('/v1/organisations').send({ name: 'Example Trade School', country: 'FI' }))
    await patch(admin, `/v1/organisations/${school.id}`, { city: 'Rīga' })
    const image = Buffer.from('<svg viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>').toString('base64')
    const { logo } = await ok(admin.put(`/v1/organisations/${school.id}/logo`).send({ image }))
    const corrected = `/v1/organisations/${world.stranger.id}/country`
    for (const country of ['FI', 'LV']) await ok(admin.put(corrected).send({ country }))
    const identity = `/v1/organisations/${world.stranger.id}/identity`
    const checked = { checkedBy: 'Agency One', checkedHow: 'visit', checkedOn: '2026-01-05' }
    await ok(admin.put(identity).send({ name: world.stranger.name, country: 'LV', ...checked }))
    await ok(admin.get(identity))
    await ok(admin.post(`${identity}/withdrawal`).send({ reason: 'It was closed.' }))
    await patch(admin, '/v1/settings', { secondMarkingRate: 0 })
    const client = await bothGive(admin.post('/v1/clients').send({ name: 'Client One', scopes: ['read'] }))
    const asking = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
    await ok(world.anyone.post('/oauth/token').type('form').send(asking))
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    await bothGive(admin.post(`/v1/clients/${client.id}/keys`).send({ jwk }))
    const { id } = await bothGive(admin.post(`/v1/clients/${client.id}/secrets`).send({}))
    await ok(admin.post(`/v1/clients/${client.id}/credentials/${id}/revocation`))
    await ok(admin.post(`/v1/clients/${client.id}/revocation`))
    const member = await bothGive(
      admin.post('/v1/members').send({ name: 'Assessor Two', roles: ['assessor'] }),
    )
    await patch(admin, `/v1/members/${member.id}`, { name: 'Assessor Three' })
    const path = `/v1/members/${member.id}/authorisations`
    const term = { framework: 'digcomp-2.2', validFrom: '2026-01-01', validUntil: '2027-12-31' }
    const authorisation = await ok(admin.post(path).send(term))
    await ok(admin.post(`${path}/${authorisation.id}/revocation`))
    await atDesks()
    const learner = await step.person()
    await patch(as('coordinator'), `/v1/people/${learner.id}`, { email: 'learner.one@example.org' })
    const twice = await step.person()
    const merges = `/v1/people/${learner.id}/merge`
    const said = await ok(as('coordinator').post(merges).send({ mergedId: twice.id }))
    await ok(as('coordinator').post(`${merges}/${said.id}/dismissal`))
    const again = await ok(as('coordinator').post(merges).send({ mergedId: twice.id }))
    await ok(admin.post(`${merges}/${again.id}/confirmation`))
    await ok(admin.get(merges))
    const erased = await step.person()
    const request = await ok(admin.post(`/v1/people/${erased.id}/data-requests`).send({ right: 'erasure' }))
    await ok(
      admin.post(`/v1/data-requests/${request.id}/extension`).send({ reason: 'Much to see.', told: true }),
    )
    const reason = { reason: 'no-longer-needed' }
    await ok(admin.post(`/v1/people/${erased.id}/erasure`).send(reason))
    const answered = { outcome: 'done', answer: 'All was erased.', told: true }
    await ok(admin.post(`/v1/data-requests/${request.id}/answer`).send(answered))
    const pause = { frameworkId: 'digcomp-2.2', kappa: 0.1, pairs: 20, pausedAt: world.clock.now }
    const partnership = { organisationId: school.id, hostingOrganisationId: world.stranger.id }
    await insertPause(world.services.db.owner, { ...partnership, ...pause })
    const [found] = (await ok(admin.get('/v1/issuing-pauses'))).items as Body[]
    await ok(admin.post(`/v1/issuing-pauses/${found!.id}/resumption`).send({ reason: 'It is clear.' }))
    const { sha256 } = logo as { sha256: string }
    return {
      organisations: school.id,
      logos: sha256,
      members: idOf(member),
      people: idOf(learner),
      grants: await grant(),
    }
  }

  /** What is asked for by one administrator is confirmed by another, where the world has several already. */
  async function bothGive(asked: Parameters<typeof ok>[0]): Promise<Body> {
    const body = await ok(asked)
    if (!body.grantId) return body
    const second = as('admin', await newMember(world, school, ['admin']))
    await ok(second.post(`/v1/grants/${body.grantId}/confirmation`))
    return body
  }

  /** Somebody of a host is invited to a desk and works there; the invitation is taken back, and a desk of one's own ended. */
  async function atDesks(): Promise<void> {
    const hostId = await partnerWorkshop(world)
    const { id, memberId } = await inviteByHand(world, hostId, ['mentor'])
    const given = { organisationId: hostId, memberId, givenByOrganisation: school.id }
    const { db } = world.services
    const at = { now: () => world.clock.now }
    const { secret } = await makeDesk(db.owner, at, { ...given, travelled: 'mail' })
    await ok(world.anyone.get(`/desk/${secret}`))
    await ok(world.anyone.post(`/desk/${secret}/confirmation`).send({}))
    await ok(world.anyone.post(`/desk/${secret}/renewal`).send({}))
    const operator = world.as({ school, role: 'admin', scopes: ['operate'] })
    const vouched = { address: 'mentor@workshop.example', checked: 'Called them.' }
    await ok(operator.post(`/v1/organisations/${hostId}/vouched-addresses`).send(vouched))
    const coordinator = await inviteByHand(world, hostId, ['coordinator'])
    const mobility = await step.mobility({ hostingOrganisationId: hostId })
    const page = `${coordinator.path}/agreements/${mobility.id}`
    await step.draft(mobility.id)
    await ok(world.anyone.get(page))
    await ok(world.anyone.post(`${page}/objection`).send({ number: 1, comment: 'Too early.' }))
    const { hash } = await step.draft(mobility.id, undefined, { answers: 'It begins later.' })
    await ok(world.anyone.post(`${page}/signature`).send({ hash, accept: true }))
    await atDesksOfHost()
    const hosted = await step.mobility()
    await step.draft(hosted.id)
    const returning = world.as({ school: world.host, role: 'coordinator' })
    const path = `/v1/mobilities/${hosted.id}/agreement/versions/1/objection`
    await ok(returning.post(path).send({ comment: 'Too early.' }))
    await ok(as('coordinator').post(`/v1/invitations/${id}/withdrawal`))
    const own = { ...given, organisationId: school.id, memberId: school.members.mentor }
    const desk = await makeDesk(db.owner, at, { ...own, travelled: 'by-hand' })
    await ok(as('admin').post(`/v1/desks/${desk.id}/end`))
  }

  /** A case is attested, and an assessor assigned who has no conflict of interest, each at a desk that we sent. */
  async function atDesksOfHost(): Promise<void> {
    const { host } = world
    const at = { now: () => world.clock.now }
    const deskOf = async (role: 'coordinator' | 'mentor' | 'assessor') => {
      const given = { organisationId: host.id, memberId: host.members[role], givenByOrganisation: host.id }
      const { secret } = await makeDesk(world.services.db.owner, at, { ...given, travelled: 'mail' })
      return `/desk/${secret}`
    }
    const made = await step.documentation()
    await step.evidence(made.id, ['1.1', '2.4'])
    const attesting = `${await deskOf('mentor')}/attestations`
    await ok(world.anyone.get(attesting))
    await ok(world.anyone.post(attesting).send({ cases: [made.id] }))
    const assigning = `${await deskOf('coordinator')}/recognitions/${made.id}/assignments`
    await ok(world.anyone.get(assigning))
    const asked = { memberId: host.members.assessor, round: 'first' }
    const { id } = await ok(world.anyone.post(assigning).send(asked))
    const declaring = `${await deskOf('assessor')}/conflicts`
    await ok(world.anyone.get(declaring))
    await ok(world.anyone.post(declaring).send({ assignments: [id] }))
  }

  /** With a second administrator, what is given waits for them. */
  async function grant(): Promise<string> {
    const second = as('admin', await newMember(world, school, ['admin']))
    const member = await ok(
      as('admin')
        .post('/v1/members')
        .send({ name: 'Issuer Two', roles: ['issuer'] }),
    )
    await ok(second.post(`/v1/grants/${member.grantId}/confirmation`))
    const more = { roles: ['issuer', 'validator'] }
    const changed = await patch(as('admin'), `/v1/members/${member.id}`, more)
    await ok(second.post(`/v1/grants/${changed.grantId}/dismissal`))
    const asked = await ok(
      as('admin')
        .post('/v1/clients')
        .send({ name: 'Client Two', scopes: ['read'] }),
    )
    await patch(as('admin'), '/v1/settings', { secondPersonForRights: false })
    return String(asked.grantId)
  }

  let onPaper = ''
  async function agree(learnerId: string): Promise<Case> {
    const memorandum = { ...terms, partnerId: host.id, mutualAcceptance: true, assessedBy: 'either' }
    const first = await ok(as('coordinator').post('/v1/partnerships').send(memorandum))
    await ok(atHost('coordinator').post(`/v1/partnerships/${first.id}/confirmation`))
    const second = await ok(
      atHost('coordinator')
        .post('/v1/partnerships')
        .send({ ...memorandum, partnerId: school.id }),
    )
    await ok(as('coordinator').post(`/v1/partnerships/${second.id}/end`).send({ reason: 'Once is enough.' }))
    const mobility = await step.mobility({ learnerId })
    await patch(as('coordinator'), `/v1/mobilities/${mobility.id}`, {
      workloadHours: 150,
      eqfLevel: 4,
      languages: ['en'],
    })
    await step.draft(mobility.id)
    const versions = `/v1/mobilities/${mobility.id}/agreement/versions`
    await ok(as('coordinator').post(`${versions}/1/withdrawal`).send({ reason: 'Written too early.' }))
    await ok(as('coordinator').post(`${versions}/1/reinstatement`))
    const ending = await step.opened()
    const ended = `/v1/mobilities/${ending.mobilityId}`
    await ok(as('coordinator').post(`${ended}/cancellation`).send({ reason: 'The host has closed.' }))
    await ok(as('coordinator').post(`${ended}/reinstatement`))
    const other = { hostingOrganisationId: world.stranger.id, reason: 'The host has closed.' }
    await ok(as('coordinator').put(`${ended}/host`).send(other))
    const version = await step.draft(mobility.id)
    await step.sign(mobility.id, version.hash)
    const opened = await ok(as('coordinator').post('/v1/recognitions').send({ mobilityId: mobility.id }))
    const id = idOf(opened)
    await step.inform(id)
    const learner = { familyName: 'Óne' }
    await patch(as('coordinator'), `/v1/people/${learnerId}`, learner)
    const slips = `/v1/mobilities/${mobility.id}/agreement/slips`
    const said = { fields: ['/learner/familyName'], reason: 'Misspelt.' }
    const { slips: found } = await ok(as('coordinator').post(slips).send(said))
    await ok(atHost('coordinator').post(`${slips}/${(found as Body[])[0]!.id}/confirmation`))
    const amended = await step.draft(mobility.id)
    await endLinks(mobility.id)
    const signatures = `/v1/mobilities/${mobility.id}/agreement/paper-signatures`
    const blurred = await broughtOnPaper(world, mobility.id, amended.version)
    await ok(as('coordinator').post(`${signatures}/${blurred}/dismissal`).send({ reason: 'It is blurred.' }))
    onPaper = await broughtOnPaper(world, mobility.id, amended.version)
    await ok(as('coordinator').post(`${signatures}/${onPaper}/confirmation`))
    await step.sign(mobility.id, amended.hash, [])
    const adopted = await ok(as('coordinator').post(`/v1/recognitions/${id}/agreement`))
    return { id, mobilityId: idOf(mobility), outcomes: adopted.outcomes as Case['outcomes'], evidence: {} }
  }

  /** A link that goes to the wrong person, and then all of whoever is to have none. */
  async function endLinks(mobilityId: unknown): Promise<void> {
    const agreement = `/v1/mobilities/${mobilityId}/agreement/links`
    await ok(as('coordinator').post(agreement).send({ party: 'learner' }))
    const { items } = await ok(as('coordinator').get(`/v1/links?mobilityId=${mobilityId}&state=open`))
    const [link] = items as { id: string; personId: string }[]
    await ok(as('coordinator').post(`/v1/links/${link!.id}/end`).send({ reason: 'It went astray.' }))
    await ok(as('coordinator').post(agreement).send({ party: 'learner' }))
    await ok(as('coordinator').post(`/v1/people/${link!.personId}/links/end`))
  }

  async function identify(made: Case): Promise<void> {
    const path = `/v1/recognitions/${made.id}`
    await ok(as('coordinator').post(`${path}/accommodations`).send({ text: 'A quarter more time.' }))
    const claim = { status: 'claimed', selfLevel: 4 }
    for (const competence of ['1.1', '2.4'])
      await ok(as('coordinator').put(`${path}/outcomes/${competence}/claim`).send(claim))
    const other = await step.identification()
    const added = {
      competence: '5.1',
      description: 'Solved faults.',
      baseline: 2,
      target: 3,
      methods: ['portfolio'],
    }
    await ok(as('coordinator').post(`/v1/recognitions/${other.id}/outcomes`).send(added))
    await step.move(made.id, 'complete-identification')
  }

  async function documentAndAssess(made: Case): Promise<void> {
    const path = `/v1/recognitions/${made.id}`
    made.evidence['1.1'] = idOf(await step.film(made.id, ['1.1']))
    made.evidence['2.4'] = idOf(await step.evidence(made.id, ['2.4']))
    await describeMobility(world, made.mobilityId)
    await step.declare(made.id)
    await step.move(made.id, 'complete-documentation')
    const assignment = { memberId: school.members.assessor, round: 'first' }
    const mistaken = await ok(as('coordinator').post(`${path}/assignments`).send(assignment))
    const reason = { reason: 'Too early.' }
    await ok(as('coordinator').post(`${path}/assignments/${mistaken.id}/withdrawal`).send(reason))
    await step.assign(made.id, school)
    const { competence: _, ...draft } = step.marksFor(made, '1.1', 4)
    await ok(as('assessor').put(`${path}/outcomes/1.1/marks-draft`).send(draft))
    await ok(as('assessor').get(`${path}/outcomes/1.1/marks-draft`))
    const desk = await deskOf(world, school, school.members.assessor)
    const sheet = `${desk}/recognitions/${made.id}`
    await ok(world.anyone.get(`${sheet}/outcomes/1.1`))
    await ok(world.anyone.get(`${sheet}/accommodations`))
    await ok(world.anyone.post(`${sheet}/outcomes/1.1`).send({ do: 'keep' }))
    const marks = [step.marksFor(made, '1.1', 4), step.marksFor(made, '2.4', 4)]
    for (const given of marks) await ok(as('assessor').post(`${path}/marks`).send(given))
    const again = { competence: '2.4', reason: 'asked-for' }
    await ok(as('coordinator').post(`${path}/second-markings`).send(again))
    await step.secondMarks(made, marks)
    await step.move(made.id, 'complete-assessment')
  }

  /** In a case of its own: every piece would have to be judged. */
  async function submitMore(): Promise<void> {
    const other = await step.documentation()
    const path = `/v1/recognitions/${other.id}/evidence`
    const by = { name: 'Mentor One', position: 'Workshop manager', organisation: host.name }
    const statement = {
      kind: 'statement',
      title: 'Statement of the workshop',
      producedOn: '2026-09-28',
      competences: ['2.4'],
      record: { text: 'Kept the plan up to date.', by },
    }
    const piece = await ok(atHost('mentor').post(`${path}/records`).send(statement))
    await ok(
      atHost('mentor')
        .post(`${path}/${piece.id}/outcomes`)
        .send({ competences: ['1.1'] }),
    )
    const reason = { reason: 'It is of another learner.' }
    await ok(atHost('mentor').post(`${path}/${piece.id}/withdrawal`).send(reason))
    await bringAtDesk(other)
  }

  /** Whoever was assigned falls ill, and another member goes on. */
  async function handOver(): Promise<void> {
    const { id } = await step.assessment()
    const to = await newMember(world, school, ['assessor'])
    const handed = { to, reason: 'Away for a month.', recognitionIds: [id] }
    const path = `/v1/members/${school.members.assessor}/hand-over`
    const { items } = await ok(as('coordinator').post(path).send(handed))
    const [item] = items as Body[]
    if (item?.outcome !== 'handed-over') throw new Error(`It was not handed over: ${item?.sentence}`)
  }

  /** A mentor of a host brings evidence at their desk, and says what they saw. */
  async function bringAtDesk({ id }: Case): Promise<void> {
    const at = `${await deskOf(world, host, host.members.mentor)}/recognitions/${id}`
    await ok(world.anyone.get(`${at}/evidence`))
    const fields = { title: 'Plan', producedOn: '2026-09-20', competences: '1.1' }
    const file = Buffer.from('Work of a learner at a desk.')
    const { items } = await ok(
      world.anyone.post(`${at}/evidence`).field(fields).attach('file', file, 'one.txt'),
    )
    const piece = `${at}/evidence/${idOf((items as Body[])[0]!)}`
    await world.anyone.get(piece).expect(200)
    await ok(world.anyone.post(`${piece}/outcomes`).send({ competences: ['2.4'] }))
    const reason = { reason: 'It is of another learner.' }
    await ok(world.anyone.post(`${piece}/withdrawal`).send(reason))
    await ok(world.anyone.get(`${at}/observations`))
    const seen = {
      text: 'Did it alone.',
      producedOn: '2026-09-20',
      competences: ['1.1'],
      position: 'Manager',
    }
    await ok(world.anyone.post(`${at}/observations`).send(seen))
  }

  async function certify(made: Case): Promise<string> {
    const results = [
      { competence: '1.1', result: 'reached' },
      { competence: '2.4', result: 'partly' },
    ]
    await ok(as('validator').post(`/v1/recognitions/${made.id}/decision`).send({ outcomes: results }))
    const issued = await ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const path = `/v1/certificates/${issued.id}`
    await ok(as('coordinator').post(`${path}/revocation`).send({ reason: 'wrong-data' }))
    await ok(as('issuer').post(`${path}/revocation/dismissal`))
    const act = {
      decision: 'in-full',
      recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
      legalBasis: 'Regulation No. 70',
      decidedOn: '2026-11-21',
    }
    await ok(as('issuer').post(`${path}/acts`).send(act))
    return idOf(issued)
  }

  /** What the learner does with the certificate, and whoever is shown it. */
  async function share(id: string): Promise<Ids> {
    const path = `/v1/certificates/${id}`
    const holder = pathOf(await ok(as('coordinator').post(`${path}/learner-links`)))
    await sayBirthDate(world, holder)
    await ok(world.anyone.post(`${holder}/level`).send({ level: 'everything' }))
    const shared = await ok(world.anyone.post(`${holder}/shares`).send({ level: 'everything', days: 30 }))
    const other = await ok(world.anyone.post(`${holder}/shares`).send({ level: 'validity', days: 7 }))
    await ok(world.anyone.post(`${holder}/shares/${other.id}/end`))
    await ok(world.anyone.post(pathOf(shared)).type('form').send({ birthDate: '2006-05-14' }))
    const { verificationUrl } = await ok(as('coordinator').get(path))
    const code = String(verificationUrl).split('/').at(-1)!
    await ok(world.anyone.post('/v1/verifications').send({ code }))
    await ok(
      world
        .as({ school })
        .post('/v1/verifications/batch')
        .send({ codes: [code] }),
    )
    await ok(world.anyone.post('/verify').field('code', code))
    const suggestion = { competence: '1.1', baseline: 2, target: 4, language: 'lv' }
    await ok(world.anyone.post('/v1/frameworks/digcomp-2.2/suggestions').send(suggestion))
    await ok(world.anyone.post(`${holder}/wallet-offers`))
    await putInWallet(path)
    return { verify: code, holder: holder.split('/').at(-1)!, share: pathOf(shared).split('/').at(-1)! }
  }

  async function putInWallet(path: string): Promise<void> {
    const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const { uri } = await ok(as('coordinator').post(`${path}/credential-offers`))
    const offer = JSON.parse(new URL(String(uri)).searchParams.get('credential_offer')!)
    const form = { grant_type: grant, 'pre-authorized_code': offer.grants[grant]['pre-authorized_code'] }
    const { access_token } = await ok(world.anyone.post('/wallet/token').type('form').send(form))
    const { c_nonce } = await ok(world.anyone.post('/wallet/nonce'))
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const proof = await new SignJWT({ nonce: c_nonce })
      .setProtectedHeader({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: await exportJWK(publicKey) })
      .setAudience(world.services.publicUrl)
      .setIssuedAt(Math.floor(world.clock.now.getTime() / 1000))
      .sign(privateKey)
    const asked = { credential_configuration_id: 'learning-credential', proofs: { jwt: [proof] } }
    const client = world.anyone.post('/wallet/credential').set('authorization', `Bearer ${access_token}`)
    await ok(client.send(asked))
  }

  async function appeal(made: Case): Promise<Ids> {
    const link = async () =>
      pathOf(
        await ok(
          as('coordinator').post(`/v1/recognitions/${made.id}/appeal-links`).send({ party: 'learner' }),
        ),
      )
    const idIn = (page: Body) => idOf((page.appeals as Body[]).at(-1)!)
    const form = { grounds: 'Not all was seen.', name: 'Learner One' }
    const first = await link()
    const complaint = await ok(world.anyone.post(first).send({ ...form, kind: 'complaint' }))
    await ok(world.anyone.post(`${first}/withdrawal`).send({ appealId: idIn(complaint) }))
    const second = await link()
    const id = idIn(
      await ok(world.anyone.post(second).send({ ...form, kind: 'appeal', competences: ['2.4'] })),
    )
    const [hearer, marker] = [
      await newMember(world, school, ['validator']),
      await newMember(world, school, ['assessor']),
    ]
    const path = `/v1/appeals/${id}`
    await ok(as('validator', hearer).post(`${path}/hearing`))
    await ok(as('coordinator').post(`${path}/marking-request`))
    await ok(as('assessor', marker).get(`${path}/marks`))
    await ok(
      as('assessor', marker)
        .post(`${path}/marks`)
        .send(step.appealMarksFor(made, '2.4', 5)),
    )
    const decided = {
      outcome: 'upheld',
      reasons: 'It shows.',
      outcomes: [{ competence: '2.4', result: 'reached' }],
    }
    await ok(as('validator', hearer).post(`${path}/decision`).send(decided))
    const anew = await ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    return { certificates: idOf(anew), appeals: id, appeal: second.split('/').at(-1)! }
  }

  /** More than ten things that wait, of every kind, and a certificate that was revoked. */
  async function leaveWork(): Promise<Ids> {
    for (let each = 0; each < 3; each++) await step.signedMobility()
    const opened = await step.opened()
    await step.identification()
    await step.documentation()
    await step.assessment()
    await step.validation()
    await step.decided()
    const offer = { ...terms, partnerId: school.id, mutualAcceptance: true, assessedBy: 'either' }
    await ok(atHost('coordinator').post('/v1/partnerships').send(offer))
    const unsigned = await step.mobility()
    await step.draft(unsigned.id)
    const asked = await step.certificate()
    await ok(as('coordinator').post(`/v1/certificates/${asked.id}/revocation`).send({ reason: 'wrong-data' }))
    await step.revoke((await step.certificate()).id)
    const { id: corrected } = await step.certificate()
    await step.proposeCorrection(corrected)
    await ok(as('issuer').post(`/v1/certificates/${corrected}/correction/dismissal`))
    await step.correct(corrected, 'Another programme')
    await step.proposeCorrection((await step.certificate()).id)
    const contested = await ok(
      as('coordinator').post(`/v1/recognitions/${opened.id}/appeal-links`).send({ party: 'learner' }),
    )
    const complaint = { kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }
    await ok(world.anyone.post(pathOf(contested)).send(complaint))
    const { items } = await ok(as('coordinator').get('/v1/work?view=all'))
    const kinds = new Set((items as Body[]).map(({ kind }) => kind))
    if ((items as Body[]).length < 10 || kinds.size < 6) throw new Error(`Too little waits: ${[...kinds]}`)
    const secret = (body: Body) => pathOf(body).split('/').at(-1)!
    const agreement = `/v1/mobilities/${unsigned.id}/agreement/links`
    return {
      sign: secret(await ok(as('coordinator').post(agreement).send({ party: 'learner' }))),
    }
  }

  /** Messages that wait: one is handed over, one kept from being sent, one sent again, and one came back. */
  async function tell(): Promise<void> {
    const learner = await step.person({ email: 'learner.five@example.org' })
    const { id } = await step.opened(undefined, { learnerId: learner.id })
    const queue = async () => {
      const path = `/v1/recognitions/${id}/information-links`
      return (await ok(as('coordinator').post(path).send({ deliver: 'mail' }))).messageId
    }
    const handed = await queue()
    await ok(as('coordinator').post(`/v1/messages/${handed}/hand-over`))
    await ok(as('coordinator').post(`/v1/messages/${handed}/resend`))
    await ok(as('coordinator').post(`/v1/messages/${await queue()}/cancellation`))
    const events = [{ message: await newMessage(world, 'sent'), event: 'bounced' }]
    await ok(as('admin').post('/v1/mail-events').send({ events }))
  }

  /** One batch that is cancelled, and one that is done; and an order that is given and ended. */
  async function together(): Promise<Ids> {
    await ok(as('coordinator').post(`/v1/batches/${await newBatch(world)}/cancellation`))
    const order = '/v1/settings/orders/complete-stages'
    await ok(as('coordinator').put(order))
    await ok(as('coordinator').post(`${order}/end`))
    return { batches: await finishedBatch(world), orders: 'complete-stages', ...(await enterTables()) }
  }

  /** A table that is entered, one that is cancelled, and one that waits. */
  async function enterTables(): Promise<Ids> {
    const coordinator = as('coordinator')
    for (const file of importKinds.flatMap((kind) => [`${kind}.csv`, `${kind}.xlsx`]))
      await ok(coordinator.get(`/v1/imports/templates/${file}`))
    const { id } = await checkTable(world, coordinator, oneLearner)
    await ok(coordinator.get(`/v1/imports/${id}/faults`))
    await ok(coordinator.get(`/v1/imports/${id}/file`))
    await ok(coordinator.post(`/v1/imports/${id}/run`).send({ sha256: hashOf(oneLearner) }))
    await workImports(world.services)
    await ok(coordinator.post(`/v1/imports/${await newImport(world, 'ready')}/cancellation`))
    return { imports: await newImport(world, 'blocked') }
  }

  /** A program is told of events, after some trouble with its secret. */
  async function tellPrograms(): Promise<Ids> {
    const admin = as('admin')
    const { id, position } = await ok(
      admin.post('/v1/webhooks').send({ url: 'https://school.example.org/events', types: ['person.erased'] }),
    )
    const path = `/v1/webhooks/${id}`
    await patch(admin, path, { types: null })
    await ok(admin.post(`${path}/secrets`).send({ overlapHours: 1 }))
    await ok(admin.post(`${path}/ping`))
    await ok(admin.get(`${path}/deliveries?state=waiting`))
    await ok(admin.post(`${path}/replays`).send({ after: position }))
    await ok(admin.post(`${path}/end`))
    return { webhooks: await newWebhook(world, 'active') }
  }

  const registered = { ...(await register()), ...(await tellPrograms()) }
  await tell()
  const made = await agree(registered.people!)
  await identify(made)
  await submitMore()
  await handOver()
  await documentAndAssess(made)
  const shared = await share(await certify(made))
  const appealed = await appeal(made)
  const waiting = await leaveWork()
  await walkMyPage(world)
  const page = await pageOf(world, registered.people)
  const { certificates = '' } = appealed
  await useMyPage(world, page, made.id, certificates)
  const { id: versionId } = await ok(as('coordinator').get(`/v1/mobilities/${made.mobilityId}/agreement`))
  const own = { email: 'learner.own@home.example', write: 'after-end' }
  await ok(world.anyone.post(`${page}/address`).send(own))
  await ok(world.anyone.post(`${page}/address/withdrawal`).send({ which: 'waiting' }))
  await ok(world.anyone.post(`/confirm/${await addressToConfirm(world, registered.people)}`))
  const ofMyPage = {
    confirm: await addressToConfirm(world, registered.people),
    me: page.split('/').at(-1)!,
    'me/sign': String(versionId),
    'me/information': made.id,
    'me/appeal': made.id,
    'me/holder': certificates,
  }
  const lastOf = (path: string) => path.split('/').at(-1)!
  // Acknowledged on the page of the learner: what was acknowledged is read through the link, which nobody has used.
  const whose = { learnerId: registered.people }
  const informed = await step.opened(undefined, whose)
  const information = await step.informationLink(informed.id)
  const { hash } = await ok(world.anyone.get(information))
  const acknowledged = { name: 'Learner One', accept: true, hash }
  await ok(world.anyone.post(`${page}/information/${informed.id}`).send(acknowledged))
  const toDeclare = await step.documentation(undefined, whose)
  const file = await step.evidence(toDeclare.id, ['1.1'])
  const film = await step.film(toDeclare.id, ['2.4'])
  // Declared in the same way.
  const declaring = await step.declarationLink(toDeclare.id)
  const { hash: pieces } = await ok(world.anyone.get(declaring))
  const declared = { name: 'Learner One', accept: true, hash: pieces }
  await ok(world.anyone.post(`${page}/declare/${toDeclare.id}`).send(declared))
  const ended = await step.opened(undefined, whose)
  await ok(world.anyone.post(`${page}/withdrawal/${ended.id}`).send({ reason: 'It ended early.' }))
  const memoranda = (await ok(as('coordinator').get('/v1/partnerships'))).items as Body[]
  return {
    ...registered,
    ...shared,
    ...appealed,
    ...waiting,
    ...ofMyPage,
    ...(await walkPapers(world, made.mobilityId)),
    ...(await walkGroup(world)),
    ...(await together()),
    ...(await walkCohort(world, made.mobilityId)),
    ...(await walkTemplate(world)),
    ...(await walkProject(world)),
    ...(await walkModules(world)),
    desk: lastOf(await deskOf(world, host, host.members.mentor)),
    agreements: made.mobilityId,
    information: lastOf(information),
    declare: lastOf(declaring),
    files: idOf(file),
    frames: idOf(film),
    'me/declare': toDeclare.id,
    'me/evidence': toDeclare.id,
    'me/diary': toDeclare.id,
    'me/levels': toDeclare.id,
    'me/withdrawal': toDeclare.id,
    partnerships: idOf(memoranda[0]!),
    mobilities: made.mobilityId,
    'paper-signatures': onPaper,
    recognitions: made.id,
    evidence: made.evidence['1.1']!,
    outcomes: '1.1',
    versions: '3',
  }
}
