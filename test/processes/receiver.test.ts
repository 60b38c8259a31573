import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sendWebhooks } from '../../src/exchange/webhooks/send-webhooks.ts'
import { numberAll } from '../custody/ledger/numbered.ts'
import { afterwards } from '../setup/afterwards.ts'
import { given } from '../setup/given.ts'
import { newWorld } from '../setup/world.ts'

test('the receiver that the walk shows takes what we signed, and nothing else', async () => {
  const [, program = ''] =
    /```js receiver\n([\s\S]*?)```/.exec(readFileSync('docs/integrate.md', 'utf8')) ?? []
  const file = join(mkdtempSync(join(tmpdir(), 'receiver-')), 'receiver.mjs')
  writeFileSync(file, program)
  const world = await newWorld()
  world.clock.now = new Date()
  const port = 20_000 + Math.floor(Math.random() * 10_000)
  const url = `http://127.0.0.1:${port}/`
  const step = given(world)
  const admin = world.as({ school: world.school, role: 'admin' })
  const { id, secret } = await step.ok(admin.post('/v1/webhooks').send({ url, types: ['person.registered'] }))
  const environment = { PATH: process.env.PATH, WEBHOOK_SECRET: String(secret), PORT: String(port) }
  const receiver = spawn(process.execPath, [file], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  afterwards(() => receiver.kill('SIGKILL'))
  const isUp = () =>
    fetch(url, { method: 'POST' }).then(
      ({ status }) => status === 401,
      () => false,
    )
  await expect.poll(isUp, { timeout: 10_000 }).toBe(true)
  await step.person()
  await numberAll(world)
  const said = once(receiver.stdout, 'data')
  await sendWebhooks(world.services)
  expect(String((await said)[0])).toMatch(/^[0-9a-f-]{36} person.registered\n$/)
  const { items } = await step.ok(admin.get(`/v1/webhooks/${id}/deliveries`))
  expect(items).toMatchObject([{ state: 'delivered', status: 204 }])
})
