import { describe, expect, test } from 'vitest'
import { isPublic } from '../../../src/platform/outgoing/networks.ts'
import { postOutside } from '../../../src/platform/outgoing/post-outside.ts'
import { newWorld } from '../../setup/world.ts'
import { newReceiver } from './receiver.ts'

const message = { headers: {}, body: '{}' }
const closed =
  `0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1
  198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::a00:1
  64:ff9b:1::1 2002:a00:1:: fc00::1 fd12::1 fe80::1 ff02::1`.split(/\s+/)

describe('what is sent to addresses of others', () => {
  test.each(closed)('never goes to %s', async (address) => {
    expect(isPublic(address)).toBe(false)
    const resolved = postOutside({ loopback: false, resolve: async () => [address] })
    const posted = await resolved.post({ url: 'https://school.example.org/events', ...message })
    expect(posted).toEqual({ status: null, problem: 'not-public' })
    const host = address.includes(':') ? `[${address}]` : address
    expect(resolved.allows(new URL(`https://${host}/`))).toBe(false)
  })

  test.each(['9.9.9.9', '2620:fe::fe'])('may go to %s', (address) => {
    expect(isPublic(address)).toBe(true)
  })

  test('never goes where one of several addresses of a name is closed', async () => {
    const { post } = postOutside({ loopback: false, resolve: async () => ['9.9.9.9', '10.0.0.1'] })
    expect(await post({ url: 'https://school.example.org/', ...message })).toMatchObject({
      problem: 'not-public',
    })
  })

  test('goes to the address that was looked at, whatever the name leads to afterwards', async () => {
    const receiver = await newReceiver()
    const port = new URL(receiver.url).port
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return ['127.0.0.1']
    }
    const { post } = postOutside({ loopback: true, resolve })
    expect(await post({ url: `http://localhost:${port}/`, ...message })).toMatchObject({ status: 204 })
    expect(asked).toEqual(['localhost'])
    expect(receiver.received[0]!.headers.host).toBe(`localhost:${port}`)
  })

  test('is given up while a name is looked for, too', async () => {
    const { post } = postOutside({ loopback: false, withinMs: 50, resolve: () => new Promise(() => {}) })
    expect(await post({ url: 'https://school.example.org/', ...message })).toMatchObject({
      problem: 'too-slow',
    })
  })

  test.each([
    'http://school.example.org/',
    'https://user:word@school.example.org/',
    'https://school.example.org:22/',
    'https://localhost/',
    'https://intranet/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://[::ffff:7f00:1]/',
    'ftp://school.example.org/',
  ])('is refused an address like %s from the beginning', async (url) => {
    const world = await newWorld({ outside: postOutside({ loopback: false }) })
    const admin = world.as({ school: world.school, role: 'admin' })
    const { status, body } = await admin.post('/v1/webhooks').send({ url })
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/url'])
  })
})
