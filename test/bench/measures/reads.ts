import { roles } from '../../../src/platform/auth/access.ts'
import { idsFor, type Placed, placedIn } from '../../growth/growing.ts'
import { isList, otherQuestionsOf, questionsOf } from '../../growth/questions.ts'
import { values } from '../../growth/values.ts'
import { type Operation, operationsOf } from '../../setup/operations.ts'
import { type Clock, today, tokenFor, worldOver } from '../../setup/world.ts'
import { fillable, pairs } from '../fill/fill.ts'
import type { Bench, Row } from '../row.ts'
import { openService } from '../service.ts'

/** How often each address is asked. */
const TIMES = 15

/** What took so long once, in milliseconds, is asked no more. */
const GIVEN_UP = 5000

/** What is read whole, or counted, may take ten times as long as what is read by the page. */
const whole =
  /^(download|print|pack|report|export|readRetention|readCaseFile|readPersonData|readErasure|showResults)/

/** An address, and the milliseconds that each answer took. */
type Asked = { url: string; taken: number[] }
/** What was asked, by operation. */
type Times = Map<string, Asked[]>

/** Every GET, in an organisation that has half of all cases and in one that has a thousandth, as cases are added. */
export async function measureReads(bench: Bench): Promise<Row[]> {
  const { services } = await openService(bench)
  const clock: Clock = { now: new Date(today), advance() {} }
  Object.assign(services, { now: () => clock.now, eudiWallets: true })
  const world = await worldOver(services, clock)
  bench.afterwards(() => world.app.close())
  const { ids, upTo } = await fillable(world)
  const rows: Row[] = []
  let first: Times | undefined
  for (const cases of bench.quick ? [1000, 20_000] : [1000, 100_000, 1_000_000]) {
    await upTo(cases)
    const many = await placedIn(world, pairs.many, ids)
    const few = await placedIn(world, pairs.few, ids)
    const ofMany = await timed(many)
    if (first) {
      rows.push(...rowsOf(`half of ${cases} cases`, first, ofMany))
      rows.push(...rowsOf(`a thousandth of ${cases} cases`, first, await timed(few)))
    }
    first ??= ofMany
  }
  return rows
}

function rowsOf(of: string, first: Times, now: Times): Row[] {
  const sum = (asked: Asked[] = []) => asked.reduce((all, { taken }) => all + at(taken, 0.5), 0)
  const slowest = (share: number, is: (operation: string) => boolean) =>
    [...now]
      .flatMap(([name, asked]) => (is(name) ? asked : []))
      .map(({ url, taken }) => ({ url, ours: at(taken, share) }))
      .sort((one, other) => other.ours - one.ours)
      .slice(0, 1)
  const bound = (what: string, [slow]: { url: string; ours: number }[], atMost: number): Row[] =>
    slow
      ? [
          {
            what: `${what}, ${of} (${slow.url.replace(/[0-9a-f]{8}-[-0-9a-f]{27}/g, '…')})`,
            unit: 'ms',
            floor: null,
            ours: slow.ours,
            reach: { atMost, of: 'ours' },
          },
        ]
      : []
  return [
    ...[...now].map(
      ([name, asked]): Row => ({
        what: `${name}, ${of}, to its own at 1 000`,
        unit: 'ms',
        floor: sum(first.get(name)),
        ours: sum(asked),
        reach: { atMost: 1.5, of: 'ratio' },
      }),
    ),
    ...bound(
      'slowest p50 of a page or a thing',
      slowest(0.5, (name) => !whole.test(name)),
      10,
    ),
    ...bound(
      'slowest p50 of a file or a report',
      slowest(0.5, (name) => whole.test(name)),
      100,
    ),
    ...bound(
      'slowest p99 of a page or a thing',
      slowest(0.99, (name) => !whole.test(name)),
      50,
    ),
  ]
}

/** Of a pair that has no such case only what is listed. */
async function timed(placed: Placed): Promise<Times> {
  const { world, isWhole } = placed
  const times: Times = new Map()
  const asked = await values(placed)
  const questions: (Asked & { headers: Record<string, string> })[] = []
  for (const operation of operationsOf(world.app).filter(readsTheDatabase)) {
    const schools = isList(operation) ? [world.school, world.host] : [world.school]
    const urls = (isList(operation) ? questionsOf : otherQuestionsOf)(
      operation,
      asked,
      idsFor(placed, operation.path),
    )
    const each = []
    for (const school of isWhole || isList(operation) ? schools : []) {
      const headers = await headersOf(placed, operation, school)
      each.push(...urls.map((url) => ({ url, headers, taken: [] })))
    }
    if (each.length === 0) continue
    questions.push(...each)
    times.set(operation.operationId!, each)
  }
  // One after the other and then again: a machine that is busy for a while is so for all of them.
  for (let round = 0; round < TIMES; round++)
    for (const { url, headers, taken } of questions)
      if (!taken.some((time) => time > GIVEN_UP)) taken.push(await ask(placed, url, headers))
  return times
}

const readsTheDatabase = ({ method, access, path }: Operation) =>
  method === 'get' && (access !== 'public' || /^\/(verify|v1\/status-lists|keys|organisations)/.test(path))

async function headersOf(
  { world }: Placed,
  { access }: Operation,
  school: Placed['world']['school'],
): Promise<Record<string, string>> {
  if (access === 'public') return {}
  const token = await tokenFor(world.services, { school, role: (access.roles ?? roles)[0]! })
  return { authorization: `Bearer ${token}` }
}

async function ask({ world }: Placed, url: string, headers: Record<string, string>): Promise<number> {
  const begun = performance.now()
  const { statusCode, body } = await world.app.inject({ url, headers })
  // What takes longer than a statement may is answered 503, and counts with the time that took.
  if (statusCode >= 500 && statusCode !== 503) throw new Error(`${url}: ${statusCode} ${body.slice(0, 300)}`)
  return performance.now() - begun
}

const at = (times: number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
