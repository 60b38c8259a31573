import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type World } from '../setup/world.ts'

describe('a transaction that PostgreSQL could not serialize', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
    const { owner } = world.services.db
    await owner.execute(sql`create sequence tries`)
    await owner.execute(sql`grant usage on sequence tries to dcr_app`)
    await owner.execute(sql`create table failures (code text, upto int)`)
    await owner.execute(sql`grant select on failures to dcr_app`)
    await owner.execute(sql`create function fail_first() returns trigger language plpgsql as $$
      declare f failures;
      begin
        select * into f from failures;
        if nextval('tries') <= f.upto then raise exception 'conflict' using errcode = f.code; end if;
        return new;
      end $$`)
    await owner.execute(
      sql`create trigger fail_first before insert on people for each row execute function fail_first()`,
    )
  })

  const failing = async (code: string, upto: number) => {
    const { owner } = world.services.db
    await owner.execute(sql`alter sequence tries restart`)
    await owner.execute(sql`delete from failures`)
    await owner.execute(sql`insert into failures values (${code}, ${upto})`)
    const before = await count()
    const answer = await world
      .as({ school: world.school, role: 'coordinator' })
      .post('/v1/people')
      .set('idempotency-key', `${code}-${upto}`)
      .send({ familyName: 'One', birthDate: '2007-05-14', sameNameIsAnother: true })
    return { answer, added: (await count()) - before }
  }
  const count = async () => {
    const { body } = await world.as({ school: world.school }).get('/v1/people?limit=200')
    return body.items.length as number
  }

  test.each([
    ['a serialization failure', '40001'],
    ['a deadlock', '40P01'],
  ])('is tried again after %s, and has its effect once', async (_what, code) => {
    const { answer, added } = await failing(code, 2)
    expect([answer.status, added]).toEqual([201, 1])
  })

  test('is given up after three tries, with nothing written and nothing told', async () => {
    const { answer, added } = await failing('40001', 99)
    expect([answer.status, added]).toEqual([503, 0])
    expect(answer.headers['retry-after']).toBeDefined()
    expect(answer.text).not.toContain('conflict')
  })

  test('is not tried again after anything else', async () => {
    const { answer } = await failing('P0001', 1)
    expect(answer.status).toBe(500)
  })
})
