import { beforeAll, describe, expect, test } from 'vitest'
import { addressOf, pagesOf, somethingThere, type There } from '../setup/page-addresses.ts'
import { newWorld, type World } from '../setup/world.ts'

const path = '/digital/recognition'

describe('a service that is reached below a path', () => {
  let world: World
  let there: There

  beforeAll(async () => {
    world = await newWorld({ publicUrl: `http://localhost:3000${path}` })
    there = await somethingThere(world)
  })

  const open = (address: string) => world.anyone.get(address).set('accept', 'text/html,*/*').redirects(0)
  const within = (address: string) => (address.startsWith(path) ? address.slice(path.length) : address)

  test('has pages whose every address leads below that path, whether or not its proxy takes the path away', async () => {
    const followed = new Set<string>()
    let opened = 0
    for (const page of pagesOf(world)) {
      const address = within(addressOf(page, there))
      const [cut, whole] = [await open(address), await open(`${path}${address}`)]
      expect([page.name, cut.status]).toEqual([page.name, whole.status])
      if (cut.status === 200) opened += 1
      for (const [, at] of cut.text.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g)) {
        if (/^(#|\?|mailto:|data:|https?:)/.test(at!)) continue
        expect(at, page.name).toMatch(new RegExp(`^${path}/`))
        followed.add(at!.replaceAll('&amp;', '&'))
      }
    }
    expect(opened).toBeGreaterThan(15)
    const file = `${path}/assets/page.css`
    expect(followed).toContain(file)
    expect((await open(file)).status).toBe(200)
    for (const at of followed) expect([at, (await open(at)).status < 500]).toEqual([at, true])
  })

  test('says the path where it leads on, and where it says what was made, also to who asks again', async () => {
    const onward = await open('/verify/?lang=en')
    expect(onward.headers.location).toBe(`${path}/verify?lang=en`)
    const make = () =>
      world
        .as({ school: world.school, role: 'coordinator' })
        .post('/v1/people')
        .set('idempotency-key', 'one-person')
        .send({ givenName: 'Learner', familyName: 'One', birthDate: '2008-05-14' })
    for (const made of [await make(), await make()]) {
      expect(made.status).toBe(201)
      expect(made.headers.location).toBe(`${path}/v1/people/${made.body.id}`)
    }
    expect((await world.anyone.get('/openapi.json')).body.servers).toEqual([{ url: path }])
  })

  test('publishes its DID where a resolver looks for it', async () => {
    const { id } = (await world.anyone.get('/.well-known/did.json')).body
    expect(id).toBe('did:web:localhost%3A3000:digital:recognition')
    for (const at of [`${path}/did.json`, '/did.json']) expect((await world.anyone.get(at)).body.id).toBe(id)
  })

  test('takes no other path for its own', async () => {
    expect((await open(`${path}ly/verify`)).status).toBe(404)
    expect((await open('/other/verify')).status).toBe(404)
  })
})
