import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { withDatabase } from '../setup/database.ts'
import { firstClientIn } from '../setup/process.ts'
import { runDemo } from './run-demo.ts'

const cohortColumns =
  'learner;given_name;family_name;birth_date;guardian;sending;sending_city;sending_country;hosting;hosting_city;hosting_country;project_code;starts_on;ends_on;workload_hours;programme;planned_1;planned_2'
const marksColumns = 'learner;shown_1;shown_2;shown_3;additional;additional_description;revoke'
const school = 'Parauga skola;Rīga;LV;Example Workshop;Oslo;NO;2026-1-LV01-KA121-VET-000012345'
const person = (id: string, birthDate: string, guardian = '') =>
  `${id};Ģirts;Paraugs;${birthDate};${guardian}`
const days = '2026-09-07;2026-10-02;120;Loģistika'

describe('the demo, with data and a database of your own', { timeout: 90_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'))
  const out = join(folder, 'out')
  const name = `demo_${process.pid}`
  const url = withDatabase(inject('postgresUrl'), name)
  const env = { DATABASE_URL: url, DATA_DIR: join(folder, 'data') }
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  let sql: Sql
  const file = (name: string, ...lines: string[]) => {
    const path = join(folder, name)
    writeFileSync(path, `\uFEFF${lines.join('\r\n')}\r\n`)
    return path
  }
  const run = async (cohort: string, marks: string, more: Record<string, string> = {}, to = out) => {
    const demo = runDemo(['--cohort', cohort, '--marks', marks, '--out', to], { ...env, ...more })
    return { code: await demo.code, said: demo.said() }
  }

  beforeAll(async () => {
    await admin.unsafe(`create database ${name}`)
    sql = postgres(url, { max: 1 })
  })
  afterAll(async () => {
    await sql.end()
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
    rmSync(folder, { recursive: true })
  })

  let client: Record<string, string>

  test('reports every fault of both files with line and column at once, and registers nothing', async () => {
    const cohort = file(
      'bad-cohort.csv',
      '# a remark',
      cohortColumns,
      `${person('A', '2007-13-01')};${school};${days};1.1 2>4;9.9 1>2`,
      '',
      `${person('B', '2010-01-01')};${school};2026-10-02;2026-09-07;0;;1.1 2>9;1.1`,
      `${person('B', '2006-01-01')};${school.replace('NO', 'Norway').replace('KA121', 'KA1')};${days};1.1 2>4;1.1 2>3`,
      `${person('C', '2006-01-01')};${school};2026-09-07;2999-01-01;120;;2.4 3>5;`,
    )
    const marks = file('bad-marks.csv', marksColumns, 'A;1.1 12;;;;;never', 'D;1.1 4;;;;;', 'B;;;;5.1;;')
    const { code, said } = await run(cohort, marks)
    expect(code).toBe(2)
    const faults = [
      ...said.matchAll(/^ {2}\S*?([\w-]+\.csv, line \d+, column \w+(?:, ".*?")?): (.*)$/gm),
    ].map(([, where, what]) => `${where}: ${what}`)
    expect(faults).toEqual([
      'bad-cohort.csv, line 3, column birth_date, "2007-13-01": is not a day such as 2026-09-07',
      'bad-cohort.csv, line 3, column planned_2: 9.9 is not a competence of digcomp-2.2',
      'bad-cohort.csv, line 5, column workload_hours, "0": is not a number from 1 to 9999',
      'bad-cohort.csv, line 5, column planned_1: levels go from 1 to 8',
      'bad-cohort.csv, line 5, column planned_2: is not "competence baseline>target", such as "1.1 2>4"',
      'bad-cohort.csv, line 5, column ends_on: lies before starts_on',
      'bad-cohort.csv, line 5, column guardian: is needed for a learner under 18',
      'bad-cohort.csv, line 6, column hosting_country, "Norway": is not the code of a country: two capital letters of ISO 3166-1, such as LV',
      'bad-cohort.csv, line 6, column project_code, "2026-1-LV01-KA1-VET-000012345": is not a code of an Erasmus+ project. The nearest form: year, round, national agency, action, field (or none) and nine digits, such as 2026-1-LV01-KA121-VET-000012345.',
      'bad-cohort.csv, line 6, column planned_2: plans 1.1 twice',
      'bad-cohort.csv, line 6, column learner: stands twice',
      `bad-cohort.csv, line 6, column hosting_country: differs from that of Example Workshop in line 3`,
      expect.stringMatching(/^bad-cohort.csv, line 7, column ends_on: lies not before today/),
      'bad-marks.csv, line 2, column revoke, "never": is none of: wrong-data, issued-by-mistake, fraud, superseded, holder-request',
      'bad-marks.csv, line 2, column shown_1: is not "competence level", such as "1.1 4"',
      'bad-marks.csv, line 3, column learner: D is not in the cohort',
      'bad-marks.csv, line 4, column additional_description: is empty: say what was learned',
      'bad-marks.csv, line 4, column additional: is not "competence baseline>level", such as "5.1 1>3"',
      'bad-marks.csv, line 5, column learner: C has no row',
    ])
    expect(said).toContain('Nothing was registered: there are 19 faults')
    const [count] =
      await sql`select (select count(*) from people)::int people, (select count(*) from organisations)::int organisations`
    expect(count).toEqual({ people: 0, organisations: 1 })
    const { id, secret } = firstClientIn(said)
    client = { CLIENT_ID: id, CLIENT_SECRET: secret }
  })

  const cohort = () =>
    file(
      'cohort.csv',
      cohortColumns,
      `${person('A', '2009-05-01', 'Vecāks')};${school};${days};1.1 2>4;2.4 >3`,
    )
  const marks = () => file('marks.csv', marksColumns, 'A;1.1 5;2.4 2;4.1 3;4.1 1>3;Set up backups.;fraud')

  /** Loaded into the demo's process before it: tells of one address otherwise than the service does. */
  const lie = `
    const ask = globalThis.fetch
    globalThis.fetch = async (url, init) => {
      const answer = await ask(url, init)
      if (!String(url).includes('/verify/') || !answer.headers.get('content-type').includes('json')) return answer
      return Response.json({ ...(await answer.json()), status: 'valid' })
    }`

  test('takes other data of the same form to certificates, and fails when an answer about one is wrong', async () => {
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(lie)}`
    const { code, said } = await run(cohort(), marks(), { ...client, NODE_OPTIONS })
    expect(said).toContain('Not as it should be:\n  A: GET /verify/{code} says valid, not revoked\n')
    expect(said).not.toContain('certificates were checked')
    expect(code).toBe(1)

    const { secondMarking, learners } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    // With a minimum of five in the quarter, all three are.
    expect(secondMarking).toEqual({ outcomes: 3, markedTwice: 3 })
    const second = await sql`select count(*)::int as count from assessments where round = 'second'`
    expect(second[0]).toEqual({ count: 3 })
    expect(learners[0].outcomes).toMatchObject([
      { competence: '1.1', kind: 'planned', target: 4, level: 5, result: 'reached', improved: true },
      { competence: '2.4', kind: 'planned', target: 3, level: 2, result: 'not-reached', improved: null },
      { competence: '4.1', kind: 'additional', target: 3, level: 3, result: 'reached', improved: true },
    ])
    expect(learners[0].faults).toHaveLength(1)
    const signed = await sql`select party from agreement_signatures order by party`
    expect(signed.map((one) => one.party).sort()).toEqual(['guardian', 'hosting', 'learner', 'sending'])
    const [certificate] = await sql`select number, revocation_reason from certificates`
    expect(certificate).toEqual({ number: learners[0].certificate.number, revocation_reason: 'fraud' })
    expect(readdirSync(out)).toContain(`${certificate!.number}.pdf`)
    expect(said).toContain('end with it; npm run demo -- --keep leaves the service up')
  })

  test('mixes with nothing that an earlier run has left', async () => {
    const before = readdirSync(out)
    const { code, said } = await run(cohort(), marks(), client)
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringContaining(`${out} is not empty: remove it`),
    })
    expect(readdirSync(out)).toEqual(before)
  })

  test('stops at once when it is interrupted in the middle, without waiting for answers on their way', async () => {
    const demo = runDemo(['--out', join(folder, 'later')], { ...env, ...client })
    await demo.saying('Learning agreements')
    const begun = performance.now()
    demo.child.kill('SIGINT')
    expect(await demo.code).toBe(130)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  test('says what it needs when the database is in use and no client is named', async () => {
    const { code, said } = await run(cohort(), marks(), {}, join(folder, 'unnamed'))
    expect(said).toContain('set CLIENT_ID and CLIENT_SECRET')
    expect(code).toBe(1)
  })
})
