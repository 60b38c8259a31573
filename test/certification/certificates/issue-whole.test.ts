import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { publicUrl, type World } from '../../setup/world.ts'
import { expectWhole, type Known, known, newSealingWorld, pem } from './whole.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
let world: World
/** The id of each credential that anything was signed for. */
let signed: string[] = []

beforeAll(async () => {
  world = await newSealingWorld()
  const { signer } = world.services
  world.services.signer = {
    ...signer,
    sign: (purpose, payload, header) => {
      if (purpose === 'credential') signed.push(String((payload as { id?: unknown }).id))
      return signer.sign(purpose, payload, header)
    },
  }
})

const issue = (recognitionId: string) =>
  world.as({ school: world.school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId })

async function expectSignedIsKnown(certificates: Known[]): Promise<void> {
  for (const id of signed) expect(certificates.map((row) => `urn:uuid:${row.id}`)).toContain(id)
}

describe('when the database refuses one write on the way to a certificate', () => {
  const writes = [
    ['the intent', 'certificates', 'insert', 'true'],
    ["the intent's audit line", 'ledger', 'insert', "new.action = 'certificate.intend'"],
    ['the paper', 'certificate_files', 'insert', "new.form = 'pdf'"],
    ...(pem ? [['the sealed paper', 'certificate_files', 'insert', "new.form = 'sealed.pdf'"] as const] : []),
    ['the signed credential', 'certificate_files', 'insert', "new.form = 'jwt'"],
    ['the Open Badge', 'certificate_files', 'insert', "new.form = 'ob3.json'"],
    ['the status of the certificate', 'certificates', 'update', "new.status = 'issued'"],
    ['the stage of the case', 'recognitions', 'update', "new.stage = 'certified'"],
    ['the move of the case', 'ledger', 'insert', `new."to" = 'certified'`],
    ["the certificate's audit line", 'ledger', 'insert', "new.action = 'certificate.issue'"],
  ] as const

  test.each(writes)('%s, nothing is half-written, and the next request issues it once', async (...write) => {
    const [, table, operation, when] = write
    const { owner } = world.services.db
    const { id } = await given(world).decided(one)
    signed = []
    await owner.execute(
      sql.raw(`create or replace function fail_write() returns trigger language plpgsql as
      $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$`),
    )
    await owner.execute(
      sql.raw(`create trigger fail_write before ${operation} on ${table} for each row when (${when})
        execute function fail_write()`),
    )
    try {
      expect((await issue(id)).status).toBe(507)
      const left = await known(world, id)
      expectWhole(left)
      expect(left.filter((row) => row.status === 'issued')).toEqual([])
      await expectSignedIsKnown(left)
    } finally {
      await owner.execute(sql.raw(`drop trigger fail_write on ${table}`))
    }
    const { body } = await issue(id).expect(201)
    expectWhole(await known(world, id))
    await expectSignedIsKnown(await known(world, id))
    expect((await issue(id)).body.id).toBe(body.id)
  })

  test('a request with an Idempotency-Key is carried on when it is sent again', async () => {
    const { owner } = world.services.db
    const { id } = await given(world).decided(one)
    const send = () => issueWithKey(world.school.id, id)
    await owner.execute(
      sql.raw(`create trigger fail_write before insert on certificate_files for each row
      execute function fail_write()`),
    )
    expect((await send()).status).toBe(507)
    await owner.execute(sql.raw('drop trigger fail_write on certificate_files'))
    const first = await send()
    expect(first.status).toBe(201)
    const again = await send()
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.body).toEqual(first.body)
  })
})

async function issueWithKey(clientId: string, recognitionId: string) {
  const now = Math.floor(world.services.now().getTime() / 1000)
  const token = await world.services.signer.sign(
    'token',
    {
      iss: publicUrl,
      aud: `${publicUrl}/v1`,
      sub: clientId,
      org: world.school.id,
      scope: 'recognise',
      member: world.school.members.issuer,
      roles: ['issuer'],
      iat: now,
      exp: now + 900,
    },
    { typ: 'at+jwt' },
  )
  return world.anyone
    .post('/v1/certificates')
    .set('authorization', `Bearer ${token}`)
    .set('idempotency-key', 'once')
    .send({ recognitionId })
}

describe('when several ask at once for the certificate of one case', () => {
  test('all are given the same one, however long signing takes', async () => {
    const { signer } = world.services
    const slowly = async () => new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 60))
    world.services.signer = {
      ...signer,
      sign: async (...all) => {
        if (all[0] === 'credential') await slowly()
        return signer.sign(...all)
      },
    }
    const { id } = await given(world).decided(one)
    const answers = await Promise.all([...Array(8)].map(async () => issue(id)))
    world.services.signer = signer
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(201))
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    const certificates = await known(world, id)
    expect(certificates).toHaveLength(1)
    expectWhole(certificates)
  })
})

test('a certificate that would lack an element is not signed, and every fault is named', async () => {
  const { id } = await given(world).decided(one)
  signed = []
  const { owner } = world.services.db
  await owner.execute(sql`update people set family_name = '' where id = (select m.learner_id
    from mobilities m join recognitions r on r.mobility_id = m.id where r.id = ${id})`)
  // As if it had been signed so.
  await owner.execute('alter table agreement_versions disable trigger user')
  await owner.execute(sql`update agreement_versions set content = jsonb_set(content, '{learner,familyName}', '""')
    where id = (select agreement_version_id from recognitions where id = ${id})`)
  await owner.execute('alter table agreement_versions enable trigger user')
  const { status, body } = await issue(id)
  expect({ status, missing: body.missing }).toEqual({
    status: 409,
    missing: [{ pointer: '/learner/familyName', detail: 'is missing' }],
  })
  expect(await known(world, id)).toEqual([])
  expect(signed).toEqual([])
})
