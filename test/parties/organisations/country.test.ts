import { beforeAll, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const operator = () => world.as({ school: world.school, role: 'admin' })
const enter = (country: string) => operator().post('/v1/organisations').send({ name: 'Example', country })

test('an organisation is entered with a country of ISO 3166-1, and with what European papers write for two of them', async () => {
  const entered = [
    ['LV', 'LV'],
    ['EL', 'GR'],
    ['UK', 'GB'],
    ['XK', 'XK'],
  ] as const
  for (const [given, kept] of entered) {
    const { status, body } = await enter(given)
    expect([given, status, body.country]).toEqual([given, 201, kept])
  }
})

test.each(['QQ', 'EU', 'LVA', 'lv', '', 'Latvia', 'ZZ', 'SU'])(
  'an organisation is not entered in the country %j, which no list knows',
  async (country) => {
    const { status, body } = await enter(country)
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/country' }]])
  },
)

test('whoever runs the service corrects the country of any organisation, and the ledger keeps both', async () => {
  const { stranger } = world
  const path = `/v1/organisations/${stranger.id}`
  const before = await operator().get(path)
  const { status, body, headers } = await operator().put(`${path}/country`).send({ country: 'UK' })
  expect([status, body.country]).toEqual([200, 'GB'])
  expect(headers.etag).not.toBe(before.headers.etag)
  expect((await operator().put(`${path}/country`).send({ country: 'GB' })).headers.etag).toBe(headers.etag)
  expect((await operator().get(path)).body.country).toBe('GB')
  const auditor = world.as({ school: world.school, role: 'auditor' })
  const lines = await auditor.get(`/v1/audit?subject=${stranger.id}&action=organisation.correct-country`)
  expect(lines.body.items).toMatchObject([{ details: { from: 'EE', to: 'GB' } }])
})

test('nobody corrects it whose client may not run the service', async () => {
  const client = { name: 'Client One', scopes: ['read', 'administer'] }
  const { body } = await operator().post('/v1/organisations').send({ name: 'Example', country: 'FI', client })
  const asking = {
    grant_type: 'client_credentials',
    client_id: body.client.id,
    client_secret: body.client.secret,
  }
  const { access_token } = await given(world).ok(world.anyone.post('/oauth/token').type('form').send(asking))
  const asked = await world.anyone
    .put(`/v1/organisations/${body.id}/country`)
    .set('authorization', `Bearer ${access_token}`)
    .send({ country: 'EE' })
  expect(asked.status).toBe(403)
})

test('a paper issued after the correction names the country that is right', async () => {
  const { host } = world
  await operator().put(`/v1/organisations/${host.id}/country`).send({ country: 'EL' })
  const { id } = await given(world).certificate()
  const { body } = await world
    .as({ school: world.school, role: 'coordinator' })
    .get(`/v1/certificates/${id}.json`)
  expect(body.hosting.country).toBe('GR')
})
