import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { ledger } from '../../../src/db/schema/custody/ledger.ts'
import { agreementVersions } from '../../../src/db/schema/mobility/agreements.ts'
import { templates } from '../../setup/agreement-templates.ts'
import { given } from '../../setup/given.ts'
import { checkTable, enterTable, faultsOf } from '../../setup/imports.ts'
import { newWorld, type World } from '../../setup/world.ts'

const projectCode = '2026-1-LV01-KA121-VET-000012345'
const table = (...rows: string[]) =>
  `mobility,projectCode,mobilityCode,template,targets,baselines,justification,leftOut\n${rows.join('\n')}\n`

describe('a table of agreements', () => {
  let world: World
  let mobilities: Record<string, string>
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
  beforeAll(async () => {
    world = await newWorld()
    await templates(world).template()
    const made = await Promise.all(
      ['G-1', 'G-2', 'G-3', 'G-4', 'G-5'].map(async (externalId) => {
        const codes = { projectCode, mobilityCode: `C-${externalId}` }
        const { id } = await given(world).mobility({ externalId, ...codes })
        return [externalId, String(id)] as const
      }),
    )
    mobilities = Object.fromEntries(made)
  })
  const versionsOf = (key: string) =>
    world.services.db.owner
      .select()
      .from(agreementVersions)
      .where(eq(agreementVersions.mobilityId, mobilities[key]!))
      .orderBy(agreementVersions.number)
  const enter = (...rows: string[]) => enterTable(world, coordinator(), table(...rows), 'agreements')

  test('is drafted from a template, with what is otherwise for each learner, and again is drafted no more', async () => {
    const rows = [
      'G-1,,,"logistics, four weeks",,,,',
      'G-2,,,"Logistics, four weeks","2.4=6","2.4=3",As the test has shown.,1.1',
    ]
    expect(await enter(...rows)).toMatchObject({
      state: 'done',
      progress: { created: 2, updated: 0, unchanged: 0, refused: 0 },
    })
    const [plain] = await versionsOf('G-1')
    const [other] = await versionsOf('G-2')
    expect(plain).toMatchObject({ number: 1, template: { version: 1, changed: [] } })
    expect(other?.content.outcomes).toMatchObject([
      { competence: '2.4', target: 6, baseline: 3, justification: 'As the test has shown.' },
    ])
    const written = await world.services.db.owner
      .select()
      .from(ledger)
      .where(and(eq(ledger.subjectId, other!.id), eq(ledger.action, 'agreement.draft')))
    expect(written).toMatchObject([
      { details: { number: 1, templateVersion: 1, hash: other!.hash }, hostingOrganisationId: world.host.id },
    ])
    expect(await enter(...rows)).toMatchObject({ progress: { created: 0, updated: 0, unchanged: 2 } })
    expect(await enter(rows[0]!, rows[1]!.replace('2.4=6', '2.4=5'))).toMatchObject({
      progress: { created: 0, updated: 1, unchanged: 1 },
    })
    expect((await versionsOf('G-2')).map(({ number }) => number)).toEqual([1, 2])
  })

  test('says what the request for one draft says', async () => {
    await enter(`,${projectCode},C-G-3,"Logistics, four weeks",2.4=6,,As the test has shown.,`)
    const [drawn] = await versionsOf('G-3')
    const step = given(world)
    const { id } = await coordinator()
      .get('/v1/agreement-templates')
      .then(({ body }) => body.items[0])
    const asked = templates(world).drawRequest(mobilities['G-4'], id, {
      outcomes: [{ competence: '2.4', target: 6, justification: 'As the test has shown.' }],
    })
    await step.ok(asked)
    const [sent] = await versionsOf('G-4')
    const { outcomes, procedure, assessorRole, framework } = sent!.content
    expect(drawn?.content).toMatchObject({ outcomes, procedure, assessorRole, framework })
    expect(drawn?.template).toEqual(sent?.template)
  })

  test('is refused by the very rules by which one draft is, at the column that says it', async () => {
    const checked = await checkTable(
      world,
      coordinator(),
      table(
        'G-9,,,"Logistics, four weeks",,,,',
        'G-1,,,Nothing of that title,,,,',
        'G-2,,,"Logistics, four weeks",3.3=4,,,',
        'G-3,,,"Logistics, four weeks",2.4=99,,,',
        'G-4,,,"Logistics, four weeks",five,,,',
        ',,,"Logistics, four weeks",,,,',
        'G-5,,,"Logistics, four weeks",,,,"1.1,2.4"',
        `,${projectCode},C-G-5,"Logistics, four weeks",,,,`,
      ),
      'agreements',
    )
    expect(checked.state).toBe('blocked')
    const told = await faultsOf(coordinator(), checked.id)
    expect(told.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '2 mobility',
      '3 template',
      '4 targets',
      '5 targets',
      '6 targets',
      '7 mobilityCode',
      '8 leftOut',
      '9 mobilityCode',
    ])
    expect(told[3]).toMatchObject({ value: '2.4=99', message: expect.stringMatching(/^2\.4: /) })
  })

  test('is drafted for no mobility of others, and by none of their templates', async () => {
    const strangers = world.as({ school: world.stranger, role: 'coordinator' })
    const row = table('G-1,,,"Logistics, four weeks",,,,')
    const checked = await checkTable(world, strangers, row, 'agreements')
    expect((await faultsOf(strangers, checked.id)).map(({ column }) => column)).toEqual([
      'mobility',
      'template',
    ])
    const assessor = world.as({ school: world.school, role: 'assessor' })
    await assessor
      .post('/v1/imports')
      .field({ kind: 'agreements' })
      .attach('file', Buffer.from(row), 't.csv')
      .expect(403)
  })
})
