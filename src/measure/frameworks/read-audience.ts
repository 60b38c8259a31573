import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { readFile } from './read-file.ts'

/** Whose competence a framework describes, where it is not anyone's. */
const audiences = ['educators'] as const
export type Audience = (typeof audiences)[number]

const AudiencesFile = z.record(z.string(), z.enum(audiences))

/** For whom a framework is, as `audiences.json` beside its folder says: outside of what is hashed, so it may be said later. */
export function readAudience(folder: string, faults: string[]): Audience | undefined {
  const file = join(folder, '..', 'audiences.json')
  return existsSync(file) ? readFile(file, AudiencesFile, faults)?.content[basename(folder)] : undefined
}
