import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { inject } from 'vitest'
import { afterwards } from './afterwards.ts'
import { testSecret, withDatabase } from './database.ts'
import type { Order } from './serve-copy.ts'
import { publicUrl, type World } from './world.ts'

/**
 * A second process of the service on the data of a world, with evidence in the same folder; its clock stands still. It
 * runs the source as it is, or another one.
 */
export async function serveBeside(
  world: World,
  folder: string,
  { source = resolve('src'), ...options }: Partial<Pick<Order, 'source' | 'eudiWallets' | 'runsJobs'>> = {},
): Promise<{ url: string; child: ChildProcess }> {
  const order: Order = {
    source,
    databaseUrl: await databaseOf(world),
    folder,
    now: world.clock.now.toISOString(),
    publicUrl,
    secret: Buffer.from(testSecret).toString('base64'),
    ...options,
  }
  const child = fork(join(import.meta.dirname, 'serve-copy.ts'), [JSON.stringify(order)])
  const gone = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`The process beside ended with ${code}.`)),
  )
  gone.catch(() => {})
  afterwards(async () => {
    child.kill()
    await gone.catch(() => {})
  })
  const ready: Promise<{ port: number }> = once(child, 'message').then(([address]) => address)
  const { port } = await Promise.race([ready, gone])
  return { url: `http://127.0.0.1:${port}`, child }
}

async function databaseOf({ services }: World): Promise<string> {
  const named = services.db.owner.select({ name: sql<string>`current_database()` })
  const [row] = await named.from(sql`(select 1) as nothing`)
  return withDatabase(inject('postgresUrl'), row!.name)
}
