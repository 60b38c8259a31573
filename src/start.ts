import { join } from 'node:path'
import { createPdfPool } from './certificates/pdf/pool.ts'
import type { Config } from './config.ts'
import type { Services } from './context.ts'
import { type Database, openDatabase } from './db/client.ts'
import { migrate } from './db/migrate.ts'
import { builtInFrameworks, loadFrameworks } from './frameworks/load-frameworks.ts'
import { makeFirstClient } from './organisations/make-first-client.ts'
import { clamd } from './platform/antivirus/antivirus.ts'
import { keySecret } from './platform/signing/key-secret.ts'
import { makeMissingKeys } from './platform/signing/keys.ts'
import { openSigner } from './platform/signing/signer.ts'
import { folderStorage } from './platform/storage/storage.ts'

export type Started = {
  services: Services
  firstClient: { id: string; secret: string } | null
  close(): Promise<void>
}

/** Opens everything the service works with, the web process and the worker alike. */
export async function start(config: Config, now: () => Date = () => new Date()): Promise<Started> {
  const frameworks = loadFrameworks([
    builtInFrameworks,
    ...(config.frameworksDir ? [config.frameworksDir] : []),
  ])
  const secret = keySecret(config.keySecret, config.dataDir)
  const db = await openDatabase(config)
  try {
    const firstClient = await migrate(db, async (owner) => {
      await makeMissingKeys(owner, secret, now())
      return makeFirstClient(owner, now())
    })
    return await assemble(config, now, { db, secret, frameworks, firstClient })
  } catch (error) {
    await db.close()
    throw error
  }
}

type Parts = {
  db: Database
  secret: Uint8Array
  frameworks: Services['frameworks']
  firstClient: Started['firstClient']
}

async function assemble(
  config: Config,
  now: () => Date,
  { db, secret, frameworks, firstClient }: Parts,
): Promise<Started> {
  const pool = createPdfPool(1)
  const services: Services = {
    db,
    now,
    signer: await openSigner(db, secret),
    storage: folderStorage(join(config.dataDir, 'evidence')),
    antivirus: config.clamdUrl ? clamd(config.clamdUrl) : null,
    frameworks,
    draw: pool.draw,
    publicUrl: config.publicUrl,
  }
  return {
    services,
    firstClient,
    async close() {
      await pool.close()
      await db.close()
    },
  }
}
