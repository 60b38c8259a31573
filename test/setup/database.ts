import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { makeMissingKeys } from '../../src/platform/signing/keys.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
    template: string
  }
}

/** Test keys are encrypted with this; it protects nothing. */
export const testSecret = new Uint8Array(32).fill(7)

/** One PostgreSQL for the run, with one migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? null : await startPostgres()
  const url = given ?? server!.url
  const template = `template_${process.pid}`
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`drop database if exists ${template}`)
  await admin.unsafe(`create database ${template}`)
  const db = await openDatabase({ databaseUrl: withDatabase(url, template), databasePool: 1, dataDir: '' })
  await migrate(db, (owner) => makeMissingKeys(owner, testSecret, new Date('2026-01-01T00:00:00Z')))
  for (const statement of refuseSilence) await db.owner.execute(statement)
  await db.close()
  project.provide('postgresUrl', url)
  project.provide('template', template)
  return async () => {
    await admin.unsafe(`drop database if exists ${template}`)
    await admin.end()
    await server?.stop()
  }
}

/**
 * Under every test: what the service changes of a list that can be synchronised stands in the ledger, or is refused when
 * its transaction ends.
 */
const refuseSilence = [
  `create function refuse_silence() returns trigger language plpgsql security definer as $$
    begin
      if not exists (select 1 from ledger where position is null and tx = transaction_number()) then
        raise exception 'a change of % has no line in the ledger', tg_table_name;
      end if;
      return null;
    end $$`,
  `do $$
    declare synchronised text;
    begin
      for synchronised in select table_name from information_schema.columns where column_name = 'changed_in' loop
        execute format('create constraint trigger told after insert or update on %I deferrable initially deferred
          for each row when (current_user like ''dcr\\_%%'') execute function refuse_silence()', synchronised);
      end loop;
    end $$`,
]

/** Takes that away, where a test looks at all that guards the database. */
export const allowSilence = 'drop function refuse_silence() cascade'

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
