import { PDFiumLibrary } from '@hyzyla/pdfium'
import { encode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { printed } from '../../setup/on-paper.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]
const said = { party: 'hosting', name: 'Signatory One', position: 'Director', signedOn: '2026-11-21' }

describe('A learning agreement that is signed by hand', () => {
  let world: World
  let second: string
  const school = (memberId?: string) =>
    world.as({ school: world.school, role: 'coordinator', ...(memberId && { memberId }) })
  const host = () => world.as({ school: world.host, role: 'coordinator' })

  beforeAll(async () => {
    world = await newWorld()
    second = await newMember(world, world.school, ['coordinator'])
  })

  const drafted = async () => {
    const { mobility, draft } = given(world)
    const { id } = await mobility()
    const { hash } = await draft(id, outcomes)
    return { id, hash }
  }
  const bring = async (id: unknown, over: object = {}, file?: Buffer, number = 1) =>
    school()
      .post(`/v1/mobilities/${id}/agreement/versions/${number}/paper-signatures`)
      .field({ ...said, ...over })
      .attach('file', file ?? (await printed(world, id, number)), 'scan')
  const confirm = (id: unknown, signature: unknown, memberId?: string) =>
    school(memberId).post(`/v1/mobilities/${id}/agreement/paper-signatures/${signature}/confirmation`)
  const agreement = async (id: unknown) =>
    (await school().get(`/v1/mobilities/${id}/agreement`).expect(200)).body

  test('counts once a second member has confirmed having seen it, and says so that it is on paper', async () => {
    const { id, hash } = await drafted()
    const brought = await bring(id)
    expect([brought.status, brought.body]).toEqual([
      201,
      expect.objectContaining({ ...said, confirmed: null }),
    ])
    expect((await agreement(id)).missing).toContain('hosting')
    const own = await confirm(id, brought.body.id)
    expect([own.status, own.body.detail]).toEqual([
      403,
      'Somebody else confirms having seen what you brought.',
    ])
    await confirm(id, brought.body.id, second).expect(201)
    const again = await confirm(id, brought.body.id, second)
    expect(again.status).toBe(409)
    const { signatures, missing } = await agreement(id)
    expect(missing).not.toContain('hosting')
    expect(signatures).toEqual([
      expect.objectContaining({
        party: 'hosting',
        name: 'Signatory One',
        method: 'paper',
        signedOn: '2026-11-21',
      }),
    ])
    const { body: listed } = await school().get(`/v1/mobilities/${id}/agreement/paper-signatures`).expect(200)
    expect(listed.items).toEqual([
      expect.objectContaining({
        id: brought.body.id,
        confirmed: expect.objectContaining({ memberId: second }),
      }),
    ])
    await host().post(`/v1/mobilities/${id}/agreement/signatures`).send({ hash }).expect(409)
  })

  test('whose photograph is of something else is dismissed with a reason, and another one is brought', async () => {
    const { id } = await drafted()
    const { body: wrong } = await bring(id)
    const dismiss = (signature: unknown) =>
      host()
        .post(`/v1/mobilities/${id}/agreement/paper-signatures/${signature}/dismissal`)
        .send({ reason: 'It shows the agreement of somebody else.' })
    const { body: dismissed } = await dismiss(wrong.id).expect(200)
    expect(dismissed.dismissed).toMatchObject({
      memberId: world.host.members.coordinator,
      reason: 'It shows the agreement of somebody else.',
    })
    const late = await confirm(id, wrong.id, second)
    expect([late.status, late.body.detail]).toEqual([
      409,
      'This photograph was dismissed. Bring another one.',
    ])
    await dismiss(wrong.id).expect(409)
    const { body: right } = await bring(id)
    await confirm(id, right.id, second).expect(201)
    const confirmed = await dismiss(right.id)
    expect([confirmed.status, confirmed.body.detail]).toEqual([409, 'This signature is confirmed already.'])
    const { body: lines } = await world
      .as({ school: world.school, role: 'auditor' })
      .get('/v1/audit?limit=200&action=agreement.dismiss-paper-signature')
    expect(JSON.stringify(lines)).toContain('It shows the agreement of somebody else.')
  })

  test('is taken from a photograph, kept without what tells where it was taken, for both organisations alone', async () => {
    const { id } = await drafted()
    const brought = await bring(id, {}, await photographOf(await printed(world, id, 1)))
    expect([brought.status, brought.body.mediaType]).toEqual([201, 'image/png'])
    const path = `/v1/mobilities/${id}/agreement/paper-signatures/${brought.body.id}/photograph`
    const kept = await host().get(path).buffer().parse(asBytes).expect(200)
    expect(kept.headers['content-type']).toBe('image/png')
    expect((kept.body as Buffer).includes('A camera')).toBe(false)
    await world.as({ school: world.stranger, role: 'coordinator' }).get(path).expect(404)
  })

  test('is refused without the code of this very version', async () => {
    const { id } = await drafted()
    const other = await drafted()
    const faultOf = async (answer: ReturnType<typeof bring>) => {
      const { status, body } = await answer
      return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.detail]
    }
    const blank = Buffer.from(encode({ width: 40, height: 40, channels: 3, data: new Uint8Array(4800) }))
    expect(await faultOf(bring(id, {}, blank))).toEqual([
      422,
      '/file',
      expect.stringContaining('QR code of the print cannot be read'),
    ])
    expect(await faultOf(bring(id, {}, await printed(world, other.id, 1)))).toEqual([
      422,
      '/file',
      expect.stringContaining('another paper'),
    ])
    expect(await faultOf(bring(id, {}, Buffer.from('signed, honestly')))).toEqual([
      422,
      '/file',
      expect.stringContaining('no photograph'),
    ])
    expect((await faultOf(bring(id, { signedOn: '2026-12-24' })))[1]).toBe('/signedOn')
    expect((await faultOf(bring(id, { signedOn: '2026-11-20' })))[1]).toBe('/signedOn')
  })

  test('is that of who was asked: their name is on the sheet, and another name says by what right', async () => {
    const { id } = await drafted()
    const sheet = (await readPdf(await printed(world, id, 1))).text
    expect(sheet.match(/Learner One/g)!.length).toBeGreaterThan(1)
    const faultOf = async (over: object) => {
      const { status, body } = await bring(id, over)
      return [status, body.errors?.[0]?.pointer]
    }
    const learner = { party: 'learner', name: 'Somebody Else' }
    expect(await faultOf(learner)).toEqual([422, '/name'])
    expect(await faultOf({ party: 'hosting', onBehalf: 'An order.' })).toEqual([422, '/onBehalf'])
    const sameMarks = await bring(id, { party: 'learner', name: 'ONE  léarner' })
    expect(sameMarks.status).toBe(201)
    const brought = await bring(id, { ...learner, onBehalf: 'Power of attorney of 1 September.' })
    expect([brought.status, brought.body.onBehalf]).toEqual([201, 'Power of attorney of 1 September.'])
    await confirm(id, brought.body.id, second).expect(201)
    const { signatures, warnings } = await agreement(id)
    expect(signatures).toMatchObject([
      { name: 'Somebody Else', onBehalf: 'Power of attorney of 1 September.', method: 'paper' },
    ])
    expect(warnings.map(({ code }: { code: string }) => code)).toContain('signed-on-behalf')
    const signed = (await readPdf(await printed(world, id, 1))).text.replace(/\s+/g, ' ')
    expect(signed).toContain('Power of attorney of 1 September.')
    expect(signed).toContain('(on paper)')
  })

  test('of somebody else is refused where the organisation takes none', async () => {
    const { id } = await drafted()
    const set = (otherSigner: string | null) =>
      given(world).ok(
        world
          .as({ school: world.school, role: 'admin' })
          .patch('/v1/settings')
          .set('if-match', '*')
          .send({ otherSigner }),
      )
    await set('refuse')
    const { status, body } = await bring(id, {
      party: 'learner',
      name: 'Somebody Else',
      onBehalf: 'Power of attorney of 1 September.',
    })
    await set(null)
    expect([status, body.errors[0].pointer]).toEqual([422, '/name'])
  })

  test('of a version that is not the newest any more does not count', async () => {
    const { id } = await drafted()
    const brought = await bring(id)
    const first = await printed(world, id, 1)
    await given(world).draft(id, [{ competence: '1.1', baseline: 2, target: 3 }])
    expect((await confirm(id, brought.body.id, second)).status).toBe(412)
    expect((await bring(id, {}, first)).status).toBe(412)
  })

  test('confirmed by two at once, is one signature', async () => {
    const { id } = await drafted()
    const brought = await bring(id)
    const third = await newMember(world, world.school, ['coordinator'])
    const both = await Promise.all([
      confirm(id, brought.body.id, second),
      confirm(id, brought.body.id, third),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('stays visible: on the paper, its page, the case file and the certificate', async () => {
    const { ok, decided } = given(world)
    const byHand = async (mobilityId: unknown) => {
      const brought = await bring(mobilityId, { party: 'learner', name: 'Learner One' })
      await confirm(mobilityId, brought.body.id, second).expect(201)
    }
    const { id: recognitionId, mobilityId: id } = await decided(outcomes, {}, {}, { byHand })
    const paper = await ok(
      school().post(`/v1/mobilities/${id}/agreement/versions/1/papers`).send({ language: 'lv' }),
    )
    const { body } = await school().get(`/v1/papers/${paper.id}.pdf`).buffer().parse(asBytes).expect(200)
    expect((await readPdf(body as Buffer)).text).toContain('Learner One (uz papīra)')
    expect(paper.signatures).toContainEqual({ party: 'learner', on: '2026-11-21', method: 'paper' })
    const page = world.anyone.get(new URL(String(paper.url)).pathname).set('accept', 'text/html')
    expect((await page.set('accept-language', 'en')).text).toContain('Learner (on paper)')
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const certificate = await ok(issuer.post('/v1/certificates').send({ recognitionId }))
    const shown = world.anyone
      .get(new URL(String(certificate.verificationUrl)).pathname)
      .set('accept', 'text/html')
      .set('accept-language', 'en')
    expect((await shown).text).toContain('The learner signed the agreement on paper')
    const drawn = await issuer.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)
    expect((await readPdf(drawn.body as Buffer)).text.replace(/\s+/g, ' ')).toContain('(uz papīra)')
    const file = await school()
      .get(`/v1/recognitions/${recognitionId}/file.pdf?lang=en`)
      .buffer()
      .parse(asBytes)
    const told = (await readPdf(file.body as Buffer)).text.replace(/\s+/g, ' ')
    expect(told).toContain('Learner One (on paper)')
    expect(told).toContain('signed on paper')
    const zip = await school().get(`/v1/recognitions/${recognitionId}/file.zip`).buffer().parse(asBytes)
    expect((zip.body as Buffer).toString('latin1')).toMatch(
      /02-agreement\/version-1-on-paper-[0-9a-f-]{36}\.pdf/,
    )
  })
})

/** A picture of the last page of a print, as large as a telephone takes it, with a word of whose it was. */
async function photographOf(pdf: Buffer): Promise<Buffer> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const page = document.getPage(document.getPageCount() - 1)
    const { width, height, data } = await page.render({ scale: 2, render: 'bitmap', colorSpace: 'BGRA' })
    const text = { Comment: 'A camera' }
    return Buffer.from(encode({ width, height, channels: 4, data: Uint8Array.from(data), text }))
  } finally {
    library.destroy()
  }
}
