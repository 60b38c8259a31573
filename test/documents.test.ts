import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const listed = [
  'README.md',
  'CHANGELOG.md',
  '.github/CONTRIBUTING.md',
  '.github/SECURITY.md',
  'frameworks/README.md',
]
const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.md'),
)
const documents = [...listed, ...inDocs.map((file) => join('docs', file))]

/** The files and folders of the repository that a text names in backticks, such as `src/act.ts`. */
const namedIn = (text: string) =>
  [...text.matchAll(/`((?:src|test|docs|migrations|frameworks|openapi|\.github)\/[\w./-]*\w)`/g)].map(
    ([, path = '']) => path,
  )

/** Where the links of a text lead, as far as they stay in the repository. */
const linkedFrom = (file: string, text: string) =>
  [...text.matchAll(/\]\(([^)#\s]+)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(file), target))

describe('the documents', () => {
  test('begin with a README that is read in one go: at most 15 kB, with the two commands that do the main job', () => {
    expect(statSync('README.md').size).toBeLessThanOrEqual(15_000)
    const readme = readFileSync('README.md', 'utf8')
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) expect(readme).toContain(command)
  })

  test('name only files and folders that there are, and link to nothing else', () => {
    const missing = documents.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      return [...namedIn(text), ...linkedFrom(file, text)]
        .filter((path) => !path.includes('NNNN') && !existsSync(path))
        .map((path) => `${file}: ${path}`)
    })
    expect(missing).toEqual([])
    expect(namedIn('`src/act.ts` and `src/nowhere.ts`')).toEqual(['src/act.ts', 'src/nowhere.ts'])
    expect(linkedFrom('docs/a.md', '[x](../README.md) [y](https://example.org)')).toEqual(['README.md'])
  })

  test('say of each decision when it was made, what was rejected and what it costs', () => {
    const decisions = inDocs.filter((file) => file.startsWith('decisions/')).sort()
    expect(decisions.length).toBeGreaterThan(15)
    decisions.forEach((file, index) => {
      expect(file).toMatch(new RegExp(`^decisions/${String(index + 1).padStart(4, '0')}-`))
      const text = readFileSync(join('docs', file), 'utf8')
      expect(text, file).toMatch(/^# .+\n\n\d{4}-\d\d-\d\d\n/)
      for (const part of ['Rejected.', '**Chosen.**', '\nPrice: ']) expect(text, file).toContain(part)
    })
  })
})
