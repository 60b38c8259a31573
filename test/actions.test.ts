import { beforeAll, describe, expect, test } from 'vitest'
import { actions, actionsOffered } from '../src/actions.ts'
import { documentsIn } from '../src/certification/documents/in-threads.ts'
import type { Action, Subject } from '../src/platform/actions/action.ts'
import { refusalOf } from '../src/platform/actions/may.ts'
import type { Actor } from '../src/platform/auth/access.ts'
import { assertAccess } from '../src/platform/auth/assert-access.ts'
import { apiPath } from '../src/platform/http/describe.ts'
import { openThreads } from '../src/platform/threads/threads.ts'
import { DEFAULT_ZONE } from '../src/platform/time-zone.ts'
import { caseFilesIn } from '../src/recognition/case-files/in-threads.ts'
import {
  endOf,
  isPaper,
  isWorthIt,
  type Judged,
  lanesOf,
  type Pair,
  pairsOf,
  whoOf,
} from './setup/action-pairs.ts'
import { afterwards } from './setup/afterwards.ts'
import { type Answer, askAction } from './setup/ask-action.ts'
import { type Caller, callersIn } from './setup/callers.ts'
import { type Operation, operationsOf, routesOf } from './setup/operations.ts'
import { type Thing, thingsIn } from './setup/things.ts'
import { newWorld, type World } from './setup/world.ts'

type Count = { allowed: number; refused: number }

const table = Object.values<Action>(actions)
const asked = table.filter(({ route }) => route !== null)

/** Routes that take something in and do nothing that anyone has to answer for: looking, checking, getting a token. */
const doingNothing = [
  'POST /check/{code}',
  'POST /me',
  'POST /oauth/token',
  'POST /share/{secret}',
  'POST /v1/frameworks/{id}/suggestions',
  'POST /v1/verifications',
  'POST /verify',
  'POST /wallet/nonce',
]

describe('the table of actions', () => {
  let world: World
  let operations: Map<string, Operation>
  let callers: Caller[]
  let things: Thing[]

  beforeAll(async () => {
    const threads = openThreads(2)
    afterwards(() => threads.close())
    world = await newWorld({ eudiWallets: true, ...documentsIn(threads), ...caseFilesIn(threads) })
    operations = new Map(operationsOf(world.app).map((operation) => [operation.name, operation]))
    callers = await callersIn(world)
    const hearer = callers.find(({ called }) => called === 'sending validator')!
    things = await thingsIn(world, hearer.actor.memberId!)
  })

  test('has a route or a service for every row, and a row for every route that changes something', () => {
    const routes = routesOf(world.app).flatMap(({ method, url, config }) =>
      [method].flat().map((verb) => ({ name: `${verb} ${apiPath(url)}`, does: config?.actions ?? [] })),
    )
    const isLost = (action: Action) =>
      action.route === null
        ? !('service' in action.by)
        : !routes.some(
            ({ name, does }) => name === action.route && does.some(({ key }) => key === action.key),
          )
    const silent = routes.filter(({ name, does }) => !/^(GET|HEAD|OPTIONS) /.test(name) && does.length === 0)
    expect(table.filter(isLost).map(({ key }) => key)).toEqual([])
    expect(silent.map(({ name }) => name).sort()).toEqual(doingNothing)
  })

  test('names an action once for each noun, in states of which there is a thing to try it on', () => {
    const names = table.map(({ on, name }) => `${on} ${name}`)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    const untried = asked.filter(({ on }) => !things.some((thing) => thing.on === on))
    expect(untried.map(({ key }) => key)).toEqual([])
  })

  test('is served whole, in the language asked for, and not again to who has it', async () => {
    const reader = () => world.as({ school: world.school, scopes: ['read'] }).get('/v1/actions')
    const { body, headers } = await reader().set('accept-language', 'lv')
    const items = body.items as { key: string }[]
    expect(items.map(({ key }) => key)).toEqual(table.map(({ key }) => key))
    expect(items.find(({ key }) => key === 'issueCertificate')).toEqual({
      key: 'issueCertificate',
      operationId: 'issueCertificate',
      name: 'issue',
      title: 'Izsniegt apliecinājumu lietā, kurā pieņemts lēmums.',
      on: { code: 'recognition', label: 'šī lieta' },
      from: [{ code: 'validation', label: 'apstiprināšanas posmā' }],
      to: { code: 'certified', label: 'pabeigta ar apliecinājumu' },
      by: {
        kind: 'people',
        scope: 'recognise',
        roles: ['issuer'],
        side: 'sending',
        person: true,
        sentence: 'Dara nosūtītājorganizācijas izsniedzējs ar piekļuves marķieri, kurā viņš nosaukts.',
      },
      apart: { part: 'issuer', sentence: expect.stringContaining('tajā pašā lietā') },
      route: 'POST /v1/certificates',
      signIn: true,
      judges: null,
      reason: false,
      waysOn: [],
      ledger: 'certificate.issue',
    })
    const unnamed = (
      body.items as { from: { label: string }[] | null; to: { label: string } | null }[]
    ).filter(({ from, to }) =>
      [...(from ?? []), ...(to ? [to] : [])].some(({ label }) => label === 'bez stāvokļa'),
    )
    expect(unnamed).toEqual([])
    const again = await reader().set('accept-language', 'lv').set('if-none-match', headers.etag!)
    expect(again.status).toBe(304)
    const english = await reader().set('if-none-match', headers.etag!)
    expect([english.status, english.headers['content-language']]).toEqual([200, 'en'])
    // Nobody is offered what this service has no wallet for.
    expect(actionsOffered({ eudiWallets: false }).map(({ key }) => key)).not.toContain('offerCredential')
  })

  test('is what the routes hold to: by every role, side and link, in every state', async () => {
    const began = performance.now()
    const wrong: string[] = []
    const counts = new Map<string, Count>()
    const look = async (pair: Pair, { subject, says }: Judged) => {
      const answer = await ask(pair)
      const name = `${pair.action.key} in ${subject.state ?? 'no state'}`
      // Where the table knows no states, what was done is done, and whoever asks again is told so.
      const isDone = pair.action.from === null && (counts.get(name)?.allowed ?? 0) > 0
      if (!agrees(pair, says, name, answer) && !(says === null && isDone && answer.reason === 'wrong-state'))
        wrong.push(`${name}, ${whoOf(pair)}: ${says ?? 'allowed'}, but ${answer.status} ${answer.reason}`)
      const count = counts.get(name) ?? { allowed: 0, refused: 0 }
      count[says === null && answer.status !== 404 ? 'allowed' : 'refused'] += 1
      counts.set(name, count)
    }
    const subjects = new Map<Thing, Subject>()
    for (const thing of things) subjects.set(thing, await thing.subject())
    const pairs = pairsOf(asked, things, callers)
    const judged = pairs
      .map((pair) => ({ pair, judged: judge(pair, subjects.get(pair.thing)!) }))
      .filter(isWorthIt())
    // What is refused and what only reads changes nothing: it shares the things, at once. The rest is done in turn, and
    // papers too, which are kept once they are made.
    const changes = ({ pair: { action }, judged: { says } }: (typeof judged)[number]) =>
      says === null && (isPaper(action) || !action.route!.startsWith('GET'))
    const shared = judged.filter((each) => !changes(each))
    await atOnce(shared, (each) => look(each.pair, each.judged))
    // Of two things in one state, what comes first for the one comes last for the other.
    const acts = judged.filter(changes).map(({ pair }) => pair)
    const stateOf = (thing: Thing) => `${thing.on} ${subjects.get(thing)!.state}`
    const isTwin = ({ thing }: Pair) => things.find((other) => stateOf(other) === stateOf(thing)) !== thing
    const inTurn = [...acts.filter((pair) => !isTwin(pair)), ...acts.filter(isTwin).reverse()]
    const sorted = inTurn.sort((before, after) => endOf(before) - endOf(after))
    for (const acts of lanesOf(sorted))
      await atOnce(acts, async (lane) => {
        for (const pair of lane) await look(pair, judge(pair, await pair.thing.subject()))
      })
    const never = asked.filter(({ key }) => !isAllowed(counts, key))
    report(counts, judged.length, performance.now() - began)
    expect(wrong).toEqual([])
    expect(never.map(({ key }) => key)).toEqual([])
  }, 600_000)

  /** What the route's access says, and then the table. */
  function judge(pair: Pair, known: Subject): Judged {
    const { action, thing } = pair
    const actor = 'caller' in pair ? pair.caller.actor : holder(thing)
    const subject = subjectFor(action, known, actor)
    const isOther = 'link' in pair && !('link' in action.by && action.by.link === pair.link)
    if (isOther) return { subject, says: 'not-found' }
    if (isRefusedAtTheDoor(action, actor)) return { subject, says: 'forbidden', atTheDoor: true }
    return { subject, says: refusalOf(action, subject, actor)?.reason ?? null }
  }

  function isRefusedAtTheDoor({ route }: Action, actor: Actor): boolean {
    const { access } = operations.get(route!)!
    try {
      if (access !== 'public') assertAccess(actor, access)
      return false
    } catch {
      return true
    }
  }

  function subjectFor(action: Action, known: Subject, { organisationId }: Actor): Subject {
    const isOwn = 'side' in action.by && action.by.side === 'own'
    // Whoever registers something does it to their own organisation, whatever else there is.
    if (isOwn && !/(?<!settings\/orders\/)\{/.test(action.route!)) return { state: null, organisationId }
    return action.on === 'recognition' && isOwn ? { ...known, ownerId: world.school.id } : known
  }

  const holder = ({ ids, secrets }: Thing): Actor => ({
    organisationId: world.school.id,
    clientId: null,
    memberId: null,
    personId: ids.people ?? null,
    ...(secrets.desk ? { deskId: ids.desks! } : {}),
    roles: [],
    zone: DEFAULT_ZONE,
    scopes: [],
  })

  function ask(pair: Pair): Promise<Answer> {
    const { action, thing } = pair
    const operation = operations.get(action.route!)!
    const noSecret = 'a'.repeat(43)
    const by =
      'link' in pair
        ? { secret: thing.secrets[pair.link] ?? noSecret }
        : { token: pair.caller.token, roles: pair.caller.actor.roles }
    return askAction(world, { action, operation, thing }, by)
  }
})

/** Asked again, these answer with what was done the first time. */
const repeated = ['issueCertificate in certified']

/** Whether a route answers as the table says: it refuses for this reason, or lets through to what is not the table's. */
function agrees(pair: Pair, says: string | null, name: string, { status, reason }: Answer): boolean {
  if (says === null)
    return status < 300 || [400, 404, 412, 422].includes(status) || ['blocked', 'conflict'].includes(reason)
  if (status < 300) return says === 'wrong-state' && repeated.includes(name)
  // A wallet is refused in the words of its own protocol.
  if (reason === '') return pair.action.route!.includes('/wallet/') && (status === 400 || status === 401)
  // Who may not know of a thing is told that there is none; a batch or an import is shown to who asked for it alone.
  const isShown =
    'caller' in pair &&
    pair.caller.called.startsWith('sending') &&
    !['batch', 'import'].includes(pair.action.on)
  return reason === says || (reason === 'not-found' && (says === 'forbidden' || !isShown))
}

const isAllowed = (counts: ReadonlyMap<string, Count>, key: string) =>
  [...counts].some(([name, { allowed }]) => name.startsWith(`${key} in `) && allowed > 0)

async function atOnce<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const left = all.values()
  const inTurn = async () => {
    for (const each of left) await work(each)
  }
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(inTurn))
}

function report(counts: ReadonlyMap<string, Count>, tried: number, took: number): void {
  const lines = [...counts].map(
    ([name, { allowed, refused }]) => `${name}: ${allowed} allowed, ${refused} not`,
  )
  console.info([...lines, `${tried} pairs tried in ${(took / 1000).toFixed(1)} s`].join('\n'))
}
