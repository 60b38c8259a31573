import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { imports } from '../../src/db/schema/exchange/imports.ts'
import { workImports } from '../../src/exchange/imports/running/work-imports.ts'
import type { Client, World } from './world.ts'

type Body = Record<string, unknown>

/** A table of one learner. */
export const oneLearner = 'externalId,givenName,familyName,birthDate\nT-1,Learner,Seven,2006-05-14\n'

export const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Sends a table; what is answered. */
export async function sendTable(
  client: Client,
  table: string | Buffer,
  kind = 'people',
  name = 'table.csv',
): Promise<Body & { id: string }> {
  const asked = client.post('/v1/imports').field({ kind }).attach('file', Buffer.from(table), name)
  return (await asked.expect(202)).body
}

/** Sends a table and has it checked. */
export async function checkTable(world: World, client: Client, table: string | Buffer, kind = 'people') {
  const { id } = await sendTable(client, table, kind)
  await workImports(world.services)
  return readImportOf(client, id)
}

export const readImportOf = async (client: Client, id: string) =>
  (await client.get(`/v1/imports/${id}`).expect(200)).body

/** All that is told of a table. */
export const faultsOf = async (client: Client, id: string, language = 'en') =>
  (await client.get(`/v1/imports/${id}/faults?limit=200`).set('accept-language', language).expect(200)).body
    .items as Body[]

/** Sends a table, has it checked and entered; how it ended. */
export async function enterTable(world: World, client: Client, table: string | Buffer, kind = 'people') {
  const checked = await checkTable(world, client, table, kind)
  await client.post(`/v1/imports/${checked.id}/run`).send({ sha256: checked.sha256 }).expect(202)
  await workImports(world.services)
  return readImportOf(client, checked.id)
}

/** An import of the school's coordinator, in one of its states. */
export async function newImport(
  world: World,
  state: (typeof imports.$inferSelect)['state'],
): Promise<string> {
  const client = world.as({ school: world.school, role: 'coordinator' })
  const { id } = await sendTable(client, oneLearner)
  await world.services.db.owner.update(imports).set({ state }).where(eq(imports.id, id))
  return id
}
