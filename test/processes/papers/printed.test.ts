import { describe, test } from 'vitest'
import {
  emptyDatabase,
  firstClientIn,
  run,
  type Service,
  startService,
  temporaryFolder,
  tokenOf,
} from '../../setup/process.ts'

/** What is planted: a name, a date, an address, a code and a secret. */
const planted = {
  givenName: 'Plantina',
  familyName: 'Ozolkalna',
  birthDate: '2006-07-19',
  email: 'planted.learner@example.org',
  externalId: 'PLANT-CODE-7781',
  guardianName: 'Sekrets-b64-9xQ2',
}
const words = Object.values(planted)

/** The database fails at a row, saying all of it in its message, detail, hint and the names of what it concerns. */
const failing = (how: string) => `create or replace function fail_now() returns trigger
  language plpgsql security definer as $$ begin ${how} return new; end $$`
const sayingAll = (code: string) => `raise exception '% % %', new, new.given_name, '${planted.email}'
  using errcode = '${code}', detail = new::text, hint = '${planted.externalId}',
  table = '${planted.givenName} ${planted.familyName}', constraint = '${planted.email}';`

/** Everything that the service prints while the database fails at one place after the other. */
const failures: Record<string, { before: string[]; after: string[]; status: number }> = {
  'a constraint that nobody foresaw': {
    before: [failing(sayingAll('23514')), onPeople()],
    after: ['drop trigger fail_now on people'],
    status: 500,
  },
  'an error without a code of its own': {
    before: [failing(sayingAll('P0001')), onPeople()],
    after: ['drop trigger fail_now on people'],
    status: 500,
  },
  'a constraint of the table itself': {
    before: [
      `alter table people add constraint never check (given_name <> '${planted.givenName}') not valid`,
    ],
    after: ['alter table people drop constraint never'],
    status: 500,
  },
  'a missing right': {
    before: ['revoke insert on people from dcr_app'],
    after: ['grant insert on people to dcr_app'],
    status: 500,
  },
  'a lost connection': {
    before: [failing('perform pg_terminate_backend(pg_backend_pid());'), onPeople()],
    after: ['drop trigger fail_now on people'],
    status: 503,
  },
}

function onPeople(): string {
  return 'create trigger fail_now before insert on people for each row execute function fail_now()'
}

/** One more request like any other: a person is registered. */
async function register(service: Service, token: string, key: string) {
  return fetch(`${service.url}/v1/people`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(planted),
  })
}

describe('what is printed', () => {
  test('names nobody, whatever fails: a constraint, a right, a connection, a job, a command, the start', async ({
    expect,
  }) => {
    await using database = await emptyDatabase()
    using folder = temporaryFolder()
    const env = { DATABASE_URL: database.url, DATA_DIR: folder.path, LOG_LEVEL: 'trace' }
    const service = await startService(env)
    const client = firstClientIn(service.output())
    const token = await tokenOf(service.url, client)
    const statuses: Record<string, number> = {}
    for (const [name, { before, after }] of Object.entries(failures)) {
      for (const statement of before) await database.sql.unsafe(statement)
      statuses[name] = (await register(service, token, name.replaceAll(' ', '-'))).status
      for (const statement of after) await database.sql.unsafe(statement)
    }
    expect(statuses).toEqual(
      Object.fromEntries(Object.entries(failures).map(([name, { status }]) => [name, status])),
    )

    // A job that runs each second.
    await database.sql.unsafe(failing(`raise exception '${words.join(' ')}' using detail = new::text;`))
    await database.sql.unsafe(
      'create trigger fail_now before update on ledger for each row execute function fail_now()',
    )
    expect((await register(service, token, 'the-last')).status).toBe(201)
    while (!service.output().includes('a job failed')) await new Promise((done) => setTimeout(done, 50))
    await service.stop()

    // The start and the commands that start everything.
    await database.sql.unsafe(
      failing(`raise exception '${words.join(' ')}' using detail = '${planted.email}';`),
    )
    await database.sql.unsafe(
      'create trigger fail_now before insert or update on signing_keys for each row execute function fail_now()',
    )
    await database.sql.unsafe('truncate signing_keys cascade')
    const entries = ['server.ts', 'worker.ts', 'commands/migrate.ts', 'commands/check-certificates.ts']
    let printed = service.output()
    for (const entry of entries) {
      const ended = run(entry, env)
      expect(await ended.exited, entry).toBe(1)
      expect(ended.output(), entry).toContain('"code":"P0001"')
      printed += ended.output()
    }

    for (const word of [...words, client.secret.slice(0, 12), token]) {
      const told = printed.replace(/^.*client_secret.*$/gm, '').indexOf(word)
      expect(told < 0 ? '' : printed.slice(told - 300, told + 300)).toBe('')
    }
    // What an operator needs is there.
    expect(printed).toContain('"code":"23514","table":"people","constraint":"never"')
    expect(printed).toContain('"code":"42501"')
    expect(printed).toMatch(/"job":"number-ledger".*"msg":"a job failed"|"a job failed"/)
  })
})
