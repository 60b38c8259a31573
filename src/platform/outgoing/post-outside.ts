import { lookup as ask } from 'node:dns/promises'
import { type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { isLoopback, isPublic } from './networks.ts'

/** What came of it: the status of the answer, or why there was none. */
export type Posted =
  | { status: number; retryAfter: number | null }
  | { status: null; problem: 'not-public' | 'not-found' | 'too-slow' | 'no-connection' | 'no-trust' }

export type Outgoing = { url: string; headers: Record<string, string>; body: string }
/** Posts to an address that somebody else chose. */
export type PostOutside = {
  post(outgoing: Outgoing): Promise<Posted>
  /** Whether such an address is one that is posted to at all, as far as can be seen from it. */
  allows(url: URL): boolean
}

type Resolve = (host: string) => Promise<string[]>
type Terms = {
  /** Whether plain HTTP to this machine itself is allowed, for tests and closed networks. */
  loopback: boolean
  withinMs?: number
  resolve?: Resolve
}

const MAX_ANSWER = 16 * 1024

const resolveAll: Resolve = async (host) => (await ask(host, { all: true })).map(({ address }) => address)

/**
 * Posts over HTTPS to public networks alone: a name is resolved once, every address that it has must be public, and the
 * one that was looked at is the one that is connected to. Redirects are not followed, no more than 16 kB of an answer are
 * read, and all of it ends in time.
 */
export function postOutside({ loopback, withinMs = 15_000, resolve = resolveAll }: Terms): PostOutside {
  const isAllowed = (address: string, isPlain: boolean) =>
    (!isPlain && isPublic(address)) || (loopback && isLoopback(address))
  const allows = (url: URL) => {
    if (url.username || url.password || url.hash) return false
    const isPlain = url.protocol === 'http:'
    if (!(url.protocol === 'https:' || (isPlain && loopback))) return false
    const host = hostOf(url)
    if (isIP(host)) return isAllowed(host, isPlain)
    if (isPlain) return host === 'localhost'
    return loopback || (['', '443', '8443'].includes(url.port) && host.includes('.'))
  }
  return {
    allows,
    async post({ url: text, headers, body }) {
      const url = new URL(text)
      if (!allows(url)) return { status: null, problem: 'not-public' }
      const host = hostOf(url)
      const signal = AbortSignal.timeout(withinMs)
      const late = new Promise<null>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      )
      try {
        const addresses = isIP(host) ? [host] : await Promise.race([resolve(host), late])
        const [address] = addresses ?? []
        if (!address) return { status: null, problem: 'not-found' }
        if (!addresses!.every((each) => isAllowed(each, url.protocol === 'http:')))
          return { status: null, problem: 'not-public' }
        return await send(url, address, headers, body, signal)
      } catch (error) {
        return { status: null, problem: problemIn(error, signal) }
      } finally {
        late.catch(() => {})
      }
    },
  }
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

function problemIn(error: unknown, signal: AbortSignal) {
  const code = String((error as NodeJS.ErrnoException).code ?? '')
  if (signal.aborted) return 'too-slow' as const
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return 'not-found' as const
  return /CERT|SIGNATURE|SSL|TLS|ALTNAME/.test(code) ? ('no-trust' as const) : ('no-connection' as const)
}

/** Connects to the address that was looked at, whatever the name leads to by now; the certificate is that of the name. */
function send(
  url: URL,
  address: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Posted> {
  const family = isIP(address)
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: (_name, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family)),
  }
  const { promise, resolve, reject } = Promise.withResolvers<Posted>()
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
    const { statusCode = 0 } = response
    const after = Number(response.headers['retry-after'])
    const posted = { status: statusCode, retryAfter: Number.isFinite(after) && after >= 0 ? after : null }
    let read = 0
    response.on('data', (chunk: Buffer) => {
      read += chunk.length
      if (read <= MAX_ANSWER) return
      resolve(posted)
      response.destroy()
    })
    response.on('end', () => resolve(posted))
    response.on('error', reject)
  })
  request.on('error', reject)
  request.end(body)
  return promise
}
