import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { declaredTables } from '../db/declared.ts'
import { declaredSecurity, differingParts, type Security } from '../db/security.ts'

/** npm run migration -- NAME: makes the next migration from what the files of src/db/schema declare. */
const [name] = process.argv.slice(2)
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('npm run migration -- NAME, such as keep_moves_in_the_ledger')
  process.exit(1)
}

const kept = 'migrations/meta/_security.json'
const between = '\n--> statement-breakpoint\n'

const declared = declaredSecurity(await declaredTables())
const { before, after } = differingParts(JSON.parse(readFileSync(kept, 'utf8')) as Security, declared)
const earlier = newest()
generate()
if (newest() === earlier && before.length + after.length > 0) generate('--custom')
const made = newest()
if (made === earlier) {
  console.log('Nothing has changed since the last migration.')
} else {
  const file = `migrations/${made}.sql`
  const tables = readFileSync(file, 'utf8').replace(/^-- Custom SQL migration file.*$/m, '')
  const [undone, added] = [before, after].map((statements) => statements.map((statement) => `${statement};`))
  writeFileSync(file, `${[...undone!, tables.trim(), ...added!].filter(Boolean).join(between)}\n`)
  writeFileSync(kept, `${JSON.stringify(declared, null, 2)}\n`)
  console.log(`${file}: read it, add what is carried over, and hold it in test/migrations.test.ts.`)
}

function newest(): string | undefined {
  const journal = readFileSync('migrations/meta/_journal.json', 'utf8')
  return (JSON.parse(journal) as { entries: { tag: string }[] }).entries.at(-1)?.tag
}

/** What drizzle-kit finds changed in tables, columns, indexes and constraints; it may ask what was renamed. */
function generate(...options: string[]): void {
  execFileSync('drizzle-kit', ['generate', '--name', String(name), ...options], { stdio: 'inherit' })
}
