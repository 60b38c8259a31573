import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../src/platform/auth/access.ts'
import { budgets } from './budgets.ts'
import { queries } from './setup/call-operation.ts'
import { fillPath } from './setup/case.ts'
import { type Operation, operationsOf, routesOf } from './setup/operations.ts'
import { publishedIn } from './setup/published.ts'
import { commandsOf, keyed, listen, type Sent } from './setup/statements.ts'
import { walkEverything } from './setup/whole-walk.ts'
import { newWorld, type World } from './setup/world.ts'

describe('the budget of statements', () => {
  let app: World['app']
  let operations: Operation[]
  let sent: Sent
  let keeping: Map<string, Set<string>>
  const refused: string[] = []

  beforeAll(async () => {
    const { onStatement, watch, ...heard } = listen()
    keeping = heard.keeping
    const world = keyed(await newWorld({ eudiWallets: true }, onStatement))
    app = world.app
    operations = operationsOf(app)
    // Once in its life an organisation is given keys, by whatever is the first to be signed for it.
    await world.services.signer.keyIdOf(world.school.id, 'credential')
    sent = watch(world)
    const ids = await walkEverything(world)
    const all = { ...ids, ...(await publishedIn(world, ids.certificates!)) }
    for (const operation of operations)
      if (operation.method === 'get' && !sent.has(operation.operationId!))
        refused.push(...(await readAs(world, operation, all)))
  }, 300_000)

  test('has a row for every operation, and no other', () => {
    const ids = operations.map(({ operationId }) => operationId!)
    expect(Object.keys(budgets).sort()).toEqual(ids.sort())
  })

  test('is kept by every operation, each of which was asked for and succeeded', async () => {
    const untried = () =>
      operations.flatMap(({ operationId = '' }) => (sent.has(operationId) ? [] : [operationId]))
    expect(refused).toEqual([])
    // Who asked may have all of an answer before the service knows that it has left.
    await expect.poll(untried, { timeout: 20_000 }).toEqual([])
    const over = [...sent].filter(([id, statements]) => statements.length > (budgets[id] ?? 0))
    const told = over.map(([id, statements]) =>
      [`${id}: ${statements.length}, and may send ${budgets[id]}`, ...statements].join('\n  '),
    )
    expect(told).toEqual([])
  })

  test('nothing that an operation answers is kept on the way, unless it publishes what everyone is told', () => {
    const catalogues = new Set(
      routesOf(app).flatMap(({ config }) => (config?.catalogue ? [config.operation] : [])),
    )
    const said = [...keeping].flatMap(([id, headers]) => [...headers].map((header) => ({ id, header })))
    expect(said.length).toBeGreaterThan(100)
    const wrong = said.filter(({ id, header }) => catalogues.has(id) === header.includes('no-store'))
    expect(wrong).toEqual([])
    const secret = operations.filter(
      ({ operationId, access }) => catalogues.has(operationId) && access !== 'public',
    )
    expect(secret.map(({ operationId }) => operationId)).toEqual(['listActions'])
  })

  test.each([
    ['one statement', 'select 1', 1],
    ['several in one string', "select 1; update t set a = 'x; y'; select 2;", 3],
    ['a procedure', 'do $$ begin delete from t; perform f(); end $$', 2],
    ['a semicolon in quotes', `select ';' as "a;b"`, 1],
  ])('counts %s as what it holds', (_, statement, count) => {
    expect(commandsOf(statement)).toHaveLength(count)
  })
})

/** Reads what there is at an address, as somebody who may; answers with what was said where that failed. */
async function readAs(world: World, operation: Operation, ids: Record<string, string>): Promise<string[]> {
  const { access, path, operationId } = operation
  const role = access === 'public' ? undefined : (access.roles ?? roles)[0]
  const client = role ? world.as({ school: world.school, role }) : world.anyone
  const answer = await client.get(fillPath(path, ids) + (queries[operationId!] ?? ''))
  return answer.status < 400 ? [] : [`${operationId}: ${answer.status} ${answer.text}`]
}
