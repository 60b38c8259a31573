import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { writeBackup } from '../custody/backups/write-backup.ts'
import { openDatabase } from '../db/client.ts'
import { type LastBackup, lastBackupOf } from '../db/damage.ts'
import { explainError, explainLastErrors } from '../platform/logging.ts'
import { folderStorage } from '../platform/storage/storage.ts'

/** npm run backup -- --to FILE: writes database and evidence into one file. Ends with 1 where evidence is missing. */
async function backUp(to: string): Promise<void> {
  const config = readConfig()
  const now = new Date()
  const db = await openDatabase(config)
  try {
    const storage = folderStorage(join(config.dataDir, 'evidence'))
    const { manifest, missing } = await writeBackup(db, storage, to, now)
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `${to}: ${rows} rows, ${manifest.evidence.files} files of evidence, the ledger up to position ${manifest.ledger.position}.`,
    )
    for (const sha256 of missing) console.log(`missing  evidence ${sha256}`)
    if (missing.length > 0) process.exitCode = 1
    const last: LastBackup = { file: resolve(to), at: now.toISOString() }
    if (db.embedded) writeFileSync(lastBackupOf(join(config.dataDir, 'database')), JSON.stringify(last))
  } finally {
    await db.close()
  }
}

explainLastErrors()
const { to } = parseArgs({ options: { to: { type: 'string' } }, strict: false }).values
if (typeof to !== 'string') {
  console.error('npm run backup -- --to FILE')
  process.exit(2)
}
await backUp(to).catch((error: unknown) => {
  console.error(explainError(error))
  process.exitCode = 1
})
