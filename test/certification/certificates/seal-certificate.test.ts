import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ElectronicSeal } from '../../../src/certification/documents/seal/electronic-seal.ts'
import { makeSealRoom } from '../../../src/certification/documents/seal/make-room.ts'
import { sealPaper } from '../../../src/certification/documents/seal/seal-paper.ts'
import { sealPending } from '../../../src/certification/documents/seal/seal-pending.ts'
import { placeOfSeal, sealOn } from '../../../src/certification/documents/seal/sealed-pdf.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { has } from '../../setup/has.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'
import { hasOpenssl, newSeal, rsa, subject } from './credentials/seals.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const at = new Date('2026-11-21T14:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'sealed-'))

const hasUnzip = has('unzip', '-v')

function flipped(bytes: Buffer, index: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[index]! ^= 1
  return changed
}

describe.runIf(hasOpenssl)('the seal of a certificate', () => {
  let world: World
  let seal: ElectronicSeal
  /** Whether the trust service behind the seal gives signatures. */
  let up = true

  beforeAll(async () => {
    world = await newWorld({ pageImages: async () => [new Uint8Array(1)] })
    const local = newSeal(rsa, subject)
    seal = {
      ...local,
      sign: async (bytes) => {
        if (!up) throw new Error('connect ECONNREFUSED')
        return local.sign(bytes)
      },
    }
  })
  beforeEach(() => {
    up = true
    world.services.eseal = { ...seal, organisationId: world.school.id }
  })

  type Certificate = { id: string; number: string; verificationUrl: string; seal: Record<string, unknown> }
  const certificate = async () => (await given(world).certificate(one)) as Certificate
  const pendingCertificate = async () => {
    up = false
    const made = await certificate()
    up = true
    return made
  }
  const read = async (id: string): Promise<Certificate> =>
    (await world.as({ school: world.school }).get(`/v1/certificates/${id}`)).body
  const download = (path: string, school: School = world.school) =>
    world.as({ school }).get(path).buffer().parse(asBytes)
  const paper = async (id: string): Promise<Buffer> => (await download(`/v1/certificates/${id}.pdf`)).body
  async function zipped(id: string): Promise<Buffer> {
    writeFileSync(join(folder, 'cohort.zip'), (await download(`/v1/certificates.zip?ids=${id}`)).body)
    return execFileSync('unzip', ['-p', 'cohort.zip'], { cwd: folder })
  }
  const check = async (pdf: Buffer) => {
    const { body } = await world.anyone
      .post('/v1/verifications')
      .set('content-type', 'application/pdf')
      .send(pdf)
    const found = (name: string) => body.checks.find((each: { check: string }) => each.check === name)
    return { status: body.status, bytes: found('bytes').finding, seal: found('seal') }
  }
  async function files(id: string): Promise<Record<string, Buffer>> {
    const rows = await world.services.db.owner.execute(
      sql`select form, bytes from certificate_files where certificate_id = ${id}`,
    )
    return Object.fromEntries((rows as { form: string; bytes: Buffer }[]).map((row) => [row.form, row.bytes]))
  }
  async function audited(id: string): Promise<string[]> {
    const rows = await world.services.db.owner.execute(
      sql`select action from ledger where subject_id = ${id} order by id`,
    )
    return (rows as { action: string }[]).map((row) => row.action)
  }

  test('is there at the first download, over the paper as it was drawn, and holds for whoever drops it', async () => {
    const made = await certificate()
    expect(made.seal).toEqual({
      state: 'sealed',
      sealedAt: world.services.now().toISOString(),
      by: { name: 'Parauga tehnikums', identifier: 'VATLV-40000000000' },
    })
    const first = await paper(made.id)
    const kept = await files(made.id)
    expect(Buffer.compare(first, kept['sealed.pdf']!)).toBe(0)
    expect(Buffer.compare(first.subarray(0, kept.pdf!.length), kept.pdf!)).toBe(0)
    expect(sealOn(first, seal.chain[0])).toBe('holds')
    expect(Buffer.compare(await paper(made.id), first)).toBe(0)
    expect(await check(first)).toMatchObject({
      status: 'valid',
      bytes: 'sealed',
      seal: { finding: 'holds', result: 'pass' },
    })
    expect(await check(kept.pdf!)).toMatchObject({
      status: 'valid',
      bytes: 'before-seal',
      seal: { finding: 'before-seal', result: 'not-checked' },
    })
    if (hasUnzip) expect(Buffer.compare(await zipped(made.id), first)).toBe(0)
  })

  test('is found broken when a byte of the paper or of the seal is another', async () => {
    const made = await certificate()
    const pdf = await paper(made.id)
    const { from } = placeOfSeal(pdf)!
    for (const index of [pdf.length - 700, from + 700]) {
      expect(await check(flipped(pdf, index))).toMatchObject({
        status: 'altered',
        bytes: 'different',
        seal: { finding: 'broken', result: 'fail' },
      })
    }
  })

  test("by somebody else's certificate in the same name does not hold, though it is in the file", async () => {
    const made = await certificate()
    const { pdf } = await files(made.id)
    const forged = await sealPaper({ makeSealRoom }, newSeal(rsa, subject), pdf!, at)
    expect(await check(forged)).toMatchObject({ status: 'altered', seal: { finding: 'broken' } })
  })

  test('is waited for while the trust service is down, and nothing says sealed until it is', async () => {
    const made = await pendingCertificate()
    expect(made.seal).toEqual({ state: 'pending', sealedAt: null, by: null })
    const before = await download(`/v1/certificates/${made.id}.pdf`)
    const { pdf, 'sealed.pdf': none } = await files(made.id)
    expect(Buffer.compare(before.body, pdf!)).toBe(0)
    expect(none).toBeUndefined()
    expect(before.body.includes('/ByteRange')).toBe(false)
    expect(JSON.stringify(before.headers)).not.toMatch(/seal/i)
    if (hasUnzip) expect(Buffer.compare(await zipped(made.id), pdf!)).toBe(0)
    expect(await check(before.body)).toMatchObject({
      status: 'valid',
      bytes: 'same',
      seal: { finding: 'pending', result: 'not-checked' },
    })
    const code = made.verificationUrl.split('/').at(-1)
    const page = await world.anyone.get(`/verify/${code}?lang=en`).set('accept', 'text/html')
    expect(page.text).toContain('until then the certificate is not sealed')

    up = false
    await expect(sealPending(world.services)).rejects.toThrow('could not be sealed')
    expect((await read(made.id)).seal).toMatchObject({ state: 'pending' })
    up = true
    world.clock.advance(1)
    await sealPending(world.services)
    const { seal: told } = await read(made.id)
    expect(told).toMatchObject({ state: 'sealed', sealedAt: world.services.now().toISOString() })
    const after = await download(`/v1/certificates/${made.id}.pdf`)
    expect(after.headers.etag).not.toBe(before.headers.etag)
    expect(Buffer.compare(after.body.subarray(0, pdf!.length), pdf!)).toBe(0)
    expect(await check(after.body)).toMatchObject({
      status: 'valid',
      bytes: 'sealed',
      seal: { finding: 'holds' },
    })
    expect(await check(before.body)).toMatchObject({ status: 'valid', bytes: 'before-seal' })
    expect(await audited(made.id)).toContain('certificate.seal')
  })

  test('is made once by two workers that seal at the same time', async () => {
    const made = await pendingCertificate()
    let waiting = 0
    const alone = Promise.withResolvers<void>()
    const together = Promise.withResolvers<void>()
    const slow: ElectronicSeal['sign'] = async (bytes) => {
      waiting += 1
      alone.resolve()
      if (waiting === 2) together.resolve()
      await together.promise
      return seal.sign(bytes)
    }
    // The second one comes when the claim of the first has run out.
    const worker = (minutes: number) => {
      const later = new Date(world.services.now().getTime() + minutes * 60_000)
      const eseal = { ...seal, sign: slow, organisationId: world.school.id }
      return sealPending({ ...world.services, now: () => later, eseal })
    }
    const first = worker(1)
    await alone.promise
    await Promise.all([first, worker(5)])
    expect((await audited(made.id)).filter((action) => action === 'certificate.seal')).toHaveLength(1)
    const { seal: told } = await read(made.id)
    const pdf = await paper(made.id)
    const time = String(told.sealedAt).replace(/[-T:]|\..*/g, '')
    expect(pdf.toString('latin1')).toContain(`/M (D:${time}Z)`)
    expect((await check(pdf)).seal.finding).toBe('holds')
  })

  const writes = [
    ['the sealed paper', 'certificate_files', 'insert', "new.form = 'sealed.pdf'"],
    ['the state of the seal', 'certificates', 'update', "new.seal = 'sealed'"],
    ['the audit line', 'ledger', 'insert', "new.action = 'certificate.seal'"],
  ] as const
  test.each(writes)(
    'is not half-written when the database refuses %s',
    async (...[, table, operation, when]) => {
      const made = await pendingCertificate()
      const { owner } = world.services.db
      await owner.execute(
        sql.raw(`create or replace function fail_write() returns trigger language plpgsql as
        $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$`),
      )
      await owner.execute(
        sql.raw(`create trigger fail_write before ${operation} on ${table} for each row when (${when})
        execute function fail_write()`),
      )
      try {
        await expect(sealPending(world.services)).rejects.toThrow()
      } finally {
        await owner.execute(sql.raw(`drop trigger fail_write on ${table}`))
      }
      expect((await read(made.id)).seal).toMatchObject({ state: 'pending' })
      expect(Object.keys(await files(made.id))).not.toContain('sealed.pdf')
      world.clock.advance(1)
      await sealPending(world.services)
      expect((await check(await paper(made.id))).seal.finding).toBe('holds')
    },
  )

  test('is not made for another organisation, nor on a certificate that is revoked', async () => {
    world.services.eseal = { ...seal, organisationId: world.host.id }
    const other = await certificate()
    expect(other.seal).toEqual({ state: 'none', sealedAt: null, by: null })
    expect((await check(await paper(other.id))).seal.finding).toBe('none')
    world.services.eseal = { ...seal, organisationId: world.school.id }
    const revoked = await pendingCertificate()
    await given(world).revoke(revoked.id)
    await sealPending(world.services)
    expect((await read(revoked.id)).seal).toMatchObject({ state: 'none' })
    expect((await check(await paper(revoked.id))).seal.finding).toBe('none')
    expect(Object.keys(await files(other.id))).not.toContain('sealed.pdf')
  })

  test('is lacking for the European Digital Credential too while the trust service is down', async () => {
    const made = await certificate()
    up = false
    const refused = await world.as({ school: world.school }).get(`/v1/certificates/${made.id}.edc.jsonld`)
    expect(refused.status).toBe(503)
    up = true
    expect((await download(`/v1/certificates/${made.id}.edc.jsonld`)).status).toBe(200)
  })

  test('is not on a cohort that is merged into one PDF for printing', async () => {
    const made = await certificate()
    const { body } = await download(`/v1/certificates.pdf?ids=${made.id}`)
    expect(body.subarray(0, 5).toString()).toBe('%PDF-')
    expect(body.includes('/ByteRange')).toBe(false)
    expect(body.includes('ETSI')).toBe(false)
  })

  test('stays as it is in the register', async () => {
    const made = await certificate()
    const { owner } = world.services.db
    for (const change of [
      sql`update certificates set seal = 'none', sealed_at = null, seal_certificate = null where id = ${made.id}`,
      sql`update certificates set sealed_at = now() where id = ${made.id}`,
      sql`update certificates set drawing = 0 where id = ${made.id}`,
    ])
      await expect(owner.execute(change)).rejects.toThrow()
  })
})
