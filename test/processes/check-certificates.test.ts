import { execFile } from 'node:child_process'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { keySecret } from '../../src/platform/signing/key-secret.ts'
import { makeMissingKeys } from '../../src/platform/signing/keys.ts'
import { openSigner } from '../../src/platform/signing/signer.ts'
import { given } from '../setup/given.ts'
import { newWorld } from '../setup/world.ts'

const secret = 'a secret that protects nothing but the keys of this test'

test('the check of all certificates as a command prints each fault and fails', async () => {
  const world = await newWorld()
  const { db } = world.services
  await db.owner.execute(sql`delete from signing_keys`)
  await makeMissingKeys(db.owner, keySecret(secret, ''), new Date('2026-01-01T00:00:00Z'))
  world.services.signer = await openSigner(db, keySecret(secret, ''))
  await given(world).certificate()
  // What only the owner of the register could do, with the guards of the database off.
  await db.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`update certificates set number = 'DCR-2026-00000000'`)
  })
  const env = { ...process.env, DATABASE_URL: db.url!, KEY_SECRET: secret }
  const { code, stdout } = await new Promise<{ code: unknown; stdout: string }>((resolve) =>
    execFile(process.execPath, ['src/commands/check-certificates.ts'], { env }, (error, printed) =>
      resolve({ code: error?.code ?? 0, stdout: printed }),
    ),
  )
  expect(code).toBe(1)
  expect(stdout).toMatch(/^DCR-2026-00000000 {2}snapshot {2}/)
})
