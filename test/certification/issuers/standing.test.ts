import { encode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkCertificates } from '../../../src/certification/register-check/check-certificates.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const as = (role: 'admin' | 'issuer') => world.as({ school: world.school, role })
const accreditation = {
  kind: 'erasmus-vet-accreditation',
  scope: { lv: 'Mobilitātes organizēšana', en: 'Organising of mobilities' },
  by: 'Agency Two',
  number: '2026-1-LV01',
  from: '2026-01-01',
  until: '2027-12-31',
  link: 'https://example.org/register/1234',
}
const over = { ...accreditation, number: '2020-1-LV01', from: '2020-01-01', until: '2026-11-20' }

async function confirm(stated: object = {}): Promise<void> {
  await as('admin')
    .put(`/v1/organisations/${world.school.id}/identity`)
    .send({
      name: world.school.name,
      country: 'LV',
      checkedBy: 'Agency One',
      checkedHow: 'register-extract',
      checkedOn: '2026-11-02',
      ...stated,
    })
    .expect(200)
}

type Forms = {
  id: string
  address: string
  paper: string
  snapshot: Record<string, unknown>
  badge: string
  european: string
}

async function issued(): Promise<Forms> {
  const { id, verificationUrl } = await given(world).certificate()
  return formsOf(String(id), new URL(String(verificationUrl)).pathname)
}

async function formsOf(id: string, address: string): Promise<Forms> {
  const download = async (form: string): Promise<Buffer> =>
    (await as('issuer').get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes).expect(200)).body
  return {
    id,
    address,
    paper: (await readPdf(await download('pdf'))).text.replaceAll(/\s+/g, ' '),
    snapshot: JSON.parse(String(await download('json'))).issuer,
    badge: String(await download('ob3.json')),
    european: String(await download('edc.jsonld')),
  }
}

const look = async (address: string, language = 'en') => {
  const page = await world.anyone.get(`${address}?lang=${language}`).set('accept', 'text/html').expect(200)
  const json = await world.anyone.get(address).set('accept-language', language).expect(200)
  return { page: page.text.replaceAll(/<[^>]*>|\s+/g, ' ').replaceAll(/ +/g, ' '), json: json.body }
}

describe('a certificate says of its issuer', () => {
  let before: Forms
  test('that nobody has confirmed it, as long as nobody has', async () => {
    before = await issued()
    expect(before.snapshot).toMatchObject({ confirmed: null })
    expect(before.snapshot).not.toHaveProperty('accreditations')
    expect(before.paper).toContain('Not confirmed')
    expect(before.paper).toContain('Nav apstiprināta')
    const { page, json } = await look(before.address)
    expect(page).toContain('Identity of the issuer Not confirmed')
    expect(json.issuer).toEqual({ confirmed: null, sentence: 'Not confirmed' })
    expect(json.certificate.issuerIdentity).toBe('Not confirmed')
  })

  test('who has confirmed it and when, and what it was competent for on the day of issue, in every form', async () => {
    const own = {
      contact: { email: 'office@example.org', phone: '+371 60000000', url: 'https://school.example.org' },
      address: { street: 'Skolas iela 1', postalCode: 'LV-1000' },
      colours: { primary: '#0b3d91', accent: null },
      signatories: [{ name: 'Signatory One', title: { lv: 'direktore', en: 'Director' } }],
    }
    const path = `/v1/organisations/${world.school.id}`
    const { body: kept } = await as('admin').patch(path).set('if-match', '*').send(own).expect(200)
    expect(kept).toMatchObject(own)
    const drawing = '<svg viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
    const image = Buffer.from(drawing).toString('base64')
    const { logo } = (await as('admin').put(`${path}/logo`).send({ image }).expect(200)).body
    const numbers = { oid: 'E10000042', registrationNumber: '40000000042', legalName: 'State School One' }
    await confirm({ ...numbers, accreditations: [accreditation, over] })
    const { address, paper, snapshot, badge, european } = await issued()
    expect(snapshot).toMatchObject({
      confirmed: { by: 'Agency One', how: 'register-extract', howInWords: null, on: '2026-11-02' },
      legalName: 'State School One',
      registrationNumber: '40000000042',
      accreditations: [accreditation],
      contactPoint: own.contact,
      address: own.address,
      colours: own.colours,
      signatories: own.signatories,
      logo: logo.sha256,
    })
    expect(badge).toContain(logo.path)
    // A line of the paper may end within an address.
    for (const said of [
      'Confirmed by Agency One on 2 November 2026',
      'Apstiprināta 02.11.2026. (Agency One)',
      'State School One',
      '40000000042',
      'Organising of mobilities (Agency Two, 2026-1-LV01; from 1 January 2026 to 31 December 2027)',
      'Mobilitātes organizēšana',
      'Skolas iela 1, LV-1000',
      'office@example.org · +371 60000000 · https://school.example.org',
    ])
      expect(paper.replaceAll('// ', '//')).toContain(said)
    expect(paper).not.toContain('2020-1-LV01')
    for (const form of [badge, european]) expect(form).toContain('40000000042')
    expect(european).toContain('State School One')
    for (const said of ['office@example.org', '+371 60000000', 'https://school.example.org', 'Skolas iela 1'])
      for (const form of [badge, european]) expect(form).toContain(said)
    const { page, json } = await look(address)
    expect(page).toContain('Identity of the issuer Confirmed by Agency One on 2 November 2026')
    expect(page).toContain('Organising of mobilities (Agency Two')
    expect(page).not.toContain('on the day of issue')
    expect(json.certificate.issuerLogo).toBe(logo.path)
    const { text } = await world.anyone.get(address).set('accept', 'text/html')
    expect(text).toContain(`<img class="logo" src="${logo.path}" alt="">`)
    expect(json.certificate.issuerCompetence).toEqual([expect.stringContaining('Organising of mobilities')])
    expect((await look(address, 'lv')).page).toContain('Apstiprināta 02.11.2026. (Agency One)')
  })

  test('what is known by now beside what was known then, once that is something else', async () => {
    const { page, json } = await look(before.address)
    expect(page).toContain('Identity of the issuer Confirmed by Agency One on 2 November 2026')
    expect(page).toContain('Its identity on the day of issue Not confirmed')
    expect(json.issuer.confirmed).toEqual({ by: 'Agency One', on: '2026-11-02' })
    expect(json.certificate.issuerIdentity).toBe('Not confirmed')
    const again = await formsOf(before.id, before.address)
    expect(again).toEqual(before)
    await confirm({ checkedOn: '2026-11-20' })
    expect((await look(before.address)).page).toContain('Confirmed by Agency One on 20 November 2026')
  })
})

test('the paper shows the logo and the colour of the day of issue, flattened, whatever is shown later', async () => {
  const path = `/v1/organisations/${world.school.id}`
  const upload = (picture: Uint8Array) =>
    as('admin')
      .put(`${path}/logo`)
      .send({ image: Buffer.from(picture).toString('base64') })
      .expect(200)
  const show = async (width: number, primary: string) => {
    const data = new Uint8Array(width * 4 * 4).fill(90)
    await upload(encode({ width, height: 4, channels: 4, data }))
    const colours = { primary, accent: null }
    await as('admin').patch(path).set('if-match', '*').send({ colours }).expect(200)
  }
  const download = async (id: unknown, layout = '') =>
    String((await as('issuer').get(`/v1/certificates/${id}.pdf${layout}`).buffer().parse(asBytes)).body)
  const imageIn = (pdf: string) =>
    [...pdf.matchAll(/\/Subtype \/Image[^>]*?\/Width (\d+)/g)].map(([, width]) => width)
  await show(24, '#0b3d91')
  const { id } = await given(world).certificate()
  const before = await download(id)
  expect(imageIn(before)).toEqual(['24'])
  expect(before).not.toContain('/SMask')
  await show(36, '#7a1f1f')
  expect(await download(id)).toBe(before)
  expect(imageIn(await download(id, '?layout=summary'))).toEqual(['24'])
  expect(imageIn(await download((await given(world).certificate()).id))).toEqual(['36'])
  const shining = '<path d="M0 0h80v20H0z" fill="#00f" opacity=".5"/>'
  await upload(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20">${shining}</svg>`))
  const drawn = await download((await given(world).certificate()).id)
  expect(imageIn(drawn)).toEqual(['458'])
  expect(drawn).not.toContain('/SMask')
  const faults: unknown[] = []
  await checkCertificates(world.services, (fault) => faults.push(fault))
  expect(faults).toEqual([])
})
