import { beforeAll, describe, expect, test } from 'vitest'
import { asTenant } from '../../../src/db/tenancy.ts'
import { settingsOf } from '../../../src/parties/organisations/store.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('the settings of an organisation', () => {
  let world: World
  const admin = () => world.as({ school: world.school, role: 'admin' })
  beforeAll(async () => {
    world = await newWorld()
    // Worlds switch the sampling for second marking off; here every setting is as it is at first.
    await world.services.db.owner.execute('delete from organisation_settings')
  })

  test('have defaults, which are said to be unchanged', async () => {
    const response = await admin().get('/v1/settings')
    expect(response.headers.etag).toBe('"0"')
    expect(response.body).toEqual({
      outsideMemorandum: 'warn',
      secondMarkingRate: 0.1,
      secondMarkingMinimum: 5,
      kappaAlarm: 0.6,
      kappaPause: 0.4,
      appealWindowDays: 30,
      appealDecisionDays: 30,
      identificationDays: 14,
      assessmentDays: 14,
      validationDays: 14,
      certificateAfterAppealDays: 14,
      recognitionActDays: 30,
      revocationDays: 7,
      qualityAssurance: [],
      validityMonths: [],
      timeZone: 'Europe/Riga',
      evidenceDays: 30,
      evidenceQuotaBytes: 524_288_000,
      evidenceFilmBytes: 104_857_600,
      requireSignIn: false,
      secondPersonForRights: true,
      mail: 'asked',
      otherSigner: 'deviation',
      bothGuardians: false,
      mailFromName: null,
      mailReplyTo: null,
      mailTexts: [],
      retention: 'tell',
      keepDraftsDays: 60,
      keepLinksDays: 30,
      keepMessagesDays: 365,
      keepSpecialNeedsDays: 90,
      keepEvidenceDays: 365,
      keepAppealTextsDays: 1095,
      keepUncertifiedDays: 365,
      keepPeopleDays: 1825,
      retentionGrounds: {},
      changed: [],
      undecided: [],
    })
  })

  test('change one by one, and go back to the default with null', async () => {
    const first = await admin()
      .patch('/v1/settings')
      .set('if-match', '"0"')
      .send({ evidenceDays: 10, kappaAlarm: 0.7 })
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ evidenceDays: 10, kappaAlarm: 0.7, kappaPause: 0.4 })
    expect(first.body.changed).toEqual(['evidenceDays', 'kappaAlarm'])
    const second = await admin()
      .patch('/v1/settings')
      .set('if-match', first.headers.etag!)
      .send({ kappaAlarm: null })
    expect(second.body).toMatchObject({ evidenceDays: 10, kappaAlarm: 0.6, changed: ['evidenceDays'] })
    const made = await given(world).mobility()
    const draft = await given(world).draft(made.id)
    expect(draft.content).toMatchObject({ evidenceUntil: '2026-10-12' })
  })

  test('know the frameworks that certificates are valid for so many months of', async () => {
    const set = (validityMonths: object[]) =>
      admin().patch('/v1/settings').set('if-match', '*').send({ validityMonths })
    const unknown = await set([
      { framework: null, months: 12 },
      { framework: 'digcomp-9', months: 12 },
    ])
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/validityMonths/1/framework'])
    expect(
      (
        await set([
          { framework: null, months: 12 },
          { framework: null, months: 24 },
        ])
      ).status,
    ).toBe(400)
  })

  test('do not change over the head of another, nor unread', async () => {
    expect((await admin().patch('/v1/settings').send({ evidenceDays: 1 })).status).toBe(428)
    const stale = await admin().patch('/v1/settings').set('if-match', '"0"').send({ evidenceDays: 1 })
    expect(stale.status).toBe(412)
  })

  test('change once when several change them at once', async () => {
    const stranger = world.as({ school: world.stranger, role: 'admin' })
    await Promise.all(Array.from({ length: 8 }, () => stranger.get('/v1/settings')))
    const all = await Promise.all(
      [11, 12, 13, 14, 15, 16].map((evidenceDays) =>
        stranger.patch('/v1/settings').set('if-match', '"0"').send({ evidenceDays }),
      ),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412])
  })

  test('are refused where they make no sense, with every fault', async () => {
    const bad = await admin()
      .patch('/v1/settings')
      .set('if-match', '*')
      .send({ secondMarkingRate: 2, appealWindowDays: 0, colour: 'red' })
    expect(bad.status).toBe(400)
    expect(bad.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/appealWindowDays',
      '/colour',
      '/secondMarkingRate',
    ])
    const crossed = await admin().patch('/v1/settings').set('if-match', '*').send({ kappaPause: 0.8 })
    expect(crossed.status).toBe(422)
    expect(crossed.body.errors[0].pointer).toBe('/kappaPause')
  })

  test('are changed by an administrator only, and each organisation has its own', async () => {
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const refused = await coordinator.patch('/v1/settings').set('if-match', '*').send({ evidenceDays: 5 })
    expect(refused.status).toBe(403)
    const host = await world.as({ school: world.host }).get('/v1/settings')
    expect(host.body.evidenceDays).toBe(30)
  })

  test('are not changed by somebody who administered it until a moment ago, nor is anything else of it', async () => {
    const memberId = await newMember(world, world.school, ['admin'])
    const leaver = world.as({ school: world.school, role: 'admin', memberId })
    await admin()
      .patch(`/v1/members/${memberId}`)
      .set('if-match', '*')
      .send({ roles: ['mentor'] })
      .expect(200)
    const answers = [
      await leaver.patch('/v1/settings').set('if-match', '*').send({ evidenceDays: 5 }),
      await leaver.post('/v1/members').send({ name: 'Member One', roles: ['admin'] }),
      await leaver.post('/v1/clients').send({ name: 'Client One', scopes: ['read'] }),
      await leaver
        .patch(`/v1/organisations/${world.school.id}`)
        .set('if-match', '*')
        .send({ city: 'Liepāja' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })

  test('are seen by whoever hosts its learners, and by no stranger', async () => {
    await given(world).mobility()
    const seenBy = (organisationId: string) =>
      asTenant(world.services.db, { organisationId, memberId: null }, (tx) => settingsOf(tx, world.school.id))
    expect((await seenBy(world.host.id)).evidenceDays).toBe(10)
    expect((await seenBy(world.stranger.id)).evidenceDays).toBe(30)
  })
})
