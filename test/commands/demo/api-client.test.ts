import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { apiClient } from '../../../src/commands/demo/api-client.ts'

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

describe('the client of the demo', () => {
  let server: Server
  afterEach(() => server.close())

  /** A service that answers by `answer`, and what it was sent. */
  async function serve(answer: (seen: Seen[], response: ServerResponse) => void) {
    const seen: Seen[] = []
    server = createServer(async (request, response) => {
      const { method = '', url = '', headers } = request
      seen.push({ method, url, headers, body: (await request.toArray()).join('') })
      answer(seen, response.setHeader('content-type', 'application/json'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
  }

  test('waits as long as it is told when it sends too much, then sends the same again under the same key', async () => {
    const { base, seen } = await serve((seen, response) => {
      if (seen.length === 1) response.writeHead(429, { 'retry-after': '1' }).end('{}')
      else response.writeHead(201).end('{"id":"a"}')
    })
    const begun = performance.now()
    expect(await apiClient(base).post('/v1/people', { givenName: 'Learner' })).toEqual({ id: 'a' })
    expect(performance.now() - begun).toBeGreaterThan(990)
    expect(seen.map((one) => one.body)).toEqual(['{"givenName":"Learner"}', '{"givenName":"Learner"}'])
    const [first, second] = seen.map((one) => one.headers['idempotency-key'])
    expect(first).toMatch(/^[0-9a-f-]{36}$/)
    expect(second).toBe(first)
  })

  test('takes another key for another request', async () => {
    const { base, seen } = await serve((_seen, response) => response.end('{}'))
    await apiClient(base).post('/v1/people', {})
    await apiClient(base).post('/v1/people', {})
    expect(new Set(seen.map((one) => one.headers['idempotency-key'])).size).toBe(2)
  })

  test('asks for a token once while it lasts, and again before it ends', async () => {
    // The first token has long to live, the second less than the margin before which it is renewed.
    const lasts = [900, 30, 900]
    const { base, seen } = await serve((seen, response) => {
      if (seen.at(-1)!.url !== '/oauth/token') return void response.end('{}')
      const asked = seen.filter((one) => one.url === '/oauth/token').length
      response.end(JSON.stringify({ access_token: `t${asked}`, expires_in: lasts[asked - 1] }))
    })
    const credentials = { clientId: 'c', clientSecret: 's', member: 'm' }
    const long = apiClient(base, credentials)
    await Promise.all([long.get('/a'), long.get('/b')])
    await long.get('/c')
    expect(seen.filter((one) => one.url === '/oauth/token')).toHaveLength(1)
    const short = apiClient(base, credentials)
    await short.get('/d')
    await short.get('/e')
    const sent = seen.filter((one) => one.url !== '/oauth/token').map((one) => one.headers.authorization)
    expect(sent).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1', 'Bearer t3', 'Bearer t3'])
    expect(seen[0]!.body).toBe('grant_type=client_credentials&client_id=c&client_secret=s&member=m')
  })

  test('tells what was refused and every fault of it', async () => {
    const problem = {
      title: 'T',
      detail: 'Does not fit.',
      errors: [{ pointer: '/endsOn', detail: 'lies before' }],
    }
    const { base } = await serve((_seen, response) => response.writeHead(422).end(JSON.stringify(problem)))
    await expect(apiClient(base).post('/v1/mobilities', {})).rejects.toThrow(
      'POST /v1/mobilities answered 422: Does not fit.; /endsOn lies before',
    )
  })
})
