import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { given } from '../../setup/given.ts'
import { newWorld } from '../../setup/world.ts'

test('nobody signs an agreement of an earlier release that no paper can show', async () => {
  const world = await newWorld()
  const step = given(world)
  const mobility = await step.mobility()
  const version = await step.draft(mobility.id)
  const { owner } = world.services.db
  await owner.execute(sql`alter table agreement_versions disable trigger user`)
  await owner.execute(sql`update agreement_versions set content = jsonb_set(content, '{procedure}', '"王"')`)
  const path = `/v1/mobilities/${mobility.id}/agreement/signatures`
  const signing = world
    .as({ school: world.school, role: 'coordinator' })
    .post(path)
    .send({ hash: version.hash })
  const { status, body } = await signing
  expect([status, body.missing]).toMatchObject([
    409,
    [{ pointer: '/procedure', detail: expect.stringContaining('王') }],
  ])
})
