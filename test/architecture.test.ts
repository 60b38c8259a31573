import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Groups of features in the order of a certificate's life: each may look at those before it. A case and its certificate
 * decide upon each other, so these two stand together.
 */
const tiers = [
  ['measure'],
  ['parties'],
  ['mobility'],
  ['recognition', 'certification'],
  ['verification'],
  ['custody'],
]
const groups = tiers.flat()
const tierOf = (group: string) => tiers.findIndex((tier) => tier.includes(group))

/** What puts the service to work from outside: nobody looks at it. */
const outside = ['commands']

/** What each part underneath may import besides itself, the root and packages. */
const underneath: Record<string, string[]> = {
  db: ['platform'],
  platform: ['db'],
  ledger: ['db', 'platform'],
}

/** Of the root, only what everybody needs; the rest of it puts the service together and is imported by nobody. */
const common = new Set(['src/context.ts', 'src/errors.ts', 'src/act.ts', 'src/actions.ts', 'src/words.ts'])
const entries = new Set(['src/app.ts', 'src/jobs.ts', 'src/server.ts', 'src/start.ts', 'src/worker.ts'])

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join('src', file))

type Import = { from: string; to: string; typeOnly: boolean }

const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(/^(?:import|export)\b([^'"]*?)from '(\.[^']+)'/gms)].map(
    ([, what = '', path = '']) => ({
      from,
      to: normalize(join(dirname(from), path)),
      typeOnly: what.trimStart().startsWith('type '),
    }),
  ),
)

/** The group of a file, or what lies underneath; everybody writes in the ledger. */
function partOf(file: string): string {
  if (file.startsWith('src/custody/ledger/')) return 'ledger'
  if (file === 'src/words/messages.ts') return 'root'
  return file.split('/').length > 2 ? file.split('/')[1]! : 'root'
}
const across = imports.filter(({ from, to }) => partOf(from) !== partOf(to))
const told = (broken: Import[]) => broken.map(({ from, to }) => `${from} -> ${to}`)
const isFeature = (part: string) => groups.includes(part) || outside.includes(part)

describe('the architecture', () => {
  test('has no folder that is neither a feature in the table, nor underneath', () => {
    const parts = new Set(files.map(partOf))
    const unknown = [...parts].filter((part) => part !== 'root' && !isFeature(part) && !underneath[part])
    expect(unknown).toEqual([])
    expect(imports.length).toBeGreaterThan(200)
  })

  test('lets groups look upstream only', () => {
    const broken = across.filter(({ from, to }) => {
      const [a, b] = [partOf(from), partOf(to)]
      if (!isFeature(a) || !isFeature(b) || outside.includes(a)) return false
      return outside.includes(b) || tierOf(b) > tierOf(a)
    })
    expect(told(broken)).toEqual([])
  })

  test("lets nobody import a neighbour's routes or verbs: only its stores, rules, words and wire", () => {
    const broken = imports.filter(({ from, to, typeOnly }) => {
      if (partOf(from) === partOf(to)) return false
      if (!groups.includes(partOf(from)) || !groups.includes(partOf(to)) || typeOnly) return false
      return isRoutes(to) || isVerb(to)
    })
    expect(told(broken)).toEqual([])
  })

  test('lets app.ts alone import routes, and the routes of a noun only those of its feature', () => {
    const broken = imports.filter(({ from, to }) => {
      if (!isRoutes(to)) return false
      if (to.endsWith('/routes.ts') && from === 'src/app.ts') return false
      return !from.endsWith('/routes.ts') || partOf(from) !== partOf(to)
    })
    expect(told(broken)).toEqual([])
  })

  test('lets what lies underneath know no feature', () => {
    const broken = across.filter(
      ({ from, to, typeOnly }) =>
        underneath[partOf(from)] &&
        partOf(to) !== 'root' &&
        !underneath[partOf(from)]!.includes(partOf(to)) &&
        !(typeOnly && from.startsWith('src/db/schema/')),
    )
    expect(told(broken)).toEqual([])
  })

  test('lets nobody import what puts the service together', () => {
    const broken = imports.filter(
      ({ from, to }) =>
        partOf(to) === 'root' && ![...outside, 'root'].includes(partOf(from)) && entries.has(to),
    )
    const known = [...common, ...entries, 'src/config.ts', 'src/words/messages.ts']
    const root = files.filter((file) => partOf(file) === 'root')
    expect(told(broken)).toEqual([])
    expect(root.filter((file) => !known.includes(file))).toEqual([])
  })

  test('lets only stores, the database folder and the platform write SQL', () => {
    const broken = files.filter((file) => {
      const part = partOf(file)
      if (part === 'db' || part === 'platform' || /(\/|-)store\.ts$/.test(file)) return false
      return /^import (?!type ).*from 'drizzle-orm/m.test(readFileSync(file, 'utf8'))
    })
    expect(broken).toEqual([])
  })

  test('has a line of the ledger in every transaction that writes', () => {
    const silent = files.filter((file) => {
      const text = readFileSync(file, 'utf8')
      return /\bwrite\((?:ctx|context)\b/.test(text) && !/\b(record|writeLine|writeDown)\(\s*tx\b/.test(text)
    })
    expect(silent).toEqual([])
  })

  test('lets config.ts alone read the environment', () => {
    const broken = files.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')))
    expect(broken.filter((file) => file !== 'src/config.ts' && partOf(file) !== 'commands')).toEqual([])
  })

  test('has no catch-all folders or files', () => {
    const banned = /\/(utils?|helpers?|shared|common|types|index|services?)(\/|\.ts$)/
    expect(files.filter((file) => banned.test(file))).toEqual([])
  })
})

/** What a feature serves: `routes.ts`, which may be put together from one `<noun>-routes.ts` for each of its nouns. */
const isRoutes = (file: string) => /(\/|-)routes\.ts$/.test(file)

/** `<noun>.ts`, `store.ts`, `schemas.ts` and `words.ts`, and those of a noun, may be looked at; a file named for an act may not. */
function isVerb(file: string): boolean {
  const name = file.split('/').at(-1)!
  const acts =
    /^(add|advance|appeal|ask|assign|attest|authorise|build|change|check|claim|close|decide|declare|draft|end|erase|finish|forget|import|issue|make|move|open|record|register|render|report|resume|revoke|save|send|sign|submit|void|watch|withdraw)-/
  return acts.test(name) || ['decide.ts', 'declare.ts', 'issue.ts', 'revoke.ts'].includes(name)
}
