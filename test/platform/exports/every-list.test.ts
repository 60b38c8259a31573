import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../../src/platform/auth/access.ts'
import { FaultList } from '../../../src/platform/sheets/fault.ts'
import { sheetLimits } from '../../../src/platform/sheets/limits.ts'
import { readWorkbook } from '../../../src/platform/sheets/xlsx/read-workbook.ts'
import { asBytes } from '../../setup/bytes.ts'
import { queries } from '../../setup/call-operation.ts'
import { fillPath } from '../../setup/case.ts'
import { given } from '../../setup/given.ts'
import { type Operation, operationsOf } from '../../setup/operations.ts'
import { publishedIn } from '../../setup/published.ts'
import { walkEverything } from '../../setup/whole-walk.ts'
import { type Client, newWorld, type World } from '../../setup/world.ts'

type Item = Record<string, unknown>

const isPaged = ({ method, path, parameters }: Operation) =>
  method === 'get' && path.startsWith('/v1/') && parameters.some(({ name }) => name === 'cursor')

/** Of which the world of this test has nothing: a framework has no outcomes or no glossary, nobody failed. */
const without = [
  'GET /v1/frameworks/{id}/learning-outcomes',
  'GET /v1/frameworks/{id}/terms',
  'GET /v1/webhooks/{id}/deliveries',
  'GET /v1/imports/{id}/faults',
]

const joined = (address: string, more: string) => `${address}${address.includes('?') ? '&' : '?'}${more}`

describe('a list', () => {
  let world: World
  let ids: Record<string, string>
  beforeAll(async () => {
    world = await newWorld({ eudiWallets: true })
    ids = await walkEverything(world)
    ids = { ...ids, ...(await publishedIn(world, ids.certificates!)) }
    const step = given(world)
    for (const givenName of ['Beside', 'Beyond']) await step.person({ givenName })
    await step.assessment()
  }, 300_000)

  /** All that the pages of a list show, two things at a time. */
  async function paged(client: Client, address: string): Promise<Item[]> {
    const items: Item[] = []
    for (let next: string | null = ''; next !== null; ) {
      const answer = await client.get(
        joined(address, `limit=2${next && `&cursor=${encodeURIComponent(next)}`}`),
      )
      expect(answer.status, `${address} ${answer.text}`).toBe(200)
      items.push(...answer.body.items)
      next = answer.body.next
    }
    return items
  }

  /** Latvian writes decimals with a comma, and so parts columns otherwise. */
  const linesIn = (text: string, address: string) =>
    parse(text, { bom: true, delimiter: address.includes('lang=lv') ? ';' : ',' }) as string[][]

  async function tables(client: Client, address: string) {
    const get = async (format: string) => {
      const answer = await client
        .get(joined(address, `format=${format}`))
        .buffer()
        .parse(asBytes)
      expect(answer.status, `${address} as ${format}`).toBe(200)
      return answer.body as Buffer
    }
    const jsonl = (await get('jsonl')).toString('utf8')
    const faults = new FaultList()
    const { lines } = await readWorkbook(await get('xlsx'), () => false, faults, sheetLimits)
    expect(faults.faults, address).toEqual([])
    return {
      items: jsonl
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Item),
      csv: linesIn((await get('csv')).toString('utf8'), address),
      xlsx: lines.map(({ cells }) => cells),
    }
  }

  /** The addresses of a list: whole, and by each filter that says what it can be asked for. */
  function addressesOf({ path, operationId, parameters }: Operation): string[] {
    const address = fillPath(path, ids) + (queries[operationId!] ?? '')
    const filters = parameters.flatMap((parameter) => {
      const { schema } = parameter as { schema?: { enum?: string[] } }
      return parameter.name === 'format'
        ? []
        : (schema?.enum ?? []).map((value) => `${parameter.name}=${value}`)
    })
    return [address, ...filters.map((filter) => joined(address, filter))]
  }

  test('is a table too, every one of them, with what its pages show, in their order, as it is filtered', async () => {
    const lists = operationsOf(world.app).filter(isPaged)
    expect(lists.length).toBeGreaterThan(40)
    const empty: string[] = []
    for (const list of lists) {
      expect(
        list.parameters.map(({ name }) => name),
        list.name,
      ).toContain('format')
      const role = list.access === 'public' ? undefined : (list.access.roles ?? roles)[0]
      const client = role ? world.as({ school: world.school, role }) : world.anyone
      let most = 0
      for (const address of addressesOf(list)) {
        const shown = await paged(client, address)
        const { items, csv, xlsx } = await tables(client, address)
        expect(items, address).toEqual(shown)
        expect([csv.length, xlsx.length], address).toEqual([shown.length + 1, shown.length + 1])
        expect(xlsx[0], address).toEqual(csv[0])
        expect(new Set(csv[0]).size, address).toBe(csv[0]!.length)
        most = Math.max(most, shown.length)
      }
      if (most === 0) empty.push(list.name)
    }
    expect(empty.sort()).toEqual([...without].sort())
  }, 300_000)
})
