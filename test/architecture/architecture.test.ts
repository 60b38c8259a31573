import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { access } from './access.ts'
import { casts } from './casts.ts'
import { cycles } from './cycles.ts'
import { days } from './days.ts'
import { lastErrors } from './last-errors.ts'
import { layers } from './layers.ts'
import { names } from './names.ts'
import { powers } from './powers.ts'
import { tell } from './rule.ts'
import { readTree } from './source.ts'
import { tables } from './tables.ts'

const rules = [
  ...layers,
  ...cycles,
  ...powers,
  ...tables,
  ...access,
  ...casts,
  ...names,
  ...days,
  ...lastErrors,
]

const tree = readTree(
  Object.fromEntries(
    ['src', 'test']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
      )
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map((file) => [file, readFileSync(file, 'utf8')]),
  ),
)

describe('the architecture', () => {
  test('is looked at whole', () => {
    const known = [...tree.values()].flatMap(({ imports }) => imports.filter(({ local }) => local))
    expect(known.filter(({ to }) => /^src\/.*\.ts$/.test(to) && !tree.has(to))).toEqual([])
    expect(known.length).toBeGreaterThan(2000)
  })

  test.each(rules)('holds that $title', ({ find }) => {
    expect(find(tree).map(tell)).toEqual([])
  })
})

describe('each rule sees its violation', () => {
  test.each(rules)('$title', ({ find, planted, told }) => {
    expect(find(readTree(planted)).map(tell)).toEqual(told)
  })
})
