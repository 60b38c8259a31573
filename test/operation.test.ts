import { beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { openDatabase } from '../src/db/client.ts'
import { newWorld, type World } from './setup/world.ts'

describe('operation', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  test('/healthz and /readyz answer ok', async () => {
    expect((await world.anyone.get('/healthz')).body).toEqual({ status: 'ok' })
    expect((await world.anyone.get('/readyz')).body).toEqual({ status: 'ok', separation: 'not separated' })
  })

  test('/readyz answers 503 within 3 s where there is no database, and /healthz goes on', async () => {
    const gone = await openDatabase({
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      databasePool: 1,
      dataDir: '',
    })
    const app = await buildApp({ ...world.services, db: gone }, { busyAfterMs: 30_000 })
    const began = Date.now()
    const ready = await app.inject('/readyz')
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'unavailable' }])
    expect(Date.now() - began).toBeLessThan(3000)
    expect((await app.inject('/healthz')).statusCode).toBe(200)
    await app.close()
    await gone.close()
  })

  test('/metrics counts requests by route and never by what was in the address', async () => {
    const id = '01993c7e-0000-7000-8000-0000000000aa'
    await world.as({ school: world.school }).get(`/v1/people/${id}`)
    await world.anyone.get(`/nowhere/${id}`)
    const { text, headers } = await world.anyone.get('/metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/v1/people/:id",status="404"} 1',
    )
    expect(text).toMatch(/process_cpu_seconds_total|nodejs_eventloop_lag_seconds/)
    expect(text).not.toContain(id)
  })

  test('every answer tells its request id to who meets a problem', async () => {
    const { body } = await world.anyone.get('/v1/people')
    expect(body.instance).toMatch(/^urn:request:[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  test('the style sheet of the pages may be kept for an hour, and is not sent again to who has it', async () => {
    const style = await world.anyone.get('/assets/page.css')
    expect(style.status).toBe(200)
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8')
    expect(style.headers['cache-control']).toBe('public, max-age=3600')
    const again = world.anyone.get('/assets/page.css').set('if-none-match', String(style.headers.etag))
    expect((await again).status).toBe(304)
  })
})
