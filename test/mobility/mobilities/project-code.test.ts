import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ProjectCode, projectCodeForms } from '../../../src/mobility/mobilities/project-code.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const examples = projectCodeForms.flatMap((form) => form.examples)

/** As projects are known by in papers and registers. */
const real = [
  '2021-1-BE03-KA220-000033175',
  '2020-1-AT01-KA229-078094_6',
  '2017-1-IT02-KA204-036607',
  '590141-EPP-1-2017-1-BE-EPPKA3-PI-FORWARD',
  '574853-EPP-1-2016-1-IT-EPPKA2-SSA',
  '598929-EPP-1-2018-1-UK-EPPKA2-CBHE-JP',
  '2015-1-EL01-KA102-013456',
  '101055966',
]

async function register(projectCode: string) {
  const step = given(world)
  const { id: learnerId } = await step.person()
  const dates = { startsOn: '2026-09-07', endsOn: '2026-10-02', workloadHours: 120 }
  return world
    .as({ school: world.school, role: 'coordinator' })
    .post('/v1/mobilities')
    .send({ learnerId, hostingOrganisationId: world.host.id, projectCode, ...dates })
}

describe('a project code', () => {
  test.each([...examples, ...real])('%s is taken as it is', (code) => {
    expect(ProjectCode.parse(code)).toBe(code)
  })

  test('copied from a document is kept with hyphens and in capitals, and found again however it is typed', async () => {
    const { status, body } = await register(' 2021–1–BE03–ka220–000033175 ')
    expect([status, body.projectCode]).toEqual([201, '2021-1-BE03-KA220-000033175'])
    const found = await world
      .as({ school: world.school, role: 'coordinator' })
      .get('/v1/mobilities?projectCode=2021-1-be03-ka220-000033175')
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id])
  })

  const wrong: [code: string, nearest: string][] = [
    ['2021-1-BE03-KA220-0000331', '2021-1-BE03-KA220-000033175'],
    ['2026-1-LV01-KA121-VEX-000012345', '2026-1-LV01-KA121-VET-000012345'],
    ['2026-1-LV01-KA121-VET-12345', '2026-1-LV01-KA121-VET-000012345'],
    ['2017-1-IT02-KA204-0366071', '2020-1-AT01-KA229-078094_6'],
    ['2020-1-LV01-KA120-VET-0948', '2020-1-LV01-KA120-VET-094875'],
    ['590141-EPP-1-2017-1-BE-EPPKA9-PI', '590141-EPP-1-2017-1-BE-EPPKA3-PI-FORWARD'],
    ['10105596', '101056148'],
    ['2013-1-LV01-LEO02-012345', '2020-1-AT01-KA229-078094_6'],
  ]
  test.each(wrong)('%s is refused with the nearest form, such as %s', (code, nearest) => {
    const { error } = ProjectCode.safeParse(code)
    expect(error?.issues).toHaveLength(1)
    expect(error?.issues[0]?.message).toMatch(/nearest form: .*, such as /)
    expect(error?.issues[0]?.message).toContain(`such as ${nearest}.`)
  })

  test('of a country that there is not is refused, by its place in the request and in the language asked for', async () => {
    for (const code of ['2026-1-QQ01-KA121-VET-000012345', '590141-EPP-1-2017-1-QQ-EPPKA3-PI-FORWARD']) {
      const { status, body } = await register(code)
      expect([status, body.errors]).toMatchObject([
        400,
        [{ pointer: '/projectCode', detail: 'names a country that there is not' }],
      ])
    }
    const { id } = await given(world).mobility()
    const changed = await world
      .as({ school: world.school, role: 'coordinator' })
      .patch(`/v1/mobilities/${id}`)
      .set({ 'if-match': '*', 'accept-language': 'lv' })
      .send({ projectCode: '2026-1-LV01' })
    expect([changed.status, changed.body.errors]).toMatchObject([
      400,
      [{ pointer: '/projectCode', detail: expect.stringContaining('Līdzīgākais veids: gads, kārta') }],
    ])
  })

  test('with one letter or digit too many or too few is never taken', () => {
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.nat(), (code, at) => {
        const cut = at % code.length
        const without = code.slice(0, cut) + code.slice(cut + 1)
        const free = /EPP/.test(code) && cut > code.indexOf('EPPKA')
        const suffix = code.includes('_') && cut >= code.indexOf('_')
        if (!free && !suffix && without.replaceAll('-', '') !== code.replaceAll('-', ''))
          expect(ProjectCode.safeParse(without).success).toBe(false)
      }),
    )
  })
})
