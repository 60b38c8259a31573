import { beforeAll, describe, expect, test } from 'vitest'
import { dayOf, startOfDay } from '../../src/platform/time-zone.ts'
import { deskOf } from '../setup/desk.ts'
import { given } from '../setup/given.ts'
import { groups } from '../setup/group.ts'
import { printed } from '../setup/on-paper.ts'
import { documentOf } from '../setup/operations.ts'
import { pageOf } from '../setup/walk-my-page.ts'
import { newWorld, tokenFor, type World } from '../setup/world.ts'

test('a token holds where the clock was set by five minutes, back or ahead, and not where by more', async () => {
  const world = await newWorld()
  const made = await tokenFor(world.services, { school: world.school })
  const at = new Date(world.clock.now)
  const minutesLater = async (minutes: number) => {
    world.clock.now = new Date(at.getTime() + minutes * 60_000)
    return (await world.anyone.get('/v1/actions').set('authorization', `Bearer ${made}`)).status
  }
  const statuses = []
  for (const minutes of [0, -5, -60, 14, 19, 21]) statuses.push(await minutesLater(minutes))
  expect(statuses).toEqual([200, 200, 200, 200, 200, 401])
})

type Schema = {
  $ref?: string
  format?: string
  items?: Schema
  properties?: Record<string, Schema>
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** Why a date that is sent is not held against our clock. */
const about = {
  period: 'it says when something planned or agreed begins and ends',
  filter: 'it says which of what we wrote is wanted',
  fact: 'it is held against what is known, whenever that was',
  end: 'what is to end must lie ahead by our own clock, or it would be over when it is made',
}

describe('a date that is sent', () => {
  let world: World
  let certificateId: string
  let code: string
  let caseId: string
  let mobilityId: string
  let clientId: string
  let learnerId: string
  let ownerId: string
  let issuedAt: Date
  const as = (role: 'coordinator' | 'admin' | 'issuer') => world.as({ school: world.school, role })

  beforeAll(async () => {
    world = await newWorld()
    issuedAt = world.clock.now
    const certificate = await given(world).certificate()
    certificateId = String(certificate.id)
    code = String(new URL(String(certificate.verificationUrl)).pathname.split('/').at(-1))
    const made = await given(world).documentation()
    caseId = made.id
    mobilityId = made.mobilityId
    const mobility = await given(world).ok(as('coordinator').get(`/v1/mobilities/${mobilityId}`))
    ownerId = String(mobility.learnerId)
    learnerId = String((await given(world).person()).id)
    clientId = String((await newClient()).id)
  })
  const newClient = () =>
    given(world).ok(
      as('admin')
        .post('/v1/clients')
        .send({ name: 'C', scopes: ['read'] }),
    )
  let serial = 0
  const withEvidence = () => ({ title: `Work ${++serial}`, competences: '1.1' })
  const learner = (birthDate: string) => ({ familyName: 'One', birthDate, sameNameIsAnother: true })

  const mentorsDesk = async () =>
    `${await deskOf(world, world.host, world.host.members.mentor)}/recognitions/${caseId}`
  const file = (title: string) => [Buffer.from(title), 'work.txt'] as const

  const diary = async () => `${await pageOf(world, ownerId)}/diary/${caseId}`
  const pastDay = () => new Date(Date.UTC(2025, 0, ++serial)).toISOString().slice(0, 10)
  const newDay = async () => {
    const sent = world.anyone.post(await diary()).send({ writtenOn: pastDay(), text: 'A day.' })
    return String((await given(world).ok(sent)).id)
  }
  /** Writes a day of the diary anew, and makes room for it again. */
  async function writeDay(entry: string, day: string): Promise<Asked> {
    const at = `${await diary()}/entries/${entry}`
    const answer = await world.anyone.post(at).send({ writtenOn: day, text: 'A day.' })
    if (answer.status < 300) await world.anyone.post(at).send({ writtenOn: pastDay(), text: 'A day.' })
    return answer
  }

  async function memorandum(): Promise<unknown> {
    const body = {
      partnerId: world.host.id,
      scope: 'Mobilities of vocational learners.',
      startsOn: '2026-01-01',
      mutualAcceptance: true,
      assessedBy: 'either',
    }
    return (await given(world).ok(as('admin').post('/v1/partnerships').send(body))).id
  }

  type Asked = { status: number; text: string }
  /** Sends a day, or the moment, of somebody's clock. */
  type Send = (moment: { day: string; time: string }) => PromiseLike<Asked>
  /** Those that must not lie ahead of now, or behind it; and why the others may. */
  const dates: Record<string, { notAhead: Send } | { notBehind: Send } | keyof typeof about> = {
    'submitVerificationForm /birthDate': 'fact',
    'confirmShareHolder /birthDate': 'fact',
    'verifyDocument /birthDate': 'fact',
    'proposeMerge /birthDate': 'fact',
    'signThroughLink /birthDate': 'fact',
    'signThroughLinkOnPage /birthDate': 'fact',
    'registerClient /secretExpiresAt': 'end',
    'makeClientSecret /expiresAt': 'end',
    'registerClientKey /expiresAt': 'end',
    'revokeClient /since': {
      notAhead: ({ time }) => as('admin').post(`/v1/clients/${clientId}/revocation`).send({ since: time }),
    },
    ...Object.fromEntries(
      ['registerProject', 'changeProject'].flatMap((operation) =>
        ['startsOn', 'endsOn'].map((day) => [`${operation} /${day}`, 'period' as const]),
      ),
    ),
    'handOverWork /assignedFrom': 'filter',
    'proposeMemorandum /startsOn': 'period',
    'proposeJointMemorandum /startsOn': 'period',
    'proposeJointMemorandum /endsOn': 'period',
    'proposeMemorandum /endsOn': 'period',
    'endMemorandum /endedOn': {
      notBehind: async ({ day }) =>
        as('admin')
          .post(`/v1/partnerships/${await memorandum()}/end`)
          .send({ endedOn: day, reason: 'Not needed.' }),
    },
    'registerLearner /birthDate': {
      notAhead: ({ day }) => as('coordinator').post('/v1/people').send(learner(day)),
    },
    'correctLearner /birthDate': {
      notAhead: ({ day }) =>
        as('coordinator').patch(`/v1/people/${learnerId}`).set('if-match', '*').send({ birthDate: day }),
    },
    'registerLearner /emailEnds': 'period',
    'correctLearner /emailEnds': 'period',
    'recordDataRequest /receivedOn': {
      notAhead: ({ day }) =>
        as('admin').post(`/v1/people/${learnerId}/data-requests`).send({ right: 'access', receivedOn: day }),
    },
    'registerMobility /startsOn': 'period',
    'registerMobility /endsOn': 'period',
    'changeMobility /startsOn': 'period',
    'changeMobility /endsOn': 'period',
    ...Object.fromEntries(
      ['registerMobility', 'changeMobility'].flatMap((operation) =>
        ['virtualPeriods', 'interruptions'].flatMap((list) =>
          ['startsOn', 'endsOn'].map((day) => [`${operation} /${list}/*/${day}`, 'period' as const]),
        ),
      ),
    ),
    'draftAgreement /evidenceFrom': 'period',
    'draftAgreement /evidenceUntil': 'period',
    'draftAgreement /outcomes/*/evidenceFrom': 'period',
    'draftAgreement /outcomes/*/evidenceUntil': 'period',
    'submitEvidence /producedOn': {
      notAhead: ({ day }) => {
        const fields = { ...withEvidence(), producedOn: day }
        const request = as('coordinator').post(`/v1/recognitions/${caseId}/evidence`).field(fields)
        return request.attach('file', Buffer.from(fields.title), 'work.txt')
      },
    },
    'submitEvidenceAtDesk /producedOn': {
      notAhead: async ({ day }) => {
        const fields = { ...withEvidence(), producedOn: day }
        const request = world.anyone.post(`${await mentorsDesk()}/evidence`).field(fields)
        return request.attach('file', ...file(fields.title))
      },
    },
    'recordObservation /producedOn': {
      notAhead: async ({ day }) =>
        world.anyone.post(`${await mentorsDesk()}/observations`).send({
          ...{ text: `Seen, ${++serial}.`, producedOn: day },
          ...{ competences: ['1.1'], position: 'Manager', title: '' },
        }),
    },
    'submitOwnEvidence /producedOn': {
      notAhead: async ({ day }) => {
        const fields = { ...withEvidence(), producedOn: day }
        const page = await pageOf(world, ownerId)
        const request = world.anyone.post(`${page}/evidence/${caseId}`).field(fields)
        return request.attach('file', ...file(fields.title))
      },
    },
    'addDiaryEntry /writtenOn': {
      notAhead: async ({ day }) => {
        const answer = await world.anyone.post(await diary()).send({ writtenOn: day, text: 'A day.' })
        if (answer.status < 300) await writeDay(String(answer.body.id), pastDay())
        return answer
      },
    },
    'changeDiaryEntry /writtenOn': { notAhead: async ({ day }) => writeDay(await newDay(), day) },
    'submitRecord /producedOn': {
      notAhead: ({ day }) =>
        world
          .as({ school: world.host, role: 'mentor' })
          .post(`/v1/recognitions/${caseId}/evidence/records`)
          .send({
            kind: 'link',
            title: `Page ${++serial}`,
            competences: ['1.1'],
            producedOn: day,
            url: 'https://example.org/page',
          }),
    },
    'authoriseAssessor /validFrom': 'period',
    'authoriseAssessor /validUntil': 'period',
    'declareConflicts /lastTrainedOn': 'fact',
    'declareConflictsAtDesk /lastTrainedOn': 'fact',
    'inviteToDesk /assesses/*/validFrom': 'period',
    'inviteToDesk /assesses/*/validUntil': 'period',
    'listLearners bornOn': 'filter',
    'attestParticipation /startsOn': 'period',
    'attestStay /startsOn': 'period',
    'attestStay /endsOn': {
      notAhead: async ({ day }) => {
        const { id } = await given(world).mobility({ startsOn: '2026-11-01', endsOn: '2026-12-20' })
        const path = `/v1/mobilities/${id}/stays`
        const stays = [
          { organisationId: world.host.id, startsOn: '2026-11-01', endsOn: '2026-12-01' },
          { organisationId: world.stranger.id, startsOn: '2026-12-02', endsOn: '2026-12-20' },
        ]
        const { body } = await as('coordinator').put(path).send({ stays })
        return world
          .as({ school: world.host, role: 'mentor' })
          .post(`${path}/${body.stays[0].id}/attestation`)
          .send({ startsOn: '2026-11-01', endsOn: day })
      },
    },
    'proposeCorrection /fields/*/right/*/endsOn': 'period',
    'proposeCorrection /fields/*/right/*/startsOn': 'period',
    'proposeCorrection /fields/*/wrong/*/endsOn': 'period',
    'proposeCorrection /fields/*/wrong/*/startsOn': 'period',
    'recordStays /stays/*/startsOn': 'period',
    'recordStays /stays/*/endsOn': 'period',
    'attestParticipation /endsOn': {
      notAhead: ({ day }) =>
        world
          .as({ school: world.host, role: 'mentor' })
          .post(`/v1/mobilities/${mobilityId}/participation/attestation`)
          .send({ startsOn: '2026-09-07', endsOn: day }),
    },
    'confirmBirthDate /birthDate': 'fact',
    'confirmBirthDateOnPage /birthDate': 'fact',
    'attestCompanion /startsOn': 'period',
    'attestCompanion /endsOn': {
      notAhead: async ({ day }) => {
        const { group, companions, attestRequest } = groups(world)
        const { id } = await group({ startsOn: '2026-11-01', endsOn: '2026-12-20', companions })
        return attestRequest(id, 'Teacher One', { endsOn: day })
      },
    },
    'attestCompanionAtDesk /startsOn': 'period',
    'attestCompanionAtDesk /endsOn': {
      notAhead: async ({ day }) => {
        const { group, companions } = groups(world)
        const { id } = await group({ startsOn: '2026-11-01', endsOn: '2026-12-20', companions })
        const desk = await deskOf(world, world.host, world.host.members.mentor)
        return world.anyone
          .post(`${desk}/group-mobilities/${id}/companions`)
          .send({ name: 'Teacher One', startsOn: '2026-11-01', endsOn: day })
      },
    },
    'registerGroup /startsOn': 'period',
    'registerGroup /endsOn': 'period',
    'changeGroup /startsOn': 'period',
    'changeGroup /endsOn': 'period',
    'draftProgramme /activities/*/on': 'period',
    'draftProgramme /evidenceFrom': 'period',
    'draftProgramme /outcomes/*/evidenceFrom': 'period',
    'draftProgramme /outcomes/*/evidenceUntil': 'period',
    'draftProgramme /evidenceUntil': 'period',
    'recordAccompanying /startsOn': 'period',
    'recordAccompanying /endsOn': 'period',
    'submitPaperSignature /signedOn': {
      notAhead: async ({ day }) => {
        const { mobility, draft } = given(world)
        const { id } = await mobility()
        await draft(id)
        return as('coordinator')
          .post(`/v1/mobilities/${id}/agreement/versions/1/paper-signatures`)
          .field({ party: 'learner', name: 'Learner One', signedOn: day })
          .attach('file', await printed(world, id, 1), 'scan.pdf')
      },
    },
    'markAgain /conflicts/lastTrainedOn': 'fact',
    'listResults from': 'filter',
    'listResults until': 'filter',
    'reportAgreement from': 'filter',
    'reportAgreement until': 'filter',
    'confirmIdentity /checkedOn': {
      notAhead: ({ day }) =>
        as('admin').put(`/v1/organisations/${world.stranger.id}/identity`).send({
          name: 'Another School',
          country: 'EE',
          checkedBy: 'Agency',
          checkedHow: 'visit',
          checkedOn: day,
        }),
    },
    'confirmIdentity /accreditations/*/from': 'period',
    'confirmIdentity /accreditations/*/until': 'period',
    'recordAct /decidedOn': {
      notAhead: ({ day }) =>
        as('issuer')
          .post(`/v1/certificates/${certificateId}/acts`)
          .send({
            decision: 'in-full',
            recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
            legalBasis: 'The rules of the school, point 2.3',
            decidedOn: day,
          }),
    },
  }

  test('is one of those of which it is known whether they are held against our clock', () => {
    const { paths, components } = documentOf(world.app)
    const found = new Set<string>()
    function look(schema: Schema | undefined, at: string, within: readonly string[] = []): void {
      if (!schema) return
      const name = schema.$ref?.split('/').at(-1)
      if (name && !within.includes(name)) look(components.schemas[name] as Schema, at, [...within, name])
      if (schema.format === 'date' || schema.format === 'date-time') found.add(at)
      for (const [key, value] of Object.entries(schema.properties ?? {})) look(value, `${at}/${key}`, within)
      for (const choice of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) look(choice, at, within)
      look(schema.items, `${at}/*`, within)
    }
    for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
      for (const parameter of (operation.parameters ?? []) as { name: string; schema?: Schema }[]) {
        if (parameter.name !== 'since') look(parameter.schema, `${operation.operationId} ${parameter.name}`)
      }
      for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
        look(schema, `${operation.operationId} `)
    }
    expect([...found].sort()).toEqual(Object.keys(dates).sort())
  })

  const told = (moment: Date, zone: string) => ({ time: moment.toISOString(), day: dayOf(moment, zone) })
  const zones = ['Europe/Riga', 'UTC', 'Pacific/Auckland', 'America/Los_Angeles']
  const inZone = async (timeZone: string) => {
    for (const school of [world.school, world.host]) {
      const admin = world.as({ school, role: 'admin' })
      await given(world).ok(admin.patch('/v1/settings').set('if-match', '*').send({ timeZone }))
    }
  }
  const tried = Object.entries(dates).flatMap(([name, how]) =>
    typeof how === 'string' ? [] : [{ name, how }],
  )

  describe.each(zones)('where the organisation is in %s', (zone) => {
    const at = (minutes: number) =>
      new Date(startOfDay('2026-11-24', zone).getTime() + Math.round(minutes * 60_000))
    beforeAll(() => inZone(zone))

    test.each(tried)('may be five minutes from our clock, around midnight too: $name', async ({ how }) => {
      const ahead = 'notAhead' in how
      const send = ahead ? how.notAhead : how.notBehind
      const theirs = told(at(ahead ? 1 : -1), zone)
      world.clock.now = at(ahead ? -6.5 : 6.5)
      const refused = await send(theirs)
      expect([400, 422], refused.text).toContain(refused.status)
      world.clock.now = at(ahead ? -3.5 : 3.5)
      const taken = await send(theirs)
      expect([200, 201], taken.text).toContain(taken.status)
    })
  })

  test('stands in a certificate: it is valid where the clock is four minutes behind, not where it is six', async () => {
    const look = async (minutes: number) => {
      world.clock.now = new Date(issuedAt.getTime() - minutes * 60_000)
      return (await world.anyone.get(`/verify/${code}`).set('accept', 'application/json')).body.status
    }
    expect([await look(4), await look(6)]).toEqual(['valid', 'not-yet-valid'])
  })
})
