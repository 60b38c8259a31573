import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** A client of the API: with credentials it sends a token, for its organisation or for one member of it. */
export type Api = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  put<T>(path: string, body?: unknown): Promise<T>
  /** Changes something, whatever it was before. */
  patch<T>(path: string, body: object): Promise<T>
  /** Posts bytes or a form as they are. */
  send<T>(path: string, body: Uint8Array | FormData, mediaType?: string): Promise<T>
  download(path: string, accept: string): Promise<Uint8Array>
}

export type Credentials = { clientId: string; clientSecret: string; member?: string }

/** So often a request is sent before "too many requests" or "busy" is taken for the answer. */
const ATTEMPTS = 8

/** A token is renewed when it has less than this to live. */
const MARGIN_MS = 60_000

/** Waits and tries again while the service is busy; any other answer that is no success is thrown with its faults. */
export function apiClient(
  base: string,
  credentials?: Credentials | null,
  always: Record<string, string> = {},
): Api {
  const token = credentials ? keepToken(base, credentials) : async () => null

  async function call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...always, ...init.headers })
    if (!headers.has('accept')) headers.set('accept', 'application/json')
    // One key for all attempts: what was carried out although its answer was lost is not done twice.
    if (method === 'POST') headers.set('idempotency-key', randomUUID())
    const bearer = await token()
    if (bearer) headers.set('authorization', `Bearer ${bearer}`)
    const response = await patiently(method, new URL(path, base), { ...init, headers })
    if (!response.ok) throw await problemOf(method, path, response)
    return response
  }

  const json = async <T>(response: Promise<Response>) => (await (await response).json()) as T
  const asJson = (body: unknown): RequestInit =>
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }

  return {
    get: (path) => json(call('GET', path)),
    post: (path, body) => json(call('POST', path, asJson(body))),
    put: (path, body) => json(call('PUT', path, asJson(body))),
    patch: (path, body) =>
      json(
        call('PATCH', path, {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'if-match': '*' },
        }),
      ),
    send: (path, body, mediaType) =>
      json(call('POST', path, { body, headers: mediaType ? { 'content-type': mediaType } : {} })),
    download: async (path, accept) =>
      new Uint8Array(await (await call('GET', path, { headers: { accept } })).arrayBuffer()),
  }
}

/** The access token of these credentials, asked for when it is needed and again before it ends. */
function keepToken(base: string, { clientId, clientSecret, member }: Credentials): () => Promise<string> {
  let current: Promise<{ value: string; until: number }> | null = null
  const ask = async () => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(member ? { member } : {}),
    })
    const response = await patiently('POST', new URL('/oauth/token', base), { body })
    if (!response.ok) throw await problemOf('POST', '/oauth/token', response)
    const { access_token, expires_in } = (await response.json()) as {
      access_token: string
      expires_in: number
    }
    return { value: access_token, until: Date.now() + expires_in * 1000 - MARGIN_MS }
  }
  return async () => {
    current ??= ask()
    if ((await current).until <= Date.now()) current = ask()
    return (await current).value
  }
}

/** Sends again, after as long as the service says, what it was too busy for. */
async function patiently(method: string, url: URL, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, { ...init, method }).catch((error: Error) => {
      const { message } = (error.cause as Error | undefined) ?? error
      throw new Error(`${method} ${url.pathname} has no answer: ${message}`, { cause: error })
    })
    if ((response.status !== 429 && response.status !== 503) || attempt === ATTEMPTS) return response
    await response.body?.cancel()
    await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000)
  }
}

async function problemOf(method: string, path: string, response: Response): Promise<Error> {
  return new Error(`${method} ${path} answered ${response.status}: ${readProblem(await response.text())}`)
}

function readProblem(text: string): string {
  try {
    const { title, detail, errors = [], blockers = [] } = JSON.parse(text)
    const faults = errors.map(
      ({ pointer, detail }: { pointer: string; detail: string }) => `${pointer} ${detail}`,
    )
    return [
      detail ?? title,
      ...faults,
      ...blockers.map(({ sentence }: { sentence: string }) => sentence),
    ].join('; ')
  } catch {
    return text.slice(0, 200)
  }
}
