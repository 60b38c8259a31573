import { beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type World } from '../../setup/world.ts'

describe('GET /v1/me', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  test('says for whom a token acts, what it may do, and until when', async () => {
    const { school } = world
    const me = await world.as({ school, role: 'coordinator', scopes: ['read', 'register'] }).get('/v1/me')
    expect(me.status).toBe(200)
    expect(me.body).toEqual({
      organisation: { id: school.id, name: 'Parauga tehnikums', country: 'LV' },
      client: { id: school.id, name: 'Parauga tehnikums' },
      member: {
        id: school.members.coordinator,
        name: 'Parauga tehnikums: coordinator',
        roles: ['coordinator'],
      },
      signedIn: false,
      signInRequired: false,
      scopes: ['read', 'register'],
      until: new Date(world.clock.now.getTime() + 900_000).toISOString(),
    })
    expect((await world.as({ school }).get('/v1/me')).body.member).toBeNull()
  })

  test('says what holds now, and not what the token was made with', async () => {
    const { host } = world
    const admin = world.as({ school: host, role: 'admin' })
    const token = world.as({ school: host, role: 'mentor' })
    expect((await token.get('/v1/me')).body.member.roles).toEqual(['mentor'])
    const path = `/v1/members/${host.members.mentor}`
    const before = await admin.get(path)
    const changed = await admin
      .patch(path)
      .set('if-match', before.headers.etag!)
      .send({ roles: ['assessor'] })
    expect(changed.status, changed.text).toBe(200)
    const after = await token.get('/v1/me')
    expect(after.body.member.roles).toEqual(['assessor'])
  })

  test('is read by whoever has a token, and by nobody else', async () => {
    expect((await world.anyone.get('/v1/me')).status).toBe(401)
  })
})
