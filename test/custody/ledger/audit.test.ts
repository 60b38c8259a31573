import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type CertifiedWorld, certifiedWorld } from '../../setup/case.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Line = {
  id: string
  organisationId: string
  action: string
  subjectId: string
  memberId: string | null
  requestId: string
  details: Record<string, unknown>
}

describe('the audit list', () => {
  let certified: CertifiedWorld
  let world: World
  beforeAll(async () => {
    certified = await certifiedWorld()
    world = certified.world
  })
  const auditor = () => world.as({ school: world.school, role: 'auditor' })

  async function allLines(query = ''): Promise<Line[]> {
    const lines: Line[] = []
    let next: string | null = ''
    while (next !== null) {
      const { body } = (await auditor().get(`/v1/audit?limit=20${query}${next && `&cursor=${next}`}`)) as {
        body: { items: Line[]; next: string | null }
      }
      lines.push(...body.items)
      next = body.next
    }
    return lines
  }

  test('tells the whole story of a case in order, page by page, each line once', async () => {
    const lines = await allLines()
    const actions = lines.map((line) => line.action)
    expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length)
    const story = ['person.register', 'mobility.register', 'recognition.open', 'certificate.issue']
    const places = story.map((action) => actions.indexOf(action))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  test('is narrowed to a subject, an action, a member or a time', async () => {
    const { ids } = certified
    const about = await allLines(`&subject=${ids.certificates}`)
    expect(about.map((line) => line.action)).toEqual(['certificate.intend', 'certificate.issue'])
    const registered = await allLines('&action=person.register')
    expect(registered.map((line) => line.subjectId)).toContain(ids.people)
    expect(new Set(registered.map((line) => line.action))).toEqual(new Set(['person.register']))
    const byIssuer = await allLines(`&memberId=${world.school.members.issuer}`)
    expect(byIssuer.length).toBeGreaterThan(0)
    expect(byIssuer.every((line) => line.memberId === world.school.members.issuer)).toBe(true)
    expect(await allLines('&since=2999-01-01T00:00:00Z')).toEqual([])
  })

  test('holds for the sending organisation, which answers for the case, also what the host’s people did in it', async () => {
    const lines = await allLines()
    const byHost = lines.filter((line) => line.organisationId === world.host.id)
    expect(byHost.map((line) => line.action)).toEqual([
      'agreement.sign',
      'evidence.submit',
      'evidence.submit',
      'evidence.attest',
    ])
    expect(byHost.at(-1)).toMatchObject({ subjectId: certified.ids.recognitions })
    expect(lines.map((line) => line.id)).toEqual(lines.map((line) => line.id).sort())
    const narrowed = await allLines(`&memberId=${world.host.members.mentor}`)
    expect(narrowed.map((line) => line.action)).toEqual(byHost.map((line) => line.action).slice(1))
  })

  test('holds for the host what its own people did, and nothing of what the sending organisation did', async () => {
    const { body } = await world.as({ school: world.host, role: 'auditor' }).get('/v1/audit?limit=200')
    const lines = body.items as Line[]
    expect(lines.map((line) => line.action)).toContain('evidence.attest')
    expect(new Set(lines.map((line) => line.organisationId))).toEqual(new Set([world.host.id]))
    expect(lines.map((line) => line.action).filter((action) => /^appeal|^certificate/.test(action))).toEqual(
      [],
    )
  })

  test('leaves out what the host’s people do beside the cases that it hosts', async () => {
    const admin = world.as({ school: world.host, role: 'admin' })
    const made = await admin.post('/v1/members').send({ name: 'Member One', roles: ['mentor'] })
    expect((await admin.get(`/v1/audit?subject=${made.body.id}`)).body.items).toHaveLength(1)
    expect(await allLines(`&subject=${made.body.id}`)).toEqual([])
  })

  test('tells the sending organisation of every thing that a host can do in a case, and no mark', async () => {
    const { host, as } = world
    const make = given(world)
    const made = await make.documentation([{ competence: '1.1', baseline: 2, target: 4 }])
    const [evidenceId] = [String((await make.evidence(made.id, ['1.1'])).id)]
    made.evidence['1.1'] = evidenceId
    const mentor = as({ school: host, role: 'mentor' })
    const record = {
      kind: 'link',
      title: 'A page',
      producedOn: '2026-09-20',
      competences: ['1.1'],
      url: 'https://example.org/',
    }
    await make.ok(mentor.post(`/v1/recognitions/${made.id}/evidence/records`).send(record))
    await make.ok(
      mentor
        .post(`/v1/recognitions/${made.id}/evidence/${evidenceId}/outcomes`)
        .send({ competences: ['1.1'] }),
    )
    await make.declare(made.id)
    await make.move(made.id, 'complete-documentation')
    await make.assign(made.id, host)
    const assessor = as({ school: host, role: 'assessor' })
    await make.ok(assessor.get(`/v1/recognitions/${made.id}/accommodations`))
    const marks = make.marksFor(made, '1.1', 4)
    const pieces = (await mentor.get(`/v1/recognitions/${made.id}/evidence`)).body.items as { id: string }[]
    const judged = { valid: true, authentic: true, current: true, sufficient: true }
    const judgements = pieces.map(({ id }) => ({ evidenceId: id, ...judged }))
    const path = `/v1/recognitions/${made.id}/outcomes/1.1/marks-draft`
    await make.ok(assessor.put(path).send({ judgements, marks: marks.marks }))
    await make.ok(assessor.post(`/v1/recognitions/${made.id}/marks`).send({ ...marks, judgements }))
    const { body } = await as({ school: host, role: 'auditor' }).get('/v1/audit?limit=200')
    const done = (body.items as Line[]).filter(
      (line) => line.subjectId === made.id || line.details.recognitionId === made.id,
    )
    expect(new Set(done.map((line) => line.action))).toEqual(
      new Set([
        'evidence.submit',
        'evidence.extend',
        'evidence.attest',
        'assessment.assign',
        'assessment.declare',
        'accommodation.read',
        'assessment.draft',
        'assessment.submit',
      ]),
    )
    const seen = await allLines(`&since=2000-01-01T00:00:00Z`)
    for (const line of done) expect(seen).toContainEqual(line)
    const told = JSON.stringify(seen.filter((line) => line.organisationId === host.id))
    expect(told).not.toMatch(/"level"|not-met|"marks"/)
  })

  test('holds neither names nor secrets', async () => {
    const { body } = await auditor().get('/v1/audit?limit=200')
    const text = JSON.stringify(body)
    expect(text).not.toContain(certified.learnerName)
    expect(text).not.toMatch(/learner\.one@|Learner One|secret/i)
  })
})

describe('a write', () => {
  let certified: CertifiedWorld
  let world: World
  beforeAll(async () => {
    certified = await certifiedWorld()
    world = certified.world
  })

  test('of any kind leaves nothing behind when its audit line cannot be written', async () => {
    const { owner } = world.services.db
    const tables = (
      (await owner.execute(
        sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
      )) as { name: string }[]
    ).map((row) => row.name)
    const snapshot = async () =>
      Promise.all(
        tables.map(async (name) => {
          const [row] = (await owner.execute(
            sql`select count(*)::int as n, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum
              from ${sql.identifier(name)} t`,
          )) as { n: number; sum: string }[]
          return `${name} ${row?.n} ${row?.sum}`
        }),
      )
    const leaver = { givenName: 'Learner', familyName: 'Gone', birthDate: '2007-01-01' }
    const { body: leaving } = await world
      .as({ school: world.school, role: 'admin' })
      .post('/v1/people')
      .send(leaver)
    await owner.execute(`create function fail_audit() returns trigger language plpgsql as
      $$ begin raise exception 'the audit is broken'; end $$`)
    await owner.execute(
      'create trigger broken before insert on ledger for each row execute function fail_audit()',
    )
    const { school, host, as } = world
    const { ids } = certified
    const admin = as({ school, role: 'admin' })
    const before = await snapshot()
    const attempts: [string, PromiseLike<{ status: number }>][] = [
      [
        'organisation',
        admin.post('/v1/organisations').send({
          name: 'Example',
          country: 'FI',
          client: { name: 'Client One', scopes: ['read'] },
        }),
      ],
      [
        'organisation change',
        admin.patch(`/v1/organisations/${school.id}`).set('if-match', '*').send({ city: 'Rēzekne' }),
      ],
      ['client', admin.post('/v1/clients').send({ name: 'Client One', scopes: ['read'] })],
      ['client revocation', admin.post(`/v1/clients/${ids.clients}/revocation`)],
      ['member', admin.post('/v1/members').send({ name: 'Member One', roles: ['mentor'] })],
      [
        'member change',
        admin.patch(`/v1/members/${ids.members}`).set('if-match', '*').send({ active: false }),
      ],
      [
        'person',
        admin
          .post('/v1/people')
          .set('idempotency-key', 'broken')
          .send({ givenName: 'Learner', familyName: 'One', birthDate: '2007-01-01' }),
      ],
      [
        'person change',
        admin.patch(`/v1/people/${ids.people}`).set('if-match', '*').send({ givenName: 'Other' }),
      ],
      ['erasure', admin.post(`/v1/people/${leaving.id}/erasure`).send({ reason: 'unlawful' })],
      [
        'mobility',
        admin.post('/v1/mobilities').send({
          learnerId: ids.people,
          hostingOrganisationId: host.id,
          projectCode: '2026-1-LV01-KA121-VET-000012345',
          startsOn: '2026-09-07',
          endsOn: '2026-10-02',
          workloadHours: 120,
          overlapIsMeant: true,
        }),
      ],
      [
        'mobility change',
        admin.patch(`/v1/mobilities/${ids.mobilities}`).set('if-match', '*').send({ workloadHours: 99 }),
      ],
      [
        'revocation',
        as({ school, role: 'issuer' })
          .post(`/v1/certificates/${ids.certificates}/revocation`)
          .send({ reason: 'wrong-data' }),
      ],
    ]
    for (const [what, attempt] of attempts) expect((await attempt).status, what).toBe(500)
    expect(await snapshot()).toEqual(before)
    await owner.execute('drop trigger broken on ledger')
    for (const path of ['/v1/people', '/v1/members'])
      expect((await admin.get(`${path}?limit=1`)).status).toBe(200)
  })

  test('of the whole pipeline is undone with its audit line and done again: nothing is written beside it', async () => {
    const flaky = await newWorld()
    const { owner } = flaky.services.db
    await owner.execute(sql`create sequence lines`)
    await owner.execute(sql`grant usage on sequence lines to dcr_app`)
    // Every other audit line fails as a serialization conflict does, so that each transaction is carried out twice.
    await owner.execute(sql`create function fail_every_other() returns trigger language plpgsql as $$
      begin
        if nextval('lines') % 2 = 1 then raise exception 'conflict' using errcode = '40001'; end if;
        return new;
      end $$`)
    await owner.execute(
      sql`create trigger flaky before insert on ledger for each row execute function fail_every_other()`,
    )
    const steady = await countRows(await newWorld().then((one) => certifiedWorld(one)))
    const shaken = await countRows(await certifiedWorld(flaky))
    expect(shaken).toEqual(steady)
    expect(steady).toContainEqual(expect.stringMatching(/^ledger (1[5-9]|[2-9]\d)$/))
  })
})

/** How many rows each table holds. */
async function countRows({ world }: CertifiedWorld): Promise<string[]> {
  const { owner } = world.services.db
  const tables = (await owner.execute(
    sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )) as { name: string }[]
  const counts: string[] = []
  for (const { name } of tables) {
    const [row] = (await owner.execute(sql`select count(*)::int as n from ${sql.identifier(name)}`)) as {
      n: number
    }[]
    counts.push(`${name} ${row?.n}`)
  }
  return counts
}
