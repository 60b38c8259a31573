import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { finishIntended } from '../../src/certification/certificates/finish-intended.ts'
import { LEASE } from '../../src/platform/jobs/attempts-store.ts'
import { expectWhole, forms, known, newSealingWorld, pem } from '../certification/certificates/whole.ts'
import { given } from '../setup/given.ts'
import { publicUrl, type World } from '../setup/world.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
let world: World

beforeAll(async () => {
  world = await newSealingWorld()
})

const issue = (recognitionId: string) =>
  world.as({ school: world.school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId })

describe('when the process is killed on the way to a certificate', () => {
  const script = fileURLToPath(new URL('./issue-and-die.ts', import.meta.url))

  async function dieAt(recognitionId: string | null, effect: number) {
    const [row] = (await world.services.db.owner.execute(sql`select current_database() name`)) as {
      name: string
    }[]
    const url = new URL(world.services.db.url!)
    url.pathname = `/${row!.name}`
    const order = {
      databaseUrl: url.href,
      recognitionId,
      organisationId: world.school.id,
      memberId: world.school.members.issuer,
      now: world.services.now().toISOString(),
      publicUrl,
      dieAt: effect,
      eseal: pem,
    }
    const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'recognition-compiled') }
    const child = spawn(process.execPath, [script, JSON.stringify(order)], { env, timeout: 60_000 })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    return new Promise<{ ended: boolean; how: string }>((resolve) =>
      child.once('exit', (code, signal) => resolve({ ended: code === 0, how: signal ?? `${code}: ${said}` })),
    )
  }

  /** What a killed process had claimed is anybody's once its lease has ended. */
  const endLeases = () => {
    world.clock.now = new Date(world.clock.now.getTime() + LEASE)
  }

  test('at any step, the next start finishes what was begun, and there is one certificate', async () => {
    const met = new Set<string>()
    let next = 1
    let ended = false
    const walk = async () => {
      while (!ended) {
        const effect = next++
        const { id } = await given(world).decided(one)
        const died = await dieAt(id, effect)
        if (died.ended) {
          ended = true
          return
        }
        expect(died.how).toBe('SIGKILL')
        const [left] = await known(world, id)
        expectWhole(left ? [left] : [])
        met.add(left?.status ?? 'nothing')
        endLeases()
        await finishIntended(world.services)
        // The other walk may have taken it up, and be at it still.
        const statusNow = async () => (await known(world, id))[0]?.status
        await expect.poll(statusNow, { timeout: 10_000 }).toBe(left ? 'issued' : undefined)
        const { body } = await issue(id).expect(201)
        if (left) expect(body.id).toBe(left.id)
        expectWhole(await known(world, id))
      }
    }
    await Promise.all([walk(), walk()])
    expect(next).toBeGreaterThan(8)
    // The other walk may have finished it before its own process was killed.
    met.delete('issued')
    expect(met).toEqual(new Set(['nothing', 'intended']))
  }, 300_000)

  test.runIf(pem)(
    'at any step of a seal that was waited for, the next turn makes it, and there is one',
    async () => {
      const { eseal } = world.services
      const down = async () => {
        throw new Error('connect ECONNREFUSED')
      }
      world.services.eseal = { ...eseal!, sign: down }
      const { id } = await given(world).decided(one)
      await issue(id).expect(201)
      world.services.eseal = eseal
      let effect = 0
      for (let ended = false; !ended; ) {
        const [before] = await known(world, id)
        // Killed after the seal was kept, it has nothing left to do.
        if (before?.seal === 'sealed') break
        expect(before).toMatchObject({ seal: 'pending', files: forms - 1 })
        const died = await dieAt(null, ++effect)
        ended = died.ended
        if (!ended) expect(died.how).toBe('SIGKILL')
        endLeases()
      }
      expectWhole(await known(world, id))
      expect(effect).toBeGreaterThan(3)
    },
    60_000,
  )

  test('and the case is withdrawn meanwhile, the next start voids what was begun', async () => {
    const made = given(world)
    const { id } = await made.decided(one)
    const firstSignature = 5 // after the four looks at the clock that recording the intent takes
    expect((await dieAt(id, firstSignature)).how).toBe('SIGKILL')
    expect((await known(world, id)).map((row) => row.status)).toEqual(['intended'])
    await made.move(id, 'withdraw', 'Left the school.')
    endLeases()
    await finishIntended(world.services)
    expect((await known(world, id)).map(({ status, files }) => ({ status, files }))).toEqual([
      { status: 'voided', files: 0 },
    ])
    expect((await issue(id)).status).toBe(409)
  })
})
