import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../setup/bytes.ts'
import { given } from '../setup/given.ts'
import { newWorld, type World } from '../setup/world.ts'

describe('a certificate', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })

  test('is issued for a decided case, downloaded byte for byte alike, and verified by a stranger', async () => {
    const certificate = await given(world).certificate()
    const client = world.as({ school: world.school })
    const first = await client.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)
    const second = await client.get(`/v1/certificates/${certificate.id}.pdf`).buffer().parse(asBytes)
    expect(first.status).toBe(200)
    expect(Buffer.compare(first.body, second.body)).toBe(0)

    const checked = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(first.body)
    expect(checked.body.status).toBe('valid')
    const page = await world.anyone
      .get(new URL(String(certificate.verificationUrl)).pathname)
      .set('accept', 'text/html')
    expect(page.text).toContain('Valid')
  })
})
