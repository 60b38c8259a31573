import { describe, expect, test } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { asBytes } from '../setup/bytes.ts'
import { given } from '../setup/given.ts'
import { embeddedWorld } from '../setup/pglite.ts'

describe('the embedded database', () => {
  test('carries the whole pipeline, to a certificate that a stranger verifies, in reasonable time', async () => {
    const { world, started } = await embeddedWorld()
    expect(started.firstClient?.secret).toMatch(/^[\w-]{43}$/)
    const certificate = await given(world).certificate()
    const pdf = await world
      .as({ school: world.school })
      .get(`/v1/certificates/${certificate.id}.pdf`)
      .buffer()
      .parse(asBytes)
    const checked = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(pdf.body)
    expect(checked.body.status).toBe('valid')
    const foreign = await world.as({ school: world.stranger }).get(`/v1/certificates/${certificate.id}`)
    expect(foreign.status).toBe(404)
  }, 60_000)

  test('is refused when a newer release has migrated it', async () => {
    const { started } = await embeddedWorld()
    const { db } = started.services
    await db.owner.execute(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)",
    )
    await expect(migrate(db, async () => null)).rejects.toThrow('migrated by a newer release')
  }, 60_000)

  test('answers many requests at once over its one connection, reads and writes, without one waiting for ever', async () => {
    const { world } = await embeddedWorld()
    const client = world.as({ school: world.school, role: 'coordinator' })
    const body = { givenName: 'Learner', familyName: 'One', birthDate: '2007-05-14', sameNameIsAnother: true }
    const writes = Array.from({ length: 15 }, (_, n) =>
      client
        .post('/v1/people')
        .set('idempotency-key', `once-${n % 5}`)
        .send({ ...body, externalId: `L-${n % 5}` }),
    )
    const reads = Array.from({ length: 15 }, () => client.get('/v1/people'))
    const answers = await Promise.all([...writes, ...reads])
    expect(answers.filter((one) => ![200, 201, 409].includes(one.status)).map((one) => one.text)).toEqual([])
    expect((await client.get('/v1/people')).body.items).toHaveLength(5)
  }, 60_000)
})
