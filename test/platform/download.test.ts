import { Readable } from 'node:stream'
import { parse } from 'content-disposition'
import fastify from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { sendDownload, sendTagged } from '../../src/platform/http/download.ts'
import { answerError } from '../../src/platform/http/problems.ts'

const bytes = Buffer.from('0123456789')
const etag = '"abc"'
/** How much was read of the streams so far. */
let read = 0

async function* made() {
  read += 1
  yield bytes
}

const app = fastify()
app.setErrorHandler(answerError)
const name = 'Paraugs Ķirsis “Ābols” LV-1.pdf'
const type = 'application/pdf'
app.get('/stored', (request, reply) => sendDownload(request, reply, { name, type, bytes, sha256: 'abc' }))
app.get('/empty', (request, reply) => sendDownload(request, reply, { name, type, bytes: '', sha256: 'abc' }))
app.get('/made', (request, reply) => sendDownload(request, reply, { name: 'made.pdf', type, bytes }))
app.get('/stream', (request, reply) =>
  sendDownload(request, reply, { name: 'a "b"\\c.zip', type, stream: Readable.from(made()) }),
)
app.get('/sized', (request, reply) =>
  sendDownload(request, reply, { name: 'piece', type, stream: Readable.from(made()), size: 10 }),
)
app.get('/tagged', (request, reply) => sendTagged(request, reply, { type, bytes, etag }))
afterAll(() => app.close())

const ask = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({ method, url, headers })

describe('a download', () => {
  test('is named in every letter, and without those beyond ASCII for who knows no others', async () => {
    const named = (await ask('/stored')).headers['content-disposition'] as string
    expect(parse(named)).toEqual({
      type: 'attachment',
      parameters: {
        filename: name,
        'filename*': expect.stringMatching(/^UTF-8''Paraugs%20%C4%B6irsis%20/),
      },
    })
    expect(parse(named, { extended: false }).parameters.filename).toBe('Paraugs _irsis __bols_ LV-1.pdf')
    expect((await ask('/made')).headers['content-disposition']).toBe('attachment; filename="made.pdf"')
    const odd = (await ask('/stream')).headers['content-disposition'] as string
    expect(odd).toMatch(/^attachment; filename="a _b__c.zip"; /)
    expect(parse(odd).parameters.filename).toBe('a "b"\\c.zip')
  })

  test('of stored bytes can be asked for in part and by their tag; of any other they cannot, and nothing is kept on the way', async () => {
    const stored = await ask('/stored')
    expect(stored.headers).toMatchObject({
      etag,
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      'content-type': type,
      'content-length': '10',
    })
    expect(stored.rawPayload).toEqual(bytes)
    for (const url of ['/made', '/stream', '/sized']) {
      const answer = await ask(url, { range: 'bytes=0-1', 'if-none-match': '*' })
      expect([answer.statusCode, answer.payload, answer.headers['content-type']]).toEqual([
        200,
        '0123456789',
        type,
      ])
      expect(answer.headers['cache-control']).toBe('private, no-store')
      expect(answer.headers.etag).toBeUndefined()
      expect(answer.headers['accept-ranges']).toBeUndefined()
    }
  })

  test.each(['/stored', '/tagged'])('of %s is not sent to who has it', async (url) => {
    for (const known of [etag, 'W/"abc"', '"x, y", W/"z","abc"', '*', ' * ']) {
      const answer = await ask(url, { 'if-none-match': known })
      expect([known, answer.statusCode, answer.payload, answer.headers.etag]).toEqual([known, 304, '', etag])
    }
    for (const other of ['"abcd"', 'abc', '"*"', '"x", W/"y"', '']) {
      expect([other, (await ask(url, { 'if-none-match': other })).statusCode]).toEqual([other, 200])
    }
  })

  test('is described by HEAD as GET sends it, and nothing is read for that', async () => {
    for (const url of ['/stored', '/made', '/tagged', '/sized', '/stream']) {
      const full = await ask(url)
      read = 0
      const head = await ask(url, {}, 'HEAD')
      expect([url, head.statusCode, head.payload]).toEqual([url, 200, ''])
      const told = ['content-disposition', 'content-type', 'content-length', 'etag', 'cache-control']
      for (const header of told) expect([url, head.headers[header]]).toEqual([url, full.headers[header]])
      expect([url, read]).toEqual([url, 0])
    }
    expect((await ask('/sized', {}, 'HEAD')).headers['content-length']).toBe('10')
    const known = await ask('/stored', { 'if-none-match': etag, range: 'bytes=0-1' }, 'HEAD')
    expect(known.statusCode).toBe(304)
    expect((await ask('/stored', { range: 'bytes=0-1' }, 'HEAD')).statusCode).toBe(200)
  })
})

describe('a part of stored bytes', () => {
  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=4-', '456789', 'bytes 4-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-30', '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('is sent for %s', async (range, part, place) => {
    const answer = await ask('/stored', { range })
    expect([answer.statusCode, answer.payload, answer.headers['content-range']]).toEqual([206, part, place])
    expect(answer.headers).toMatchObject({ etag, 'content-length': String(part.length) })
  })

  test.each(['bytes=0-1,4-5', 'bytes=5-2', 'bytes=-', 'bytes=a-b', 'lines=0-1'])(
    'is not sent for %s: all of it is',
    async (range) => {
      const answer = await ask('/stored', { range })
      expect([answer.statusCode, answer.payload]).toEqual([200, '0123456789'])
      expect(answer.headers['content-range']).toBeUndefined()
    },
  )

  test('that is not there is refused, saying how much there is', async () => {
    for (const [url, range] of [
      ['/stored', 'bytes=10-'],
      ['/stored', 'bytes=-0'],
      ['/empty', 'bytes=0-'],
    ] as const) {
      const answer = await ask(url, { range })
      expect([url, answer.statusCode]).toEqual([url, 416])
      expect(answer.headers['content-range']).toBe(url === '/empty' ? 'bytes */0' : 'bytes */10')
      expect(answer.headers['content-disposition']).toBeUndefined()
      expect(answer.json()).toMatchObject({ status: 416, type: 'urn:problem:no-such-range' })
    }
  })

  test('goes on only where the client has the beginning of the same bytes, and not to who has all of them', async () => {
    const range = 'bytes=4-'
    expect((await ask('/stored', { range, 'if-range': etag })).statusCode).toBe(206)
    for (const before of ['"other"', 'W/"abc"', 'Sat, 21 Nov 2026 14:00:00 GMT']) {
      expect((await ask('/stored', { range, 'if-range': before })).payload).toBe('0123456789')
    }
    for (const part of [range, 'bytes=10-']) {
      const known = await ask('/stored', { range: part, 'if-none-match': etag })
      expect([known.statusCode, known.headers['content-range']]).toEqual([304, undefined])
    }
    expect((await ask('/tagged', { range })).statusCode).toBe(200)
  })
})
