import { spawn } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { finishIntended } from '../../src/certificates/finish-intended.ts'
import { localSeal } from '../../src/certificates/seal/electronic-seal.ts'
import { given } from '../setup/given.ts'
import { newWorld, publicUrl, type World } from '../setup/world.ts'
import { ec, hasOpenssl, newSealPem, subject } from './credentials/seals.ts'

const pem = hasOpenssl ? newSealPem(ec('P-256'), subject) : null
/** What is made when a certificate is issued: the paper, the credential and the badge, and the sealed paper. */
const forms = pem ? 4 : 3
const one = [{ competence: '1.1', baseline: 2, target: 4 }]
let world: World
/** The id of each credential that anything was signed for. */
let signed: string[] = []

beforeAll(async () => {
  world = await newWorld()
  if (pem) {
    const seal = localSeal(createPrivateKey(pem.key), [new X509Certificate(pem.certificate)])
    world.services.eseal = { ...seal, organisationId: world.school.id }
  }
  const { signer } = world.services
  world.services.signer = {
    ...signer,
    sign: (purpose, payload, header) => {
      if (purpose === 'credential') signed.push(String((payload as { id?: unknown }).id))
      return signer.sign(purpose, payload, header)
    },
  }
})

type Known = { id: string; status: string; seal: string; files: number; stage: string; moves: number }

async function known(recognitionId: string): Promise<Known[]> {
  const rows = await world.services.db.owner.execute(sql`
    select c.id, c.status, c.seal, r.stage, (select count(*)::int from certificate_files f where f.certificate_id = c.id) files,
      (select count(*)::int from transitions t where t.recognition_id = r.id and t.action = 'issue') moves
    from certificates c join recognitions r on r.id = c.recognition_id
    where c.recognition_id = ${recognitionId}`)
  return rows as unknown as Known[]
}

const issue = (recognitionId: string) =>
  world.as({ school: world.school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId })

/** Nothing half-written: no certificate or an intent without documents, or one that is issued with all of them. */
function expectWhole(certificates: Known[]): void {
  expect(certificates.length).toBeLessThanOrEqual(1)
  for (const { status, seal, files, stage, moves } of certificates) {
    const all = status === 'issued'
    const sealed = pem ? 'sealed' : 'none'
    expect({ seal, files, stage, moves }).toEqual(
      all
        ? { seal: sealed, files: forms, stage: 'certified', moves: 1 }
        : { seal: 'none', files: 0, stage: 'validation', moves: 0 },
    )
  }
}

async function expectSignedIsKnown(certificates: Known[]): Promise<void> {
  for (const id of signed) expect(certificates.map((row) => `urn:uuid:${row.id}`)).toContain(id)
}

describe('when the database refuses one write on the way to a certificate', () => {
  const writes = [
    ['the intent', 'certificates', 'insert', 'true'],
    ["the intent's audit line", 'audit_lines', 'insert', "new.action = 'certificate.intend'"],
    ['the paper', 'certificate_files', 'insert', "new.form = 'pdf'"],
    ...(pem ? [['the sealed paper', 'certificate_files', 'insert', "new.form = 'sealed.pdf'"] as const] : []),
    ['the signed credential', 'certificate_files', 'insert', "new.form = 'jwt'"],
    ['the Open Badge', 'certificate_files', 'insert', "new.form = 'ob3.json'"],
    ['the status of the certificate', 'certificates', 'update', "new.status = 'issued'"],
    ['the stage of the case', 'recognitions', 'update', "new.stage = 'certified'"],
    ['the move of the case', 'transitions', 'insert', "new.action = 'issue'"],
    ["the certificate's audit line", 'audit_lines', 'insert', "new.action = 'certificate.issue'"],
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
      expect((await issue(id)).status).toBe(500)
      const left = await known(id)
      expectWhole(left)
      expect(left.filter((row) => row.status === 'issued')).toEqual([])
      await expectSignedIsKnown(left)
    } finally {
      await owner.execute(sql.raw(`drop trigger fail_write on ${table}`))
    }
    const { body } = await issue(id).expect(201)
    expectWhole(await known(id))
    await expectSignedIsKnown(await known(id))
    expect((await issue(id)).body.id).toBe(body.id)
  })

  test('a request with an Idempotency-Key is carried on when it is sent again', async () => {
    const { owner } = world.services.db
    const { id } = await given(world).decided(one)
    const client = String(
      ((await owner.execute(sql`select gen_random_uuid() id`)) as unknown as { id: string }[])[0]!.id,
    )
    const send = () => issueWithKey(client, id)
    await owner.execute(
      sql.raw(`create trigger fail_write before insert on certificate_files for each row
      execute function fail_write()`),
    )
    expect((await send()).status).toBe(500)
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

describe('when the process is killed on the way to a certificate', () => {
  const script = fileURLToPath(new URL('./issue-and-die.ts', import.meta.url))

  async function dieAt(recognitionId: string | null, effect: number) {
    const [row] = (await world.services.db.owner.execute(sql`select current_database() name`)) as unknown as {
      name: string
    }[]
    const url = new URL(world.services.db.url!)
    url.pathname = `/${row!.name}`
    const order = {
      databaseUrl: url.href,
      recognitionId,
      organisationId: world.school.id,
      memberId: world.school.members.issuer,
      now: world.services.now().toISOString(),
      publicUrl,
      dieAt: effect,
      eseal: pem,
    }
    const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'recognition-compiled') }
    const child = spawn(process.execPath, [script, JSON.stringify(order)], { env, timeout: 20_000 })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    return new Promise<{ ended: boolean; how: string }>((resolve) =>
      child.once('exit', (code, signal) => resolve({ ended: code === 0, how: signal ?? `${code}: ${said}` })),
    )
  }

  test('at any step, the next start finishes what was begun, and there is one certificate', async () => {
    const met = new Set<string>()
    let next = 1
    let ended = false
    const walk = async () => {
      while (!ended) {
        const effect = next++
        const { id } = await given(world).decided(one)
        const died = await dieAt(id, effect)
        if (died.ended) {
          ended = true
          return
        }
        expect(died.how).toBe('SIGKILL')
        const [left] = await known(id)
        expectWhole(left ? [left] : [])
        met.add(left?.status ?? 'nothing')
        await finishIntended(world.services)
        const [after] = await known(id)
        expect(after?.status).toBe(left ? 'issued' : undefined)
        const { body } = await issue(id).expect(201)
        if (left) expect(body.id).toBe(left.id)
        expectWhole(await known(id))
      }
    }
    await Promise.all([walk(), walk()])
    expect(next).toBeGreaterThan(8)
    // The other walk may have finished it before its own process was killed.
    met.delete('issued')
    expect(met).toEqual(new Set(['nothing', 'intended']))
  }, 120_000)

  test.runIf(pem)(
    'at any step of a seal that was waited for, the next turn makes it, and there is one',
    async () => {
      const { eseal } = world.services
      const down = async () => {
        throw new Error('connect ECONNREFUSED')
      }
      world.services.eseal = { ...eseal!, sign: down }
      const { id } = await given(world).decided(one)
      await issue(id).expect(201)
      world.services.eseal = eseal
      let effect = 0
      for (let ended = false; !ended; ) {
        expect(await known(id)).toMatchObject([{ seal: 'pending', files: forms - 1 }])
        const died = await dieAt(null, ++effect)
        ended = died.ended
        if (!ended) expect(died.how).toBe('SIGKILL')
      }
      expectWhole(await known(id))
      expect(effect).toBeGreaterThan(3)
    },
    60_000,
  )

  test('and the case is withdrawn meanwhile, the next start voids what was begun', async () => {
    const made = given(world)
    const { id } = await made.decided(one)
    const firstSignature = 5 // after the four looks at the clock that recording the intent takes
    expect((await dieAt(id, firstSignature)).how).toBe('SIGKILL')
    expect((await known(id)).map((row) => row.status)).toEqual(['intended'])
    await made.move(id, 'withdraw', 'Left the school.')
    await finishIntended(world.services)
    expect((await known(id)).map(({ status, files }) => ({ status, files }))).toEqual([
      { status: 'voided', files: 0 },
    ])
    expect((await issue(id)).status).toBe(409)
  })
})

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
    const certificates = await known(id)
    expect(certificates).toHaveLength(1)
    expectWhole(certificates)
  })
})

test('a certificate that would lack an element is not signed, and every fault is named', async () => {
  const { id } = await given(world).decided(one)
  signed = []
  await world.services.db.owner.execute(sql`update people set given_name = '' where id = (select m.learner_id
    from mobilities m join recognitions r on r.mobility_id = m.id where r.id = ${id})`)
  const { status, body } = await issue(id)
  expect({ status, missing: body.missing }).toEqual({
    status: 409,
    missing: [{ pointer: '/learner/givenName', detail: 'is missing' }],
  })
  expect(await known(id)).toEqual([])
  expect(signed).toEqual([])
})
