import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { actions, titleOf } from '../../../src/actions.ts'
import { say } from '../../../src/recognition/case-files/words.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const unzip = spawnSync('unzip', ['-v']).status === 0

describe('the case file', () => {
  let world: World
  let id: string
  let certificateId: string
  let evidenceText: string
  beforeAll(async () => {
    world = await newWorld()
    const make = given(world)
    const made = await make.decided(one)
    id = made.id
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const certificate = await make.ok(issuer.post('/v1/certificates').send({ recognitionId: id }))
    certificateId = String(certificate.id)
    const act = {
      decision: 'in-full',
      recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
      legalBasis: 'Cabinet Regulation No. 70',
      decidedOn: '2026-11-21',
    }
    await make.ok(issuer.post(`/v1/certificates/${certificateId}/acts`).send(act))
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await make.ok(
      coordinator.post(`/v1/recognitions/${id}/appeal-links`).send({ party: 'learner' }),
    )
    const complaint = { kind: 'complaint', grounds: 'Sūdzība par kavēšanos.', name: 'Learner One' }
    await make.ok(world.anyone.post(new URL(String(link.url)).pathname).send(complaint))
    const piece = await coordinator
      .get(`/v1/recognitions/${id}/evidence/${made.evidence['1.1']}/content`)
      .buffer()
      .parse(asBytes)
    evidenceText = piece.body.toString()
  })
  const auditor = () => world.as({ school: world.school, role: 'auditor' })

  const textOf = async (bytes: Buffer) => plain((await readPdf(bytes)).text)
  const plain = (text: string) => text.replaceAll(/[\s\u00a0]+/g, ' ')
  /** Each of these after the one before it, wherever else it stands. */
  function expectInOrder(text: string, wanted: string[]) {
    let from = 0
    for (const said of wanted.map(plain)) {
      const place = text.indexOf(said, from)
      if (place < 0)
        throw new Error(`"${said}" does not come after what was found: …${text.slice(from, from + 200)}`)
      from = place + said.length
    }
  }

  test('is one PDF in order, with the hash of everything and the words of the reader’s language', async () => {
    const english = await auditor().get(`/v1/recognitions/${id}/file.pdf?lang=en`).buffer().parse(asBytes)
    expect(english.status).toBe(200)
    const text = await textOf(english.body)
    const en = say.in('en')
    expectInOrder(text, [
      en('title-decided'),
      en('title-timeline'),
      en('title-outcomes'),
      en('step-agreed'),
      en('step-shown'),
      en('step-judged'),
      en('step-decided'),
      en('title-agreement'),
      en('title-acts'),
      en('title-audit'),
      en('title-register'),
    ])
    const certificate = (await auditor().get(`/v1/certificates/${certificateId}`)).body
    expect(text.replace(/\s/g, '')).toContain(certificate.snapshotSha256)
    expect(text).toContain('Sūdzība par kavēšanos.')
    expect(text).toContain('Cabinet Regulation No. 70')
    expect(text).toContain(titleOf(actions.issueCertificate)('en'))
    const latvian = await auditor().get(`/v1/recognitions/${id}/file.pdf?lang=lv`).buffer().parse(asBytes)
    expect(await textOf(latvian.body)).toContain(say('title-acts')('lv'))
  })

  test.skipIf(!unzip)('is a ZIP archive that other programs read, each file with its hash', async () => {
    const answer = await auditor().get(`/v1/recognitions/${id}/file.zip`).buffer().parse(asBytes)
    expect(answer.headers['content-type']).toBe('application/zip')
    const folder = mkdtempSync(join(tmpdir(), 'case-file-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'file.zip'), answer.body)
    execFileSync('unzip', ['-tq', 'file.zip'], { cwd: folder })
    execFileSync('unzip', ['-q', 'file.zip', '-d', 'all'], { cwd: folder })
    const all = join(folder, 'all')
    const sums = readFileSync(join(all, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
    const names = readdirSync(all, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(sums).toHaveLength(names.length - 1)
    for (const line of sums) {
      const [sum, name] = line.split('  ') as [string, string]
      expect(
        createHash('sha256')
          .update(readFileSync(join(all, name)))
          .digest('hex'),
      ).toBe(sum)
    }
    const listed = sums.map((line) => line.split('  ')[1] ?? '')
    const parts = listed.map((name) => name.slice(0, 2))
    expect(parts).toEqual([...parts].sort())
    expect(new Set(parts).size).toBe(14)
    const evidence = listed.find((name) => /^04-evidence\/.*\.txt$/.test(name)) ?? ''
    expect(readFileSync(join(all, evidence), 'utf8')).toBe(evidenceText)
    const paper = await auditor().get(`/v1/certificates/${certificateId}.pdf`).buffer().parse(asBytes)
    const packed = listed.find((name) => /^08-certificates\/.*\.pdf$/.test(name)) ?? ''
    expect(Buffer.compare(readFileSync(join(all, packed)), paper.body)).toBe(0)
    const acts = JSON.parse(readFileSync(join(all, '09-recognition-acts.json'), 'utf8'))
    expect(acts).toMatchObject([{ decision: 'in-full', legalBasis: 'Cabinet Regulation No. 70' }])
    const appeals = JSON.parse(readFileSync(join(all, '10-appeals.json'), 'utf8'))
    expect(appeals.appeals[0].grounds).toBe('Sūdzība par kavēšanos.')
    expect(appeals.steps.map((step: { action: string }) => step.action)).toEqual(['submit'])
    const audit = JSON.parse(readFileSync(join(all, '12-audit.json'), 'utf8'))
    expect(audit.map((line: { action: string }) => line.action)).toContain('certificate.issue')
  })

  describe('of a case in which everything happened', () => {
    const need = 'Vajadzīga klusa telpa.'
    let whole: string
    const told: Record<string, string> = {}
    beforeAll(async () => {
      const make = given(world)
      const as = (role: 'coordinator' | 'assessor' | 'validator' | 'issuer', memberId?: string) =>
        world.as({ school: world.school, role, ...(memberId ? { memberId } : {}) })
      const made = await make.opened(one)
      whole = made.id
      const versions = `/v1/mobilities/${made.mobilityId}/agreement/versions`
      await make.draft(made.mobilityId, [{ competence: '1.1', baseline: 2, target: 5 }])
      const taken = { reason: 'Not agreed after all.' }
      await make.ok(as('coordinator').post(`${versions}/2/withdrawal`).send(taken))
      const path = await make.informationLink(whole)
      const { hash } = await make.ok(world.anyone.get(path))
      told.informationHash = String(hash)
      const form = { name: 'Learner One', accept: true, hash, accommodations: need }
      await make.ok(world.anyone.post(path).send(form))
      const claim = { status: 'claimed' }
      await make.ok(as('coordinator').put(`/v1/recognitions/${whole}/outcomes/1.1/claim`).send(claim))
      await make.move(whole, 'complete-identification')
      made.evidence['1.1'] = String((await make.evidence(whole, ['1.1'])).id)
      await make.declare(whole)
      await make.move(whole, 'complete-documentation')

      await make.assign(whole, world.school)
      const second = await newMember(world, world.school, ['assessor'])
      const third = await newMember(world, world.school, ['assessor'])
      const conflicted = await newMember(world, world.school, ['assessor'])
      const assignments = `/v1/recognitions/${whole}/assignments`
      const assigned = await make.ok(
        as('coordinator').post(assignments).send({ memberId: conflicted, round: 'second' }),
      )
      const conflict = { lastTrainedOn: null, related: false, otherConflict: 'Shares a company.' }
      const declaration = `${assignments}/${assigned.id}/declaration`
      await make.ok(as('assessor', conflicted).post(declaration).send(conflict))
      const mistaken = await make.ok(
        as('coordinator').post(assignments).send({ memberId: third, round: 'second' }),
      )
      const mistake = { reason: 'Meant as adjudicator.' }
      await make.ok(as('coordinator').post(`${assignments}/${mistaken.id}/withdrawal`).send(mistake))
      const marks = `/v1/recognitions/${whole}/marks`
      await make.ok(
        as('assessor')
          .post(marks)
          .send(make.marksFor(made, '1.1', 4)),
      )
      const ask = { competence: '1.1', reason: 'asked-for' }
      await make.ok(as('coordinator').post(`/v1/recognitions/${whole}/second-markings`).send(ask))
      await make.assign(whole, world.school, 'second', second)
      await make.ok(
        as('assessor', second)
          .post(marks)
          .send(make.marksFor(made, '1.1', 2)),
      )
      await make.assign(whole, world.school, 'adjudication', third)
      await make.ok(
        as('assessor', third)
          .post(marks)
          .send(make.marksFor(made, '1.1', 3)),
      )
      await make.move(whole, 'complete-assessment')
      const decision = { outcomes: [{ competence: '1.1', result: 'partly' }] }
      await make.ok(as('validator').post(`/v1/recognitions/${whole}/decision`).send(decision))
      const certificate = await make.ok(as('issuer').post('/v1/certificates').send({ recognitionId: whole }))
      const revocation = `/v1/certificates/${certificate.id}/revocation`
      await make.ok(as('coordinator').post(revocation).send({ reason: 'wrong-data' }))
      await make.ok(as('issuer').post(`${revocation}/dismissal`))

      const link = await make.ok(
        as('coordinator').post(`/v1/recognitions/${whole}/appeal-links`).send({ party: 'learner' }),
      )
      const appeal = { kind: 'appeal', competences: ['1.1'], grounds: 'Not seen.', name: 'Learner One' }
      const page = await make.ok(world.anyone.post(new URL(String(link.url)).pathname).send(appeal))
      const [submitted] = page.appeals as { id: string }[]
      const at = `/v1/appeals/${submitted?.id}`
      told.appeal = String(submitted?.id)
      const hearer = as('validator', await newMember(world, world.school, ['validator']))
      const marker = as('assessor', await newMember(world, world.school, ['assessor']))
      await make.ok(hearer.post(`${at}/hearing`))
      await make.ok(as('coordinator').post(`${at}/marking-request`))
      await make.ok(marker.post(`${at}/marks`).send(make.appealMarksFor(made, '1.1', 4)))
      const outcomes = [{ competence: '1.1', result: 'reached' }]
      const upheld = { outcome: 'upheld', reasons: 'The page shows it.', outcomes }
      await make.ok(hearer.post(`${at}/decision`).send(upheld))
    })

    const file = async (role: 'coordinator' | 'auditor', form: 'pdf' | 'zip') => {
      const path = `/v1/recognitions/${whole}/file.${form}?lang=en`
      const answer = await world.as({ school: world.school, role }).get(path).buffer().parse(asBytes)
      expect(answer.status).toBe(200)
      return answer.body as Buffer
    }

    test('tells in its PDF of amendments, information, assessors and their conflicts, every round and requests to revoke', async () => {
      const text = await textOf(await file('coordinator', 'pdf'))
      const en = say.in('en')
      expectInOrder(text, [
        en('title-outcomes'),
        en('step-judged'),
        en('step-explained'),
        en('step-decided'),
        en('title-agreement'),
        en('title-information'),
        en('title-accommodations'),
        en('title-assignments'),
        en('title-second-markings'),
        en('title-appeals'),
        en('title-certificates'),
      ])
      expectInOrder(text, [
        en('changes-since', { number: 1 }),
        'Outcome 1.1, target level',
        'Level 4 · Intermediate (4 of 8)',
        'Level 5 · Advanced (5 of 8)',
      ])
      expect(text).toContain('Not agreed after all.')
      expect(text.replace(/\s/g, '')).toContain(told.informationHash)
      expect(text).toContain(need)
      expect(text).toContain('Shares a company.')
      expect(text).toContain('Meant as adjudicator.')
      const [level, none] = [(of: number) => `Level ${of} · Intermediate (${of} of 8)`, en('no-level')]
      expectInOrder(text, [
        ...[en('round-first'), en('round-second'), en('round-adjudication')],
        ...[en('level-by-marks'), level(4), none, level(3)],
        ...[en('round-appeal'), en('level-by-marks'), level(4)],
        ...[en('second-marking'), en('reason-asked-for')],
      ])
      expect(text).toMatch(/Drawn 0\.\d+/)
      expect(text).toContain(en('revocation-asked'))
      expect(text).toContain(en('revocation-dismissed'))
      expect(text).toContain(titleOf(actions.acknowledgeInformation)('en'))
    })

    test('tells in its PDF every move of an appeal, by whom, and what the host’s people did', async () => {
      const text = await textOf(await file('coordinator', 'pdf'))
      const name = (role: string) => `Parauga tehnikums: ${role}`
      const en = say.in('en')
      const at = '21 Nov 2026, 14:00 UTC'
      expectInOrder(text.slice(text.indexOf(`${en('appeal-number', { kind: 'appeal', number: 1 })} ·`)), [
        'The page shows it.',
        ...[en('appeal-step-submit'), 'received', 'Learner', at],
        ...[en('appeal-step-hear'), 'being heard', name('validator'), at],
        ...[en('appeal-step-ask-marking'), 'being heard', name('coordinator'), at],
        ...[en('appeal-step-mark-again'), 'being heard', name('assessor'), at],
        ...[en('appeal-step-uphold'), 'upheld', name('validator'), at],
      ])
      expect(text).toContain(titleOf(actions.attestEvidence)('en'))
    })

    test('tells an auditor that special needs are on record, and not what they are', async () => {
      const text = await textOf(await file('auditor', 'pdf'))
      expect(text).toContain(say('withheld')('en'))
      expect(text).not.toContain(need)
    })

    test.skipIf(!unzip)('holds all of it as data in its ZIP archive', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'case-file-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      const unpacked = async (role: 'coordinator' | 'auditor') => {
        writeFileSync(join(folder, `${role}.zip`), await file(role, 'zip'))
        execFileSync('unzip', ['-q', `${role}.zip`, '-d', role], { cwd: folder })
        return (name: string) => JSON.parse(readFileSync(join(folder, role, name), 'utf8'))
      }
      const data = await unpacked('coordinator')
      expect(data('02-agreement/version-1.json')).toMatchObject({ changes: null, withdrawal: null })
      const amended = data('02-agreement/version-2.json')
      expect(amended.withdrawal.reason).toBe('Not agreed after all.')
      expect(amended.changes).toContainEqual({
        change: 'changed',
        pointer: '/outcomes/0/target',
        old: 4,
        new: 5,
      })
      expect(data('03-information.json').hash).toBe(told.informationHash)
      expect(data('03-accommodations.json')).toMatchObject({ recorded: 1, items: [{ text: need }] })
      const states = data('06-assignments.json').map((row: { round: string; state: string }) => [
        row.round,
        row.state,
      ])
      expect(states).toEqual([
        ['first', 'accepted'],
        ['second', 'conflicted'],
        ['second', 'withdrawn'],
        ['second', 'accepted'],
        ['adjudication', 'accepted'],
        ['appeal', 'accepted'],
      ])
      const marked = data('06-assessments.json').map((row: { round: string; appealId: string | null }) => [
        row.round,
        row.appealId,
      ])
      expect(marked).toEqual([
        ['first', null],
        ['second', null],
        ['adjudication', null],
        ['appeal', told.appeal],
      ])
      const { appeals, steps } = data('10-appeals.json')
      expect(appeals).toMatchObject([{ id: told.appeal, state: 'upheld', reasons: 'The page shows it.' }])
      const moves = steps.map((step: { action: string; from: string | null; to: string }) => [
        step.action,
        step.from,
        step.to,
      ])
      expect(moves).toEqual([
        ['submit', null, 'submitted'],
        ['hear', 'submitted', 'in-hearing'],
        ['ask-marking', 'in-hearing', 'in-hearing'],
        ['mark-again', 'in-hearing', 'in-hearing'],
        ['uphold', 'in-hearing', 'upheld'],
      ])
      const drawn = data('06-second-markings.json')
      expect(drawn[0].drawn).toBeGreaterThanOrEqual(0)
      expect(drawn.at(-1).reasons).toContain('asked-for')
      const [folderName] = readdirSync(join(folder, 'coordinator', '08-certificates'))
      expect(data(`08-certificates/${folderName}/about.json`).requests).toMatchObject([
        { outcome: 'dismissed', reason: 'wrong-data' },
      ])
      const audit = data('12-audit.json').map((line: { action: string }) => line.action)
      for (const action of [
        'assessment.assign',
        'assessment.ask-second',
        'outcome.claim',
        'agreement.withdraw',
        'appeal.ask-marking',
        'evidence.attest',
        'evidence.submit',
      ])
        expect(audit).toContain(action)
      const asAuditor = await unpacked('auditor')
      expect(asAuditor('03-accommodations.json')).toEqual({ recorded: 1, items: null })
    })
  })

  test('says so where the bytes of evidence are gone, and gives the rest', async () => {
    const made = await given(world).decided(one)
    const open = world.services.storage.open
    world.services.storage.open = () => Promise.reject(new Error('gone'))
    onTestFinished(() => {
      world.services.storage.open = open
    })
    const answer = await auditor().get(`/v1/recognitions/${made.id}/file.zip`).buffer().parse(asBytes)
    expect(answer.status).toBe(200)
    expect(answer.body.toString('latin1')).toContain('.MISSING.txt')
    expect(answer.body.toString('latin1')).toContain('SHA256SUMS')
  })

  test('shows what each piece of evidence is and looks like: pictures in small, the start of texts, what was said', async () => {
    const make = given(world)
    const made = await make.documentation(one)
    const lines = ['First line.', '', 'Second line.', 'Third.', 'Fourth.', 'Fifth, which is not shown.']
    await make.evidence(made.id, ['1.1'], lines.join('\n'))
    const mentor = world.as({ school: world.host, role: 'mentor' })
    const picture = encode({ width: 4, height: 4, channels: 3, data: new Uint8Array(48) })
    const about = { title: 'Screen of the form', producedOn: '2026-09-20', competences: '1.1' }
    const path = `/v1/recognitions/${made.id}/evidence`
    await make.ok(mentor.post(path).field(about).attach('file', Buffer.from(picture), 'screen.png'))
    const by = { name: 'Host One', position: 'Head of reception', organisation: null }
    const seen = { text: `Found the timetable. ${'x'.repeat(600)}`, by }
    const known = { producedOn: '2026-09-20', competences: ['1.1'] }
    const records = [
      { kind: 'observation', title: 'At the desk', ...known, record: seen },
      { kind: 'link', title: 'Map', ...known, url: 'https://example.org/map' },
    ]
    for (const record of records) await make.ok(mentor.post(`${path}/records`).send(record))
    const asked = auditor().get(`/v1/recognitions/${made.id}/file.pdf?lang=en`)
    const { text, heard } = await readPdf((await asked.buffer().parse(asBytes)).body)
    expectInOrder(plain(text), [
      ...['Evidence 1 · Portfolio', 'First line.', 'Second line.', 'Third.', 'Fourth.'],
      ...['Evidence 2 · Screen of the form', 'File (PNG, 1 kB)', 'submitted by Example Workshop, person 1'],
      ...['Evidence 3 · At the desk', 'Found the timetable.', '…', 'Said by Host One, Head of reception'],
      ...['Evidence 4 · Map', 'https://example.org/map'],
    ])
    expect(text).not.toContain('Fifth')
    expect(heard).toContain('Evidence 2: Screen of the form')
  })

  test('is read by coordinator, validator and auditor of the sending organisation, and every reading is on record', async () => {
    const readings = async () => {
      const rows = await world.services.db.owner.execute(
        `select member_id from ledger where action = 'case-file.read' and subject_id = '${id}' order by id`,
      )
      return (rows as { member_id: string }[]).map((row) => row.member_id)
    }
    const before = (await readings()).length
    const path = `/v1/recognitions/${id}/file.zip`
    for (const role of ['coordinator', 'validator', 'auditor'] as const)
      expect((await world.as({ school: world.school, role }).get(path).buffer().parse(asBytes)).status).toBe(
        200,
      )
    for (const role of ['mentor', 'assessor', 'issuer', 'admin'] as const)
      expect((await world.as({ school: world.school, role }).get(path)).status).toBe(403)
    expect((await world.as({ school: world.school }).get(path)).status).toBe(403)
    for (const school of [world.host, world.stranger])
      expect((await world.as({ school, role: 'auditor' }).get(path)).status).toBe(404)
    const { coordinator, validator, auditor } = world.school.members
    expect((await readings()).slice(before)).toEqual([coordinator, validator, auditor])
  })

  test('tells in the words of its reader that an amendment left an outcome out', async () => {
    const make = given(world)
    const kept = { competence: '1.1', baseline: 2, target: 4 }
    const made = await make.identification([kept, { competence: '2.4', baseline: 3, target: 5 }])
    const { hash } = await make.draft(made.mobilityId, [kept])
    await make.sign(made.mobilityId, hash)
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    await make.ok(coordinator.post(`/v1/recognitions/${made.id}/agreement`))
    const told = async (lang: string) => {
      const answer = await coordinator
        .get(`/v1/recognitions/${made.id}/file.pdf?lang=${lang}`)
        .buffer()
        .parse(asBytes)
      return (await textOf(answer.body)).replace(/\s+/g, ' ')
    }
    expect(await told('lv')).toContain('Svītrots mācību vienošanās 2. redakcijā.')
    expect(await told('en')).toContain('Left out of version 2 of the learning agreement.')
  })
})
