import type { Tx } from '../../db/client.ts'
import { CannotStart } from '../../errors.ts'
import type { FrameworkLibrary } from './framework.ts'
import { findUses, listFilesInUse } from './store.ts'

/** Mobilities and certificates that the message names; of more it says only that there are more. */
const NAMED = 5

/**
 * Throws when a framework file that something was planned or judged with has changed or gone since its first use,
 * naming each such file and what uses it. A language or a map that came later is no change.
 */
export async function assertFrameworksUnchanged(tx: Tx, library: FrameworkLibrary): Promise<void> {
  const broken = new Map<string, string[]>()
  for (const { frameworkId, file, hash } of await listFilesInUse(tx)) {
    const present = library.get(frameworkId)?.fileHashes.get(file)
    if (present === hash) continue
    const fault = present === undefined ? `${file} is no longer there` : `${file} has changed`
    broken.set(frameworkId, [...(broken.get(frameworkId) ?? []), fault])
  }
  if (broken.size === 0) return
  const lines: string[] = []
  for (const [id, faults] of broken) {
    lines.push(`  ${id}: ${faults.join('; ')}. In use by ${await usesOf(tx, id)}.`)
  }
  throw new CannotStart(
    `A framework version that is in use may not change. Put the files back as they were, or make the change a new version in a new folder:\n${lines.join('\n')}`,
  )
}

async function usesOf(tx: Tx, frameworkId: string): Promise<string> {
  const uses = await findUses(tx, frameworkId, NAMED)
  const named = [
    ...uses.mobilities.map((id) => `mobility ${id}`),
    ...uses.certificates.map((number) => `certificate ${number}`),
  ]
  const amounts = `agreement versions: ${uses.agreements}, recognitions: ${uses.recognitions}`
  return `${[...named, ...(uses.more ? ['others'] : [])].join(', ')} (${amounts})`
}
