import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Role } from '../../src/platform/auth/access.ts'
import type { Case } from '../setup/given.ts'
import type { World } from '../setup/world.ts'

type Body = Record<string, unknown>

/** A certificate as a release issued it: the SHA-256 of each document, by the end of its address. */
export type IssuedThen = {
  id: string
  recognitionId: string
  number: string
  verificationPath: string
  documents: Record<string, string>
}

export type OpenStage = 'identification' | 'documentation' | 'assessment' | 'validation'

/** What was known, outside of its database, of a service that a release ran. */
export type Release = {
  madeAt: string
  /** The migrations that this release had, in order. */
  migrations: string[]
  keySecret: string
  /** PEM of an e-seal of the school: a key that protects nothing, and its certificate. */
  seal: string
  /** Evidence in base64, by its path in the data folder. */
  files: Record<string, string>
  schools: Pick<World, 'school' | 'host' | 'stranger'>
  client: { id: string; secret: string }
  /** A request that was sent with an idempotency key, and its answer. */
  asked: { path: string; key: string; body: Body; answer: Body }
  certificates: Record<'finished' | 'revoked' | 'contested', IssuedThen>
  /** The appeal against the contested certificate, and the members who had no part in its case before. */
  appeal: { id: string; case: Case; hearer: string; marker: string }
  open: Record<OpenStage, Case>
  /** A mobility whose agreement lacks the learner's signature alone. */
  unsigned: { mobilityId: string; hash: string }
  /** Paths of links that were handed out and not used up. */
  links: Record<'signing' | 'information' | 'declaration' | 'holder' | 'share' | 'appeal', string>
  /** What somebody of the school was answered then, at this address and in this role. */
  answers: { role: Role; path: string; body: Body }[]
}

const here = (name: string) => new URL(name, import.meta.url)

/** The description of a release and, as SQL, its database: the tables by its own migrations, and every row. */
export function readRelease(name: string): { release: Release; database: string } {
  const release = JSON.parse(readFileSync(here(`${name}.json`), 'utf8')) as Release
  const tables = release.migrations.map((tag) => readFileSync(here(`../../migrations/${tag}.sql`), 'utf8'))
  const rows = gunzipSync(readFileSync(here(`${name}.sql.gz`))).toString('utf8')
  return { release, database: [...tables, rows].join('\n') }
}
