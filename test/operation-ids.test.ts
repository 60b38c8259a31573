import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Operation, operationsOf } from './setup/operations.ts'
import { newWorld } from './setup/world.ts'

const verbs = new Set(
  `acknowledge add adopt ask assign attest authorise cancel change check choose claim compare confirm correct decide declare dismiss
  download draft draw end erase explain export extend follow hand hear invite issue list make mark merge move open pack print propose
  read record register reinstate renew report request resend resume return revoke run save search share show sign start submit suggest verify
  vouch withdraw`.split(/\s+/),
)

/** Under which id each operation was first released. */
const first: Record<string, string> = JSON.parse(readFileSync('openapi/operation-ids.json', 'utf8'))

/** Which id became which: the lines of the changelog that say so. */
const changed = new Map(
  [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^\s*- `(\w+)` → `(\w+)`$/gm)].map(
    ([, before, after]) => [before!, after!],
  ),
)

function idToday(id: string): string {
  const next = changed.get(id)
  return next === undefined ? id : idToday(next)
}

describe('the ids of operations, which are names of functions in generated clients,', () => {
  let operations: Operation[]
  beforeAll(async () => {
    operations = operationsOf((await newWorld()).app)
  })

  test('are a verb and a noun, at most 36 letters long, and each is of one operation', () => {
    const ids = operations.map(({ operationId }) => operationId ?? '')
    const wrong = ids.filter((id) => {
      const [verb = ''] = /^[a-z]+/.exec(id) ?? []
      return !verbs.has(verb) || !/^[a-z]+([A-Z][a-z]+)+$/.test(id) || id.length > 36
    })
    expect(wrong).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('are those under which they were released, but for changes of which the changelog tells', () => {
    const expected = Object.entries(first).map(([name, id]) => [name, idToday(id)])
    const present = operations.map(({ name, operationId }) => [name, operationId])
    expect(Object.fromEntries(present)).toEqual(Object.fromEntries(expected))
    expect(changed.size).toBeGreaterThan(100)
  })
})
