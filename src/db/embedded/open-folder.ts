import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { PGlite } from '@electric-sql/pglite'
import { damaged, refuseHalf } from '../damage.ts'

/** A quarter of what PostgreSQL takes for itself otherwise: here it lies in the memory of the service. */
const modest = ['-c', 'shared_buffers=32MB']

/**
 * Opens the embedded database in a folder, and makes it first where the folder is empty, with the migrations of another
 * folder if there is to be any; throws where it is damaged.
 */
export async function openFolder(folder: string, migrationsFolder?: string): Promise<PGlite> {
  refuseHalf(folder)
  try {
    if (readdirSync(folder).length === 0) await makeFolder(folder, migrationsFolder)
    return await openPglite(folder)
  } catch (cause) {
    throw damaged(folder, cause)
  }
}

export async function openPglite(folder: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite')
  return PGlite.create(folder, { startParams: [...PGlite.defaultStartParams, ...modest] })
}

async function makeFolder(folder: string, migrationsFolder?: string): Promise<void> {
  const script = fileURLToPath(new URL('./make-folder.ts', import.meta.url))
  const told = [script, folder, ...(migrationsFolder ? [migrationsFolder] : [])]
  await promisify(execFile)(process.execPath, told, { timeout: 120_000 })
}
