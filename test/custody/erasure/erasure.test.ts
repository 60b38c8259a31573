import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeStatusList, isSet } from '../../../src/certification/documents/credentials/status-list.ts'
import { checkCertificates } from '../../../src/certification/register-check/check-certificates.ts'
import { removeFiles } from '../../../src/custody/erasure/remove-files.ts'
import { endOfDay, writeDayWithin } from '../../../src/platform/dates.ts'
import { folderStorage, type Storage } from '../../../src/platform/storage/storage.ts'
import { DEFAULT_ZONE } from '../../../src/platform/time-zone.ts'
import { scanHeldEvidence } from '../../../src/recognition/documentation/scan-evidence.ts'
import { asBytes } from '../../setup/bytes.ts'
import { describeMobility } from '../../setup/describe-mobility.ts'
import { type Case, given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>
type Lived = { person: string; made: Case; certificate: string; code: string; holder: string; share: string }
type Erasure = {
  state: string
  possibleFrom: string | null
  blockers: { code: string; recognitionId: string; until: string | null; sentence: string }[]
  filesPending: number
  classes: { code: string; fate: string; count: number; basis: string; what: string }[]
}

const outcome = [{ competence: '1.1', baseline: 2, target: 4 }]
/** Words that stand in what is erased and nowhere else. */
const wordsOfAll = [
  'Aizbildne',
  'Aizbildnis',
  'OwnNumber',
  'Portfoliotitel',
  'Workbytes',
  'Remarkword',
  'Needword',
  'Groundword',
]
const byName = 'Pazīstamā'

describe('erasing a person', () => {
  let world: World
  let step: ReturnType<typeof given>
  const folder = mkdtempSync(join(tmpdir(), 'recognition-erasure-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const plain = folderStorage(folder)
  /** What the storage waits for before it does as it is told; tests set it. */
  let before: { keep?: () => Promise<void>; remove?: () => Promise<void> } = {}
  const storage: Storage = {
    ...plain,
    async keep(sha256, bytes) {
      // The bytes are looked for first, and by then somebody may be about to remove them.
      await plain.keep(sha256, bytes)
      await before.keep?.()
    },
    async remove(sha256) {
      await before.remove?.()
      await plain.remove(sha256)
    },
  }

  beforeAll(async () => {
    world = await newWorld({ storage })
    step = given(world)
  })

  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  const path = (person: string) => `/v1/people/${person}/erasure`
  const erase = (person: string) => coordinator().post(path(person)).send({ reason: 'no-longer-needed' })
  const preview = async (person: string): Promise<Erasure> =>
    (await coordinator().get(path(person))).body as Erasure
  const countOf = ({ classes }: Erasure, code: string) => classes.find((one) => one.code === code)?.count

  async function handIn(made: Case, text: string): Promise<Body> {
    return step.ok(
      world
        .as({ school: world.host, role: 'mentor' })
        .post(`/v1/recognitions/${made.id}/evidence`)
        .field({ title: 'Portfoliotitel', producedOn: '2026-09-20', competences: '1.1' })
        .attach('file', Buffer.from(text), 'work.txt'),
    )
  }

  /** A learner with all that may be known of one, and a certificate. */
  async function lived(text = `Workbytes ${Math.random()}`): Promise<Lived> {
    const { id } = await step.person({
      familyName: byName,
      email: 'learner.one@example.org',
      guardianName: 'Aizbildne One',
      guardianEmail: 'aizbildne.one@example.org',
      secondGuardianName: 'Aizbildnis Two',
      secondGuardianEmail: 'aizbildnis.two@example.org',
      secondGuardianLanguage: 'lv',
      externalId: `OwnNumber-${Math.random()}`,
    })
    const planned = [...outcome, { competence: '2.4', baseline: 3, target: 5 }]
    const made = await step.identification(planned, { learnerId: id })
    const claim = (competence: string, body: Body) =>
      step.ok(coordinator().put(`/v1/recognitions/${made.id}/outcomes/${competence}/claim`).send(body))
    await claim('1.1', { status: 'claimed', selfLevel: 3 })
    await claim('2.4', { status: 'dropped', reason: 'Remarkword' })
    await step.move(made.id, 'complete-identification')
    made.evidence['1.1'] = String((await handIn(made, text)).id)
    const cases = `/v1/recognitions/${made.id}`
    await step.ok(coordinator().post(`${cases}/accommodations`).send({ text: 'Needword' }))
    await step.declare(made.id)
    await step.move(made.id, 'complete-documentation')
    await step.assign(made.id, world.school)
    const as = (role: 'assessor' | 'validator' | 'issuer') => world.as({ school: world.school, role })
    await step.ok(
      as('assessor')
        .post(`${cases}/marks`)
        .send(step.marksFor(made, '1.1', 4)),
    )
    await step.move(made.id, 'complete-assessment')
    const decided = { outcomes: [{ competence: '1.1', result: 'reached' }] }
    await step.ok(as('validator').post(`${cases}/decision`).send(decided))
    const certificate = await step.ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const link = await step.ok(coordinator().post(`/v1/certificates/${certificate.id}/learner-links`))
    const holder = new URL(String(link.url)).pathname
    const shared = await step.ok(
      world.anyone.post(`${holder}/shares`).send({ level: 'everything', days: 90 }),
    )
    return {
      person: String(id),
      made,
      certificate: String(certificate.id),
      code: String(certificate.verificationUrl).split('/').at(-1)!,
      holder,
      share: new URL(String(shared.url)).pathname,
    }
  }

  /** A learner who handed in one file, and whose case was given up. */
  async function gaveUp(text: string): Promise<{ person: string; made: Case }> {
    const { id } = await step.person()
    const made = await step.documentation(outcome, { learnerId: id })
    made.evidence['1.1'] = String((await handIn(made, text)).id)
    await step.move(made.id, 'withdraw', 'Not continued.')
    return { person: String(id), made }
  }

  async function appealed({ made }: Lived): Promise<() => Promise<unknown>> {
    const link = await step.ok(
      coordinator().post(`/v1/recognitions/${made.id}/appeal-links`).send({ party: 'learner' }),
    )
    const page = new URL(String(link.url)).pathname
    const complaint = { kind: 'complaint', grounds: 'Groundword', name: `Learner ${byName}` }
    const { appeals } = (await step.ok(world.anyone.post(page).send(complaint))) as { appeals: Body[] }
    return () => step.ok(world.anyone.post(`${page}/withdrawal`).send({ appealId: appeals[0]!.id }))
  }

  const afterWindow = () => world.clock.advance(40)

  /** Every row of the tables in which a word stands. */
  async function tablesWith(word: string): Promise<string[]> {
    const { owner } = world.services.db
    const names = (await owner.execute(
      sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    )) as { name: string }[]
    const found: string[] = []
    for (const { name } of names) {
      const [row] = (await owner.execute(
        sql`select count(*)::int as n from ${sql.identifier(name)} t where strpos(t::text, ${word}) > 0`,
      )) as { n: number }[]
      if (row!.n > 0) found.push(name)
    }
    return found
  }

  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'))

  test('is refused with every reason at once and the first day on which it can be done', async () => {
    const one = await lived()
    const withdraw = await appealed(one)
    await step.ok(
      coordinator().post(`/v1/certificates/${one.certificate}/revocation`).send({ reason: 'fraud' }),
    )
    const second = await step.opened(outcome, { learnerId: one.person })
    const codes = ({ blockers }: Erasure) => blockers.map(({ code }) => code).sort()
    const refused = await erase(one.person)
    expect([refused.status, refused.body.type, refused.body.possibleFrom]).toEqual([
      409,
      'urn:problem:blocked',
      null,
    ])
    const all = ['appeal-open', 'appeal-window-open', 'case-open', 'revocation-open']
    expect(codes(refused.body)).toEqual(all)
    expect(await preview(one.person)).toMatchObject({ state: 'blocked', possibleFrom: null })

    await withdraw()
    await step.move(second.id, 'withdraw', 'Not continued.')
    await step.ok(coordinator().post(`/v1/certificates/${one.certificate}/revocation/dismissal`))
    const until = await preview(one.person)
    expect(codes(until)).toEqual(['appeal-window-open', 'appeal-window-open'])
    const last = until.blockers[0]!.until!
    expect(until.blockers[0]!.sentence).toContain(writeDayWithin(last, 'en'))
    const { body } = await erase(one.person)
    expect(body.detail).toContain(`It is possible from ${writeDayWithin(until.possibleFrom!, 'en')}.`)
    const over = endOfDay(last, DEFAULT_ZONE)
    world.clock.now = new Date(over.getTime() - 1000)
    expect((await erase(one.person)).status).toBe(409)
    world.clock.now = over
    expect((await preview(one.person)).state).toBe('possible')
    expect((await erase(one.person)).status).toBe(200)
  })

  test('waits for a certificate that is due after an appeal, or being issued', async () => {
    const one = await lived()
    afterWindow()
    const intent = sql`insert into certificates (id, organisation_id, hosting_organisation_id, recognition_id, number,
      code, status, snapshot, snapshot_sha256, status_list, status_index, issuer_id, created_at, updated_at)
      select gen_random_uuid(), organisation_id, hosting_organisation_id, recognition_id, number || '-x', code || 'x',
      'intended', snapshot, snapshot_sha256, status_list, status_index + 1, issuer_id, created_at, updated_at
      from certificates where id = ${one.certificate} returning id`
    const [row] = (await world.services.db.owner.execute(intent)) as { id: string }[]
    expect((await erase(one.person)).body.blockers).toMatchObject([{ code: 'certificate-due' }])
    await world.services.db.owner.execute(
      sql`update certificates set status = 'voided' where id = ${row!.id}`,
    )
    expect((await erase(one.person)).status).toBe(200)
  })

  test('takes out all that the matrix says, leaves all it keeps, and tells how much of each', async () => {
    const one = await lived()
    await describeMobility(world, one.made.mobilityId)
    const words = [...wordsOfAll, 'workshop@example.org']
    await (await appealed(one))()
    const kept = String((await coordinator().get(`/v1/recognitions/${one.made.id}/evidence`)).text)
    expect(kept).toContain('Portfoliotitel')
    afterWindow()
    const would = await preview(one.person)
    for (const word of words) expect([word, await held(word)]).toEqual([word, true])

    const { status, body, headers } = await erase(one.person).set('accept-language', 'lv')
    expect([status, body.state, headers['content-language']]).toEqual([200, 'erased', 'lv'])
    expect(body).toMatchObject({ reason: 'no-longer-needed', filesPending: 0 })
    expect(body.erasedBy).toBe(world.school.members.coordinator)
    const counts = (answer: Erasure) => answer.classes.map(({ code, fate, count }) => [code, fate, count])
    const told = counts(body).filter(([code]) => code !== 'audit-log')
    expect(told).toEqual(counts(would).filter(([code]) => code !== 'audit-log'))
    expect(Object.fromEntries(body.classes.map((each: Body) => [each.code, each.count]))).toMatchObject({
      'contact-data': 1,
      guardian: 1,
      'evidence-files': 1,
      'evidence-texts': 1,
      remarks: 1,
      europass: 2,
      'special-needs': 1,
      shares: 1,
      'appeal-texts': 1,
      certificates: 4,
      decisions: 1,
      agreements: 4,
    })
    expect(countOf(body, 'links')).toBeGreaterThan(3)
    expect(countOf(body, 'audit-log')).toBeGreaterThan(10)
    for (const each of body.classes as Erasure['classes']) {
      expect([each.code, each.what.length > 5, each.basis.length > 20]).toEqual([each.code, true, true])
    }

    const left = await Promise.all(words.map(held))
    expect(words.filter((_word, index) => left[index])).toEqual([])
    expect(await tablesWith('learner.one@example.org')).toEqual([])
    const named = await tablesWith(byName)
    // Kept as proof: the name in what was signed and issued, and under which it was signed.
    expect(named).toEqual([
      'agreement_signatures',
      'agreement_versions',
      'certificates',
      'declarations',
      'information_acknowledgements',
    ])
    const lines = await world
      .as({ school: world.school, role: 'auditor' })
      .get(`/v1/audit?subject=${one.person}&action=person.erase`)
    expect(lines.body.items).toMatchObject([
      { details: { reason: 'no-longer-needed', counts: { shares: 1 } } },
    ])

    /** In what is left of this person, or of those whom other tests erase. */
    async function held(word: string): Promise<boolean> {
      return (await tablesWith(word)).length > 0 || files().some((text) => text.includes(word))
    }
  })

  test('leaves a line that says so wherever the person, the case or the evidence is read', async () => {
    const one = await lived()
    afterWindow()
    const since = world.clock.now.toISOString()
    expect((await erase(one.person)).status).toBe(200)
    const person = (await coordinator().get(`/v1/people/${one.person}`)).body
    expect(person).toMatchObject({ givenName: null, familyName: null, birthDate: null, erasedAt: since })
    const changed = (await coordinator().get(`/v1/people?since=${since}`)).body.items as Body[]
    expect(changed.map((each) => each.id)).toEqual([one.person])
    const cases = `/v1/recognitions/${one.made.id}`
    const [piece] = (await coordinator().get(`${cases}/evidence`)).body.items
    expect(piece).toMatchObject({ title: null, url: null, record: null, kind: 'file', erasedAt: since })
    expect(piece.sha256).toMatch(/^[0-9a-f]{64}$/)
    const content = await coordinator().get(`${cases}/evidence/${piece.id}/content`)
    expect([content.status, content.body.detail]).toEqual([409, expect.stringContaining('erased')])
    const validator = world.as({ school: world.school, role: 'validator' })
    for (const read of [
      cases,
      `${cases}/decision-basis`,
      `${cases}/file.pdf`,
      `${cases}/file.zip`,
      '/v1/work',
    ]) {
      const { status } = await (read.includes('basis') ? validator : coordinator())
        .get(read)
        .buffer()
        .parse(asBytes)
      expect([read, status]).toEqual([read, 200])
    }
    const zip = await coordinator().get(`${cases}/file.zip`).buffer().parse(asBytes)
    expect((zip.body as Buffer).toString('latin1')).not.toMatch(/MISSING|Portfoliotitel/)
  })

  test('never makes a revoked certificate valid, nor a valid one anything else', async () => {
    const valid = await lived()
    const revoked = await lived()
    await step.revoke(revoked.certificate, 'fraud')
    afterWindow()
    for (const { person } of [valid, revoked]) expect((await erase(person)).status).toBe(200)
    for (const [one, expected] of [
      [valid, 'valid'],
      [revoked, 'revoked'],
    ] as const) {
      const own = `/v1/certificates/${one.certificate}`
      const download = async (form: string): Promise<Buffer> =>
        (await coordinator().get(`${own}.${form}`).buffer().parse(asBytes)).body
      const check = async (type: string, body: string | Buffer) =>
        (await world.anyone.post('/v1/verifications').set('content-type', type).send(body)).body
      const answers = [
        (await world.anyone.get(`/verify/${one.code}`)).body,
        await check('application/pdf', await download('pdf')),
        await check('application/vc+jwt', String(await download('jwt'))),
        await check('application/vc+ld+json', String(await download('ob3.json'))),
      ]
      expect(answers.map((each) => each.status)).toEqual(Array(4).fill(expected))
      // A stranger is told nothing but whether it holds.
      for (const each of answers) {
        expect(each.level).toBe('validity')
        expect(Object.keys(each.certificate).sort()).toEqual([
          'issuedAt',
          'issuedOn',
          'issuer',
          'issuerIdentity',
          'notice',
          'number',
          'title',
        ])
        expect(JSON.stringify(each)).not.toMatch(/L\. P\.|Pazīstamā|1\.1|2006-05-14/)
      }
      for (const gone of [one.share, one.holder]) expect((await world.anyone.get(gone)).status).toBe(404)
      const asked = await world.anyone
        .post('/v1/verifications')
        .send({ code: one.code, email: 'learner.one@example.org' })
      expect(asked.body.checks.at(-1)).toMatchObject({ check: 'person', finding: 'not-known' })
      const badge = JSON.parse(String(await download('ob3.json')))
      const { statusListCredential, statusListIndex } = badge.credentialStatus
      const list = await world.anyone
        .get(new URL(statusListCredential).pathname)
        .set('accept', 'application/json')
      const bits = decodeStatusList(list.body.credentialSubject.encodedList)
      expect(isSet(bits, Number(statusListIndex))).toBe(expected === 'revoked')
    }
    const faults: unknown[] = []
    expect(await checkCertificates(world.services, (fault) => faults.push(fault))).toBeGreaterThan(1)
    // An intent that another test gave up has no documents.
    expect(faults).toEqual([])
    expect((await step.revoke(valid.certificate, 'fraud')).status).toBe('revoked')
    expect((await world.anyone.get(`/verify/${valid.code}`)).body.status).toBe('revoked')
  })

  test('is answered alike a second time, and nothing is written about the person any more', async () => {
    const one = await lived()
    afterWindow()
    const idle = await step.mobility({ learnerId: one.person })
    const key = 'register-again'
    const first = await erase(one.person).set('idempotency-key', key)
    const again = await erase(one.person)
    expect(again.body).toEqual(first.body)
    expect((await coordinator().post(path(one.person)).send({ reason: 'objection' })).body).toEqual(
      first.body,
    )
    const lines = await world
      .as({ school: world.school, role: 'auditor' })
      .get(`/v1/audit?subject=${one.person}&action=person.erase`)
    expect(lines.body.items).toHaveLength(1)

    const cases = `/v1/recognitions/${one.made.id}`
    const stay = {
      learnerId: one.person,
      hostingOrganisationId: world.host.id,
      projectCode: '2026-1-LV01-KA121-VET-000012345',
      startsOn: '2026-09-07',
      endsOn: '2026-10-02',
      workloadHours: 120,
    }
    const person = coordinator().patch(`/v1/people/${one.person}`).set('if-match', '*')
    const mobility = coordinator().patch(`/v1/mobilities/${idle.id}`).set('if-match', '*')
    const writes: [string, PromiseLike<{ status: number; text: string }>][] = [
      ['person', person.send({ email: 'learner.one@example.org' })],
      ['mobility', mobility.send({ objective: 'Goalword' })],
      ['learner link', coordinator().post(`/v1/certificates/${one.certificate}/learner-links`)],
      ['new stay', coordinator().post('/v1/mobilities').send(stay)],
    ]
    for (const [what, write] of writes) {
      const { status, text } = await write
      expect([what, status, /erased/.test(text)]).toEqual([what, what === 'new stay' ? 422 : 409, true])
    }
    // Nothing was left to do through these before.
    for (const kind of ['appeal', 'declaration']) {
      const link = await coordinator()
        .post(`${cases}/${kind}-links`)
        .send(kind === 'appeal' ? { party: 'learner' } : {})
      expect([kind, link.status]).toEqual([kind, 409])
    }
    // An answer kept for repeated requests would tell again what was erased.
    const fresh = { givenName: 'Learner', familyName: 'Goalword', birthDate: '2006-05-14' }
    const register = () => coordinator().post('/v1/people').set('idempotency-key', 'k1').send(fresh)
    const { id } = (await register()).body
    expect((await erase(id)).status).toBe(200)
    const repeated = await register()
    expect([repeated.status, repeated.text.includes('Goalword')]).toEqual([409, false])
    expect(await tablesWith('Goalword')).toEqual([])
  })

  test('is for a coordinator or administrator of the organisation that sent the person', async () => {
    const { id } = await step.person()
    await step.mobility({ learnerId: id })
    for (const school of [world.host, world.stranger]) {
      const other = world.as({ school, role: 'coordinator' })
      expect((await other.post(path(String(id))).send({ reason: 'unlawful' })).status).toBe(404)
      expect((await other.get(path(String(id)))).status).toBe(404)
    }
    const unknown = await coordinator()
      .post(path(String(id)))
      .send({ reason: 'because', note: 'x' })
    expect(unknown.body.errors).toHaveLength(2)
    expect(
      (
        await world
          .as({ school: world.school })
          .post(path(String(id)))
          .send({ reason: 'unlawful' })
      ).status,
    ).toBe(403)
    const admin = world.as({ school: world.school, role: 'admin' })
    expect((await admin.post(path(String(id))).send({ reason: 'unlawful' })).body.state).toBe('erased')
  })

  test('keeps a file that is also evidence of somebody else, until they are erased too', async () => {
    const text = 'A group made this together.'
    const [one, other] = [await gaveUp(text), await gaveUp(text)]
    afterWindow()
    expect(countOf((await erase(one.person)).body, 'evidence-files')).toBe(1)
    const { made } = other
    const content = () =>
      coordinator().get(`/v1/recognitions/${made.id}/evidence/${made.evidence['1.1']}/content`)
    expect((await content().buffer().parse(asBytes)).body.toString()).toBe(text)
    await erase(other.person)
    expect(files()).not.toContain(text)
    await removeFiles(world.services)
  })

  test('a file that could not be removed is removed by the job, and nothing waits for one', async () => {
    const text = 'Workbytes that stay a while.'
    const one = await gaveUp(text)
    afterWindow()
    before = {
      remove: async () => {
        throw new Error('the disk is away')
      },
    }
    const { body } = await erase(one.person)
    expect([body.state, body.filesPending, files().includes(text)]).toEqual(['erased', 1, true])
    world.clock.advance(1)
    await expect(removeFiles(world.services)).rejects.toThrow('1 files could not be removed')
    const stuck = async () => {
      const admin = world.as({ school: world.school, role: 'admin' })
      const { items } = (await step.ok(admin.get('/v1/work?view=all'))) as {
        items: { kind: string; tasks: { sentence: string }[] }[]
      }
      return items.filter(({ kind }) => kind === 'stuck').map(({ tasks }) => tasks[0]!.sentence)
    }
    expect(await stuck()).toEqual([expect.stringContaining('file of an erased piece of evidence')])
    before = {}
    world.clock.advance(1)
    await removeFiles(world.services)
    expect(await stuck()).toEqual([])
    expect([(await preview(one.person)).filesPending, files().includes(text)]).toEqual([0, false])
  })

  test('a file that the scanner never saw is not waited for', async () => {
    world.services.antivirus = { scan: () => Promise.reject(new Error('the scanner is away')) }
    const one = await gaveUp('Held, and then given up.')
    world.services.antivirus = null
    afterWindow()
    expect((await erase(one.person)).body.state).toBe('erased')
    const scanner = { scan: () => Promise.resolve('clean' as const) }
    await scanHeldEvidence({ ...world.services, antivirus: scanner })
  })

  test('a file that is handed in while it is removed is there afterwards', async () => {
    const text = 'The same poster, handed in again.'
    const one = await gaveUp(text)
    const other = await step.documentation(outcome)
    afterWindow()
    let keptOn = () => {}
    const keeping = new Promise<void>((reached) => {
      before = {
        keep: () =>
          new Promise((go) => {
            reached()
            keptOn = go
          }),
      }
    })
    const handingIn = handIn(other, text)
    await keeping
    before = {}
    // Its bytes are found to be there, its record is not written yet: the moment to remove them.
    const erased = await Promise.race([erase(one.person), pause(400).then(() => null)])
    keptOn()
    const piece = await handingIn
    expect(erased === null || erased.status === 200).toBe(true)
    await pause(50)
    await removeFiles(world.services)
    const content = coordinator().get(`/v1/recognitions/${other.id}/evidence/${piece.id}/content`)
    expect((await content.buffer().parse(asBytes)).body.toString()).toBe(text)
  })

  /** An appeal of a certified case that changed its results. */
  async function upheld(one: Lived): Promise<void> {
    const { owner } = world.services.db
    const appeal = uuidv7()
    await owner.execute(sql`insert into appeals (id, organisation_id, hosting_organisation_id, recognition_id, kind, party,
      person_id, name, grounds, competences, state, submitted_at, due_on, heard_at, closed_at, reasons, updated_at)
      values (${appeal}, ${world.school.id}, ${world.host.id}, ${one.made.id}, 'appeal', 'learner', ${one.person},
      'Learner One', 'It was better.', '{1.1}', 'upheld', now(), '2027-01-01', now(), now(), 'It was.', now())`)
    await owner.execute(sql`insert into decisions (id, organisation_id, hosting_organisation_id, recognition_id, outcome_id,
      validator_id, result, level, improved, decided_at, supersedes, appeal_id)
      select gen_random_uuid(), organisation_id, hosting_organisation_id, recognition_id, outcome_id, validator_id,
      result, level, improved, ${world.clock.now.toISOString()}, id, ${appeal} from decisions where recognition_id = ${one.made.id}`)
  }

  test('waits for the certificate that an upheld appeal is owed', async () => {
    const one = await lived()
    afterWindow()
    await upheld(one)
    expect((await erase(one.person)).body.blockers).toMatchObject([{ code: 'certificate-due' }])
    const issuer = world.as({ school: world.school, role: 'issuer' })
    await step.ok(issuer.post('/v1/certificates').send({ recognitionId: one.made.id }))
    expect((await erase(one.person)).body.blockers).toMatchObject([{ code: 'appeal-window-open' }])
  })

  test('waits for no certificate that can never be issued: the contested one was revoked by two people', async () => {
    const one = await lived()
    const revocation = `/v1/certificates/${one.certificate}/revocation`
    await step.ok(coordinator().post(revocation).send({ reason: 'fraud' }))
    await step.ok(
      world.as({ school: world.school, role: 'issuer' }).post(`${revocation}/confirmation`).send({}),
    )
    afterWindow()
    await upheld(one)
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const issued = await issuer.post('/v1/certificates').send({ recognitionId: one.made.id })
    expect(issued.status).toBe(409)
    expect(await preview(one.person)).toMatchObject({ state: 'possible', blockers: [] })
    expect((await erase(one.person)).status).toBe(200)
  })

  test('at the same time as something is begun about the person, one of the two is refused or comes first', async () => {
    for (let round = 0; round < 8; round++) {
      const { id: learnerId } = await step.person()
      const stay = await step.signedMobility(outcome, { learnerId })
      const opening = coordinator().post('/v1/recognitions').send({ mobilityId: stay.id })
      const [opened, erased] = await Promise.all([opening, erase(String(learnerId))])
      expect([opened.status, erased.status].sort()).toEqual(opened.status === 201 ? [201, 409] : [200, 409])
    }
  })

  test('at the same time as the learner makes an address of the certificate, none stays open', async () => {
    const one = await lived()
    afterWindow()
    const sharing = () => world.anyone.post(`${one.holder}/shares`).send({ level: 'everything', days: 90 })
    const [erased] = await Promise.all([erase(one.person), ...Array.from({ length: 8 }, sharing)])
    expect(erased.status).toBe(200)
    const rows = await world.services.db.owner.execute(
      sql`select 1 from shares where certificate_id = ${one.certificate}`,
    )
    expect([...(rows as Iterable<unknown>)]).toEqual([])
  })

  test('whoever begins something while it is under way waits for it, and is refused', async () => {
    const { id: learnerId } = await step.person({ externalId: null })
    const stay = await step.mobility({ learnerId })
    await step.draft(stay.id, outcome)
    const links = `/v1/mobilities/${stay.id}/agreement/links`
    let making: PromiseLike<{ status: number }> | undefined
    // The last step of an erasure, only slower.
    await world.services.db.owner.transaction(async (tx) => {
      await tx.execute(sql`select 1 from people where id = ${learnerId} for update`)
      making = coordinator()
        .post(links)
        .send({ party: 'learner' })
        .then((answer) => answer)
      await pause(150)
      await tx.execute(sql`update people set given_name = null, family_name = null, birth_date = null,
        erased_at = now() where id = ${learnerId}`)
    })
    expect((await making!).status).toBe(409)
  })

  test('waits for whoever holds the case, and then sees what they wrote', async () => {
    const one = await gaveUp('Seen by nobody.')
    afterWindow()
    let erasing: PromiseLike<{ status: number; body: Body }> | undefined
    // As `submit-appeal` does on the last day, only slower.
    await world.services.db.owner.transaction(async (tx) => {
      await tx.execute(sql`select 1 from recognitions where id = ${one.made.id} for update`)
      erasing = erase(one.person).then((answer) => answer)
      await pause(150)
      await tx.execute(sql`insert into appeals (id, organisation_id, hosting_organisation_id, recognition_id, kind, party,
        person_id, name, grounds, competences, state, submitted_at, due_on, updated_at) values (gen_random_uuid(),
        ${world.school.id}, ${world.host.id}, ${one.made.id}, 'appeal', 'learner', ${one.person}, 'Learner One', 'Late',
        '{1.1}', 'submitted', now(), '2027-01-01', now())`)
    })
    const { status, body } = await erasing!
    expect([status, body.blockers]).toMatchObject([409, [{ code: 'appeal-open' }]])
  })
})

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
