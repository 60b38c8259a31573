import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'

/** For each file of the frameworks beside it, by its path: when it came to say what has this hash. */
const ChangesFile = z.record(z.string(), z.strictObject({ hash: z.string(), at: z.iso.datetime() }))
type Changes = z.infer<typeof ChangesFile>

const record = (parent: string) => join(parent, 'changed.json')

export function readChanges(parent: string): Changes {
  const file = record(parent)
  return existsSync(file) ? ChangesFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
}

/**
 * When the framework in some folders last changed, in UTC: as `changed.json` beside each folder says, which knows it wherever
 * the files are copied to; of a file that has changed since or is not in there, when it was written.
 */
export function lastChangeOf(
  folders: readonly [string, ...string[]],
  fileHashes: ReadonlyMap<string, string>,
): string {
  const changes = new Map(folders.map((folder) => [folder, readChanges(join(folder, '..'))]))
  const times = [...fileHashes].map(([file, hash]) => {
    const folder = folders.find((place) => existsSync(join(place, file))) ?? folders[0]
    const known = changes.get(folder)?.[`${basename(folder)}/${file}`]
    const at = known?.hash === hash ? new Date(known.at) : statSync(join(folder, file)).mtime
    return at.toISOString()
  })
  return times.sort().at(-1)!
}

/** Writes down `now` for each file of the frameworks of a folder whose change is not written down; gives their paths. */
export function recordChanges(
  parent: string,
  hashes: ReadonlyMap<string, ReadonlyMap<string, string>>,
  now: Date,
): string[] {
  const before = readChanges(parent)
  const entries = [...hashes].flatMap(([id, files]) =>
    [...files].map(([file, hash]) => ({ path: `${id}/${file}`, hash })),
  )
  const isKnown = ({ path, hash }: { path: string; hash: string }) => before[path]?.hash === hash
  const changes = entries.map((entry) => [
    entry.path,
    isKnown(entry) ? before[entry.path] : { hash: entry.hash, at: now.toISOString() },
  ])
  writeFileSync(record(parent), `${JSON.stringify(Object.fromEntries(changes), null, 2)}\n`)
  return entries.filter((entry) => !isKnown(entry)).map(({ path }) => path)
}
