import { runBatches } from '../../src/exchange/batches/run-batches.ts'
import { errandsTo } from '../../src/platform/auth/errand.ts'
import type { Client, World } from './world.ts'

type Body = Record<string, unknown>
export type Ended = Body & { position: number; state: string; status: number | null; problem: Body | null }

/** Asks for a batch, has it done, and answers with what became of each item. */
export async function batchOf(world: World, client: Client, body: object): Promise<Ended[]> {
  const { body: batch } = await client.post('/v1/batches').send(body).expect(202)
  await workOff(world)
  return itemsOf(client, batch.id)
}

export const itemsOf = async (client: Client, id: unknown): Promise<Ended[]> =>
  (await client.get(`/v1/batches/${id}/result.json`).expect(200)).body.items

/** One turn of the job. */
export const workOff = ({ services, app }: World) =>
  runBatches(
    services,
    errandsTo(async () => app),
  )

/** A batch of the school's coordinator, of one item that nobody has begun. */
export async function newBatch(world: World): Promise<string> {
  const client = world.as({ school: world.school, role: 'coordinator' })
  const body = { givenName: 'Learner', familyName: 'One', birthDate: '2006-05-14', sameNameIsAnother: true }
  const asked = { action: 'registerLearner', items: [{ body }] }
  return String((await client.post('/v1/batches').send(asked).expect(202)).body.id)
}

/** The same, done. */
export async function finishedBatch(world: World): Promise<string> {
  const id = await newBatch(world)
  await workOff(world)
  return id
}
