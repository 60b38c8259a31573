import type { webcrypto } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import Provider from 'oidc-provider'
import { afterwards } from './afterwards.ts'

/** Whom its ID tokens are for, and for what its access tokens are. */
export const audiences = ['school-software', 'https://recognition.example.org/v1']

const redirectUri = 'https://school.example.org/signed-in'

/** A provider of its own on a free port, where whoever says a name has signed in under it. */
export async function newProvider() {
  let provider: Provider
  let key: webcrypto.CryptoKey
  let isAway = false
  let askedForKeys = 0
  const server = createServer((request, response) => {
    if (request.url === '/jwks') askedForKeys += 1
    if (isAway) return void response.writeHead(500).end('away')
    provider.callback()(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  afterwards(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })

  /** The provider with a new key, which it signs with from now on. */
  async function rotate(): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    key = privateKey
    provider = new Provider(issuer, {
      jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
      clients: [
        {
          client_id: audiences[0]!,
          token_endpoint_auth_method: 'none',
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      pkce: { required: () => true },
      cookies: { keys: ['a test needs no secret'] },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      features: {
        resourceIndicators: {
          enabled: true,
          defaultResource: () => audiences[1]!,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: 'openid',
            audience: audiences[1]!,
            accessTokenFormat: 'jwt',
          }),
        },
      },
    })
  }
  await rotate()

  return {
    settings: { issuer, audiences, algorithms: ['RS256' as const], jwksUrl: `${issuer}/jwks` },
    rotate,
    away(is: boolean) {
      isAway = is
    },
    askedForKeys: () => askedForKeys,
    /** What it tells services when somebody has left: signed with the same key, for the same audience. */
    signLogout: (subject: string) =>
      new SignJWT({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })
        .setProtectedHeader({ alg: 'RS256', typ: 'logout+jwt' })
        .setIssuer(issuer)
        .setAudience(audiences[0]!)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('2 minutes')
        .sign(key),
    signIn: (subject: string) => signIn(issuer, subject),
  }
}

/** The tokens of somebody who signs in through the pages of the provider, as a browser does. */
async function signIn(issuer: string, subject: string): Promise<{ idToken: string; accessToken: string }> {
  const cookies = new Map<string, string>()
  const go = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s)
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    return response
  }
  const verifier = 'v'.repeat(43)
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(verifier))
  const asked = new URLSearchParams({
    client_id: audiences[0]!,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: Buffer.from(digest).toString('base64url'),
    code_challenge_method: 'S256',
  })
  let at = `${issuer}/auth?${asked}`
  for (let step = 0; !at.startsWith(redirectUri); step++) {
    if (step > 10) throw new Error(`the provider leads nowhere: ${at}`)
    const page = await go(at)
    const prompt = page.status === 200 && (await page.text()).includes('name="login"') ? 'login' : 'consent'
    const next = page.status === 200 ? await go(at, { prompt, login: subject, password: 'any' }) : page
    at = new URL(next.headers.get('location')!, at).href
  }
  const code = new URL(at).searchParams.get('code')!
  const given = await go(`${issuer}/token`, {
    grant_type: 'authorization_code',
    client_id: audiences[0]!,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  })
  const { id_token: idToken, access_token: accessToken } = (await given.json()) as Record<string, string>
  return { idToken: idToken!, accessToken: accessToken! }
}
