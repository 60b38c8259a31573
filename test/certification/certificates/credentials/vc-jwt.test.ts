import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { credentialIn } from '../../../../src/certification/documents/credentials/vc-jwt.ts'
import { badge, did, jwtJwk, jwtKid, jwtOf, published, statusList } from './issuer.ts'

const run = promisify(execFile)
const token = await jwtOf(badge())
const [header, payload, signature] = token.split('.') as [string, string, string]

describe('vc+jwt', () => {
  it('carries the credential itself, and beside it who issued it and which it is, as verifiers of JWTs ask', async () => {
    const { iss, jti, ...credential } = (await jwtVerify(token, jwtJwk, { typ: 'vc+jwt', issuer: did }))
      .payload
    expect(credential).toEqual(JSON.parse(JSON.stringify(badge())))
    expect({ iss, jti }).toEqual({ iss: did, jti: badge().id })
  })

  it('gives the credential back as it was, with claims that say the same and without any', () => {
    const said = JSON.parse(JSON.stringify(badge()))
    for (const beside of [{}, { iss: did }, { jti: said.id }, { iss: did, jti: said.id }])
      expect(credentialIn({ ...said, ...beside })).toEqual(said)
    for (const beside of [{ iss: `${did}:else` }, { jti: 'urn:uuid:else' }, { iss: undefined }])
      expect(Object.keys(credentialIn({ ...said, ...beside }))).toEqual([
        ...Object.keys(said),
        ...Object.keys(beside),
      ])
  })

  it('names the key by its DID URL in the published DID document', () => {
    const kid = `${did}#${jwtKid}`
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'vc+jwt', cty: 'vc', kid })
    const method = published.verificationMethod.find(({ id }) => id === kid)
    expect(method).toMatchObject({
      type: 'JsonWebKey',
      controller: did,
      publicKeyJwk: { x: jwtJwk.x, y: jwtJwk.y },
    })
  })

  it('signs a status list, whose issuer is the DID alone', async () => {
    const { payload, protectedHeader } = await jwtVerify(await jwtOf(statusList([3])), jwtJwk)
    expect(payload.issuer).toBe(did)
    expect(protectedHeader.kid).toBe(`${did}#${jwtKid}`)
  })
})

const hasJose = await run('jose', ['alg']).then(
  () => true,
  () => false,
)
if (!hasJose) console.warn('Skipped: the jose command (Debian package "jose") is not installed.')

describe.runIf(hasJose)('the jose command of Debian', () => {
  const accepts = async (jws: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'vc-jwt-'))
    try {
      await writeFile(join(folder, 'key.jwk'), JSON.stringify(jwtJwk))
      await writeFile(join(folder, 'credential.jwt'), jws)
      const { stdout } = await run('jose', ['jws', 'ver', '-i', 'credential.jwt', '-k', 'key.jwk', '-O-'], {
        cwd: folder,
      })
      return JSON.parse(stdout)
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  it('verifies the credential', async () => {
    expect(await accepts(token)).toMatchObject({ type: ['VerifiableCredential', 'OpenBadgeCredential'] })
  })

  it('refuses a credential with another level', async () => {
    const forged = Buffer.from(payload, 'base64url').toString().replace('-level-5"', '-level-8"')
    expect(forged).not.toBe(Buffer.from(payload, 'base64url').toString())
    await expect(
      accepts([header, Buffer.from(forged).toString('base64url'), signature].join('.')),
    ).rejects.toThrow()
  })

  it('refuses another header and another signature', async () => {
    const other = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'JWT' })).toString('base64url')
    await expect(accepts([other, payload, signature].join('.'))).rejects.toThrow()
    await expect(accepts([header, payload, `${signature.slice(0, -4)}AAAA`].join('.'))).rejects.toThrow()
  })
})
