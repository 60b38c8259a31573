import { compactVerify, importJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Signer } from '../../src/platform/signing/signer.ts'
import { newWorld } from '../setup/world.ts'

describe('a credential that is signed and checked without the library', () => {
  let signer: Signer
  let jws: string
  const header = () => ({ typ: 'vc+jwt', cty: 'vc', kid: `did:web:x#${signer.keyId('credential')}` })

  beforeAll(async () => {
    signer = (await newWorld()).services.signer
    jws = await signer.sign('credential', { id: 'urn:uuid:1', name: 'Ķīmija' }, header())
  })

  /** The library's own word, by the key that is published. */
  async function holds(text: string): Promise<boolean> {
    const { jwk } = signer.published().find(({ purpose }) => purpose === 'credential')!
    const key = await importJWK(jwk, 'ES256')
    return compactVerify(text, key, { algorithms: ['ES256'] }).then(
      () => true,
      () => false,
    )
  }
  const isValid = async (text: string) => (await signer.verifyCredential(text)).signature === 'valid'

  test('is what the library takes, with its header and its payload', async () => {
    expect(await holds(jws)).toBe(true)
    expect(await isValid(jws)).toBe(true)
    const [start, payload] = jws.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(JSON.parse(start!)).toEqual({ alg: 'ES256', ...header() })
    expect(JSON.parse(payload!)).toEqual({ id: 'urn:uuid:1', name: 'Ķīmija' })
  })

  test('has the library’s verdict whichever letter of it is another one', async () => {
    for (let at = 0; at < jws.length; at++) {
      for (const letter of ['A', '_', '=']) {
        if (jws[at] === letter) continue
        const changed = `${jws.slice(0, at)}${letter}${jws.slice(at + 1)}`
        // What decodes to the same bytes, written in another way, is not the same text.
        expect([at, letter, await isValid(changed)]).toEqual([at, letter, await holds(changed)])
      }
    }
  })

  test.each([
    ['a header with a member more', { jku: 'https://example.org' }],
    ['what has to be understood and is not', { crit: ['x'], x: 1 }],
    ['another algorithm', { alg: 'ES384' }],
    ['no algorithm', { alg: 'none' }],
    ['a key that is none of ours', { kid: 'did:web:x#theirs' }],
  ])('has the library’s verdict with %s', async (_, over) => {
    const [, payload, signature] = jws.split('.')
    const start = Buffer.from(JSON.stringify({ alg: 'ES256', ...header(), ...over })).toString('base64url')
    expect(await isValid(`${start}.${payload}.${signature}`)).toBe(false)
  })

  test('of another payload, or with more behind it, is not valid', async () => {
    const [start, payload, signature] = jws.split('.')
    const other = Buffer.from('{}').toString('base64url')
    for (const changed of [
      `${start}.${other}.${signature}`,
      `${start}.${payload}.${signature}.${signature}`,
      `${start}.${payload}.${signature}A`,
      `${start}.${payload}.`,
      `${start}..${signature}`,
    ])
      expect([changed, await isValid(changed)]).toEqual([changed, false])
  })
})
