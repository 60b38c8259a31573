import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { desc } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkDaily } from '../../src/certification/register-check/check-daily.ts'
import { certificateChecks } from '../../src/db/schema/certification/certificate-checks.ts'
import { asBytes } from '../setup/bytes.ts'
import { given } from '../setup/given.ts'
import type { World } from '../setup/world.ts'
import { carryOn } from './carry-on.ts'
import type { IssuedThen, OpenStage, Release } from './release.ts'
import type { Upgraded } from './upgraded.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** The tests of what release 0.1 left in one place, upgraded to this release. */
export function leftByRelease(place: string, upgraded: (name: string) => Promise<Upgraded>): void {
  describe(`what release 0.1 left on ${place}`, () => {
    let world: World
    let release: Release
    beforeAll(async () => {
      ;({ world, release } = await upgraded('release-0.1'))
    })
    const as = (role: 'coordinator' | 'issuer' | 'validator' | 'assessor', memberId?: string) =>
      world.as({ school: world.school, role, ...(memberId && { memberId }) })
    const ok = (...request: Parameters<ReturnType<typeof given>['ok']>) => given(world).ok(...request)
    const bytesAt = async (path: string): Promise<Buffer> =>
      (await as('coordinator').get(path).buffer().parse(asBytes).expect(200)).body
    const verdict = (path: string) => world.anyone.get(path).set('accept', 'application/json')
    const warned = expect.objectContaining({ result: 'warning', finding: 'under-appeal' })

    test('is answered as it was then: moves, marks, decisions, evidence, appeals and every line of the audit', async () => {
      expect(release.answers.length).toBeGreaterThan(40)
      for (const { role, path, body } of release.answers) {
        expect((await world.as({ school: world.school, role }).get(path)).body, path).toMatchObject(body)
      }
    })

    test('has every document of its certificates, byte for byte', async () => {
      const { eseal } = world.services
      for (const { id, documents } of Object.values(release.certificates)) {
        for (const [form, hash] of Object.entries(documents)) {
          world.services.eseal = form.startsWith('unsealed.') ? null : eseal
          const bytes = await bytesAt(`/v1/certificates/${id}.${form.replace('unsealed.', '')}`)
          expect(sha256(bytes), `${id} ${form}`).toBe(hash)
        }
      }
      world.services.eseal = eseal
    })

    test('has every file of evidence, byte for byte', async () => {
      const lists = release.answers.filter(({ path }) => path.endsWith('/evidence'))
      const found = new Set<string>()
      for (const { path, body } of lists) {
        for (const { id } of body.items as { id: string }[]) {
          found.add(sha256(await bytesAt(`${path}/${id}/content`)))
        }
      }
      expect([...found].sort()).toEqual(
        Object.keys(release.files)
          .map((path) => basename(path))
          .sort(),
      )
    })

    test('gives rights by one administrator as before, and asks them to decide whether by two', async () => {
      const admin = world.as({ school: world.school, role: 'admin' })
      const before = await ok(admin.get('/v1/settings'))
      expect(before).toMatchObject({
        secondPersonForRights: false,
        undecided: ['secondPersonForRights'],
      })
      const asks = expect.objectContaining({ kind: 'setting', id: world.school.id })
      expect((await ok(admin.get('/v1/work?limit=200'))).items).toContainEqual(asks)
      const decide = admin.patch('/v1/settings').set('if-match', '*').send({ secondPersonForRights: true })
      expect(await ok(decide)).toMatchObject({ secondPersonForRights: true, undecided: [] })
      expect((await ok(admin.get('/v1/work?limit=200'))).items).not.toContainEqual(asks)
    })

    /** What strangers are told of a certificate, asked by its code, its paper and its credential. */
    async function toldOf({ id, verificationPath }: IssuedThen): Promise<Record<string, unknown>[]> {
      const send = (type: string, body: Buffer | string | object) =>
        world.anyone.post('/v1/verifications').set('content-type', type).send(body)
      const jwt = (await bytesAt(`/v1/certificates/${id}.jwt`)).toString()
      return [
        await ok(verdict(verificationPath)),
        await ok(send('application/pdf', await bytesAt(`/v1/certificates/${id}.pdf`))),
        await ok(send('application/json', { jwt })),
      ]
    }

    test('verifies by code, by paper and by credential: valid, revoked, under appeal', async () => {
      const { finished, revoked, contested } = release.certificates
      for (const told of await toldOf(finished)) {
        expect(told).toMatchObject({ status: 'valid', certificate: { number: finished.number } })
        expect(told.checks).not.toContainEqual(warned)
      }
      for (const told of await toldOf(revoked)) {
        expect(told).toMatchObject({ status: 'revoked', revocationReason: 'wrong-data' })
      }
      for (const told of await toldOf(contested)) {
        expect(told).toMatchObject({ status: 'valid', checks: expect.arrayContaining([warned]) })
      }
    })

    /** The daily check, and what it wrote down. */
    async function checkedToday() {
      await checkDaily(world.services)
      const checks = world.services.db.owner.select().from(certificateChecks)
      return (await checks.orderBy(desc(certificateChecks.startedAt)))[0]
    }

    test('is found without fault by the daily check of certificates', async () => {
      expect(await checkedToday()).toMatchObject({ checked: 3, faults: 0 })
    })

    test('is reached through the links that were handed out', async () => {
      const { holder, share, appeal, signing } = release.links
      expect((await verdict(share)).body).toMatchObject({ status: 'valid', level: 'everything' })
      expect((await ok(world.anyone.get(holder))).level).toBe('validity')
      expect((await ok(world.anyone.post(`${holder}/level`).send({ level: 'outcomes' }))).level).toBe(
        'outcomes',
      )
      expect((await ok(world.anyone.get(appeal))).appeals).toHaveLength(1)
      await carryOn(world, release.links).accept(signing)
      const { mobilityId } = release.unsigned
      const opened = await ok(as('coordinator').post('/v1/recognitions').send({ mobilityId }))
      expect(opened.stage).toBe('identification')
    })

    test('knows its client, and what was asked once under a key', async () => {
      const { client, asked } = release
      const grant = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret }
      expect((await ok(world.anyone.post('/oauth/token').type('form').send(grant))).access_token).toBeTruthy()
      const again = as('coordinator').post(asked.path).set('idempotency-key', asked.key).send(asked.body)
      expect(await ok(again)).toEqual(asked.answer)
    })

    test.each<OpenStage>(['identification', 'documentation', 'assessment', 'validation'])(
      'has a case in %s that is taken to a certificate',
      async (stage) => {
        const made = release.open[stage]
        const before = await ok(as('coordinator').get(`/v1/recognitions/${made.id}`))
        expect(before.stage).toBe(stage)
        const issued = await carryOn(world, release.links).toCertificate(made, stage)
        const { status, certificate } = await ok(verdict(new URL(String(issued.verificationUrl)).pathname))
        expect([status, certificate]).toEqual(['valid', expect.objectContaining({ number: issued.number })])
      },
    )

    test('has an appeal that is decided, and a certificate that takes the place of the contested one', async () => {
      const { id, case: made, hearer, marker } = release.appeal
      const marks = given(world).appealMarksFor(made, '2.4', 5)
      await ok(as('assessor', marker).post(`/v1/appeals/${id}/marks`).send(marks))
      const decision = {
        outcome: 'upheld',
        reasons: 'The portfolio shows level 5.',
        outcomes: [{ competence: '2.4', result: 'reached' }],
      }
      const decided = await ok(as('validator', hearer).post(`/v1/appeals/${id}/decision`).send(decision))
      expect(decided.state).toBe('upheld')
      const issued = await ok(as('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
      const { contested } = release.certificates
      expect(issued.supersedes).toBe(contested.id)
      for (const told of await toldOf(contested)) {
        expect(told).toMatchObject({ status: 'revoked', revocationReason: 'superseded' })
      }
    })

    test('has a valid certificate that two people revoke', async () => {
      const { finished } = release.certificates
      await given(world).revoke(finished.id)
      for (const told of await toldOf(finished)) expect(told.status).toBe('revoked')
    })

    test('is found without fault by the daily check of the day after, old and new together', async () => {
      world.clock.advance(1)
      expect(await checkedToday()).toMatchObject({ checked: 8, faults: 0 })
    })
  })
}
