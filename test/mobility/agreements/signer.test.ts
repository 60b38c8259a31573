import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Body = Record<string, unknown>

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

let world: World
beforeAll(async () => {
  world = await newWorld()
})
const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const settle = (otherSigner: string | null) =>
  given(world).ok(
    world
      .as({ school: world.school, role: 'admin' })
      .patch('/v1/settings')
      .set('if-match', '*')
      .send({ otherSigner }),
  )
afterEach(() => settle(null))

/** An agreement that waits, and the page on which one party signs it. */
async function waiting(over: Body = {}, party = 'learner') {
  const step = given(world)
  const learner = await step.person(over)
  const { id } = await step.mobility({ learnerId: learner.id })
  const { hash } = await step.draft(id, outcomes)
  const link = await step.ok(coordinator().post(`/v1/mobilities/${id}/agreement/links`).send({ party }))
  return signing(id, String(hash), new URL(String(link.url)).pathname)
}

function signing(id: unknown, hash: string, path: string) {
  const sign = (form: Body) => world.anyone.post(path).send({ accept: true, hash, ...form })
  const typed = (form: Body, language = 'en') =>
    world.anyone
      .post(path)
      .type('form')
      .set({ accept: 'text/html', 'accept-language': language })
      .send({ accept: 'true', hash, ...form })
  return { id, path, sign, typed }
}

const faults = ({ body }: { body: Body }) =>
  (body.errors as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer)

describe('who signs through a link', () => {
  test('says when the learner was born, which no page tells them: another day is refused beside the field', async () => {
    const { path, sign, typed } = await waiting({ birthDate: '2006-05-14' })
    const name = 'Learner One'
    for (const [language, label, says] of [
      ['en', 'Your date of birth', 'Is not the date of birth that stands in the agreement'],
      ['lv', 'Jūsu dzimšanas datums', 'Nesakrīt ar vienošanās tekstā norādīto dzimšanas datumu'],
    ] as const) {
      const page = await typed({ name, birthDate: '2005-05-14' }, language)
      expect(page.status).toBe(422)
      for (const text of [label, says, 'href="#birthDate"', 'value="2005-05-14"', `value="${name}"`])
        expect(page.text).toContain(text)
    }
    const empty = await typed({ name, birthDate: '' })
    expect([empty.status, empty.text.includes('href="#birthDate">Fill this in.')]).toEqual([400, true])
    const other = await typed({ name: 'Somebody Else', birthDate: '2005-05-14' })
    expect(other.text).not.toContain('date of birth that stands')
    const { body } = await sign({ name, birthDate: '2006-05-14' })
    expect([body.missing, body.content.learner.birthDate]).toEqual([['sending', 'hosting'], undefined])
    const copy = await world.anyone.get(`${path}/agreement.html?lang=en`)
    expect(copy.text).toContain('<dd>not shown on this page</dd>')
  })

  test('is asked for no date of birth where nobody knows it', async () => {
    const { path } = await waiting({ birthDate: undefined, ofAge: true })
    const page = await world.anyone.get(path).set({ accept: 'text/html', 'accept-language': 'en' })
    expect(page.text).not.toContain('name="birthDate"')
    expect(page.text).toContain('not known; the sending organisation says that they are of age')
  })

  test('types their name as they like: order, marks and capitals do not matter', async () => {
    const name = { givenName: 'Anna Marija', familyName: 'Bērziņa-Kļaviņa' }
    for (const written of [
      'Anna Marija Bērziņa-Kļaviņa',
      'berzina klavina ANNA MARIJA',
      ' Bērziņa – Kļaviņa, Anna-Marija',
    ])
      expect((await (await waiting(name)).sign({ name: written })).status, written).toBe(200)
    const other = { givenName: 'Łukasz', familyName: "O'Groß" }
    expect((await (await waiting(other)).sign({ name: 'ogross lukasz' })).status).toBe(200)
    const latin = { latinGivenName: 'Avraham', latinFamilyName: 'Cohen' }
    const hebrew = { givenName: 'אברהם', familyName: 'כהן', ...latin }
    expect((await (await waiting(hebrew)).sign({ name: 'Avraham Cohen' })).status).toBe(200)
  })

  test('is not somebody of another name: the page says so beside the name, keeps it, and the link still works', async () => {
    const { sign, typed } = await waiting({ givenName: 'Zane', familyName: 'Liepa' })
    for (const name of ['Zane', 'Liepa', 'Zane Liepa Ozola', 'Guardian One', '–'])
      expect([name, (await sign({ name })).status]).toEqual([name, 422])
    const refused = await sign({ name: 'Zane Ozola' })
    expect(faults(refused)).toEqual(['/name'])
    expect(JSON.stringify(refused.body)).not.toContain('Liepa')
    for (const [language, says, opens] of [
      ['en', 'Is not the name of who was asked', 'I sign on behalf of somebody else'],
      ['lv', 'Nesakrīt ar tās personas vārdu', 'Parakstu citas personas vietā'],
    ] as const) {
      const page = await typed({ name: 'Zane Ozola' }, language)
      expect([page.status, page.headers['content-type']]).toEqual([422, 'text/html; charset=utf-8'])
      for (const text of ['value="Zane Ozola"', 'aria-invalid="true"', says, opens, 'value="true" checked'])
        expect(page.text).toContain(text)
    }
    expect((await sign({ name: 'Zane Liepa' })).status).toBe(200)
  })

  test('may be somebody else who says by what right: that stands as a deviation wherever the signature does', async () => {
    const step = given(world)
    const made = await step.mobility()
    const { hash } = await step.draft(made.id, outcomes)
    await step.sign(made.id, hash, [])
    const agreement = `/v1/mobilities/${made.id}/agreement`
    const link = await step.ok(coordinator().post(`${agreement}/links`).send({ party: 'learner' }))
    const { typed } = signing(made.id, String(hash), new URL(String(link.url)).pathname)
    expect((await typed({ name: 'Curator Three', onBehalf: 'Power of attorney 7' })).status).toBe(200)
    const { signatures, warnings, signed } = await step.ok(coordinator().get(agreement))
    expect(signed).toBe(true)
    expect(signatures).toContainEqual(
      expect.objectContaining({ party: 'learner', name: 'Curator Three', onBehalf: 'Power of attorney 7' }),
    )
    expect((warnings as { code: string }[]).map(({ code }) => code)).toContain('signed-on-behalf')
    const { id } = await step.ok(coordinator().post('/v1/recognitions').send({ mobilityId: made.id }))
    const file = await coordinator().get(`/v1/recognitions/${id}/file.pdf?lang=en`).buffer().parse(asBytes)
    expect((await readPdf(file.body)).text.replace(/\s+/g, ' ')).toContain('Power of attorney 7')
  })

  test('is nobody else where the organisation has set so, and the page does not offer it', async () => {
    const { path, sign } = await waiting()
    const page = () => world.anyone.get(path).set({ accept: 'text/html', 'accept-language': 'en' })
    expect((await page()).text).toContain('I sign on behalf of somebody else')
    await settle('refuse')
    expect((await page()).text).not.toContain('I sign on behalf of somebody else')
    const other = await sign({ name: 'Curator Three', onBehalf: 'Power of attorney 7' })
    expect([other.status, faults(other)]).toEqual([422, ['/name']])
    const own = await sign({ name: 'Learner One', onBehalf: 'Power of attorney 7' })
    expect([own.status, faults(own)]).toEqual([422, ['/onBehalf']])
    expect((await sign({ name: 'Learner One' })).status).toBe(200)
  })

  test('signs as a guardian by the guardian’s name, and never as the learner they sign for', async () => {
    const child = { birthDate: '2010-05-14', guardianName: 'Ilze Ozoliņa' }
    const { sign } = await waiting(child, 'guardian')
    for (const form of [{ name: 'Learner One' }, { name: 'Learner One', onBehalf: 'Myself' }]) {
      const refused = await sign(form)
      expect([refused.status, faults(refused)]).toEqual([422, ['/name']])
    }
    expect((await sign({ name: 'Ozolina Ilze' })).status).toBe(200)
  })

  test('gives every other word as themselves, too: what they read, whose work it is, and an appeal', async () => {
    const step = given(world)
    const opened = await step.opened(outcomes)
    const information = await step.informationLink(opened.id)
    const sheet = await step.ok(world.anyone.get(information))
    const form = { name: 'Curator Three', accept: true, hash: sheet.hash }
    expect(faults(await world.anyone.post(information).send(form))).toEqual(['/name'])
    await step.ok(world.anyone.post(information).send({ ...form, onBehalf: 'Guardian' }))
    const read = await step.ok(coordinator().get(`/v1/recognitions/${opened.id}/information`))
    expect([read.name, read.onBehalf]).toEqual(['Curator Three', 'Guardian'])

    const documented = await step.documentation(outcomes)
    await step.evidence(documented.id, ['1.1'])
    const declaring = await step.declarationLink(documented.id)
    const { hash } = await step.ok(world.anyone.get(declaring))
    const word = { name: 'Curator Three', accept: true, hash }
    expect(faults(await world.anyone.post(declaring).send(word))).toEqual(['/name'])
    const declared = await step.ok(world.anyone.post(declaring).send({ ...word, onBehalf: 'Guardian' }))
    expect(declared.onBehalf).toBe('Guardian')

    const { recognitionId: id } = await step.certificate(outcomes)
    const link = await step.ok(
      coordinator().post(`/v1/recognitions/${id}/appeal-links`).send({ party: 'learner' }),
    )
    const path = new URL(String(link.url)).pathname
    const appeal = { kind: 'complaint', grounds: 'It took a year.', name: 'Curator Three' }
    expect(faults(await world.anyone.post(path).send(appeal))).toEqual(['/name'])
    const page = await world.anyone.post(path).type('form').set('accept', 'text/html').send(appeal)
    expect(page.status).toBe(422)
    for (const text of ['It took a year.', 'value="Curator Three"', 'value="complaint" required checked'])
      expect(page.text).toContain(text)
    await step.ok(world.anyone.post(path).send({ ...appeal, onBehalf: 'Guardian' }))
  })
})
