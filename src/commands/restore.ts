import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { restoreBackup } from '../custody/backups/restore-backup.ts'
import { type Database, openDatabase } from '../db/client.ts'
import { explainError, explainLastErrors } from '../platform/logging.ts'
import { keySecret } from '../platform/signing/key-secret.ts'
import { readKeys } from '../platform/signing/keys.ts'
import { folderStorage } from '../platform/storage/storage.ts'

/** npm run restore -- --from FILE: puts a backup into an empty database, and its evidence into the data folder. */
async function restore(from: string): Promise<void> {
  const config = readConfig()
  const db = await openDatabase(config)
  try {
    const manifest = await restoreBackup(db, folderStorage(join(config.dataDir, 'evidence')), from)
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `Restored: ${rows} rows, ${manifest.evidence.files} files of evidence, the ledger up to position ${manifest.ledger.position}.`,
    )
    console.log(await aboutKeys(config, db))
  } finally {
    await db.close()
  }
}

/** The secret is not in the backup: whether the one here is that of then shows by the keys. */
async function aboutKeys(config: Config, db: Database): Promise<string> {
  const isThere = config.keySecret !== null || existsSync(join(config.dataDir, 'key-secret'))
  const opens =
    isThere &&
    (await readKeys(db.owner, keySecret(config.keySecret, config.dataDir)).then(
      () => true,
      () => false,
    ))
  return opens
    ? 'The keys open. Now: npm run check-certificates'
    : 'The keys need the KEY_SECRET of then (or the file key-secret of its DATA_DIR): set it before you start.'
}

explainLastErrors()
const { from } = parseArgs({ options: { from: { type: 'string' } }, strict: false }).values
if (typeof from !== 'string') {
  console.error('npm run restore -- --from FILE')
  process.exit(2)
}
await restore(from).catch((error: unknown) => {
  console.error(explainError(error))
  process.exitCode = 1
})
