import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/**
 * Every migration that landed, with its place in the journal and its SHA-256. Databases have run them, so that none is
 * changed, moved or taken out any more. The commit that brings a new one adds its line: `when` stands in the journal,
 * and `sha256sum migrations/NNNN_name.sql` says the rest.
 */
const landed = [
  {
    tag: '0000_tables',
    when: 1795244199496,
    sha256: '5a6dbc941a74a84ccf47687448f13d6260fddb0954f40a98a22809ca533b959b',
  },
  {
    tag: '0001_security',
    when: 1795244199997,
    sha256: '851cde64791a94985184dc73d14199cebb1b34d045bf79ab858ef7046a16151e',
  },
  {
    tag: '0002_ledger',
    when: 1795847748139,
    sha256: '89df4c51753fc8ce55c62dce29358228ac6189d54b3ef523f41477990f133595',
  },
]

const journal = JSON.parse(readFileSync('migrations/meta/_journal.json', 'utf8')) as {
  entries: { idx: number; tag: string; when: number }[]
}

test('no migration that landed has changed, and each one here has landed', () => {
  const here = journal.entries.map(({ tag, when }) => ({
    tag,
    when,
    sha256: createHash('sha256')
      .update(readFileSync(`migrations/${tag}.sql`))
      .digest('hex'),
  }))
  expect(here).toEqual(landed)
  const files = readdirSync('migrations').filter((file) => file.endsWith('.sql'))
  expect(files.sort()).toEqual(landed.map(({ tag }) => `${tag}.sql`))
})

test('the migrations are numbered in their order, each later than the one before: the others are never run', () => {
  journal.entries.forEach(({ idx, tag, when }, index) => {
    expect([idx, tag.slice(0, 5)]).toEqual([index, `${String(index).padStart(4, '0')}_`])
    expect(when).toBeGreaterThan(journal.entries[index - 1]?.when ?? 0)
  })
})
