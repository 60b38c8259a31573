import { roles } from '../../src/platform/auth/access.ts'
import { queries } from '../setup/call-operation.ts'
import { type Caller, callersIn } from '../setup/callers.ts'
import { fillPath } from '../setup/case.ts'
import { type Operation, operationsOf } from '../setup/operations.ts'
import { publishedIn } from '../setup/published.ts'
import { walkEverything } from '../setup/whole-walk.ts'
import { makeSchool, tokenFor, type World } from '../setup/world.ts'
import type { Answer, Asked } from './ask.ts'
import type { Findings } from './findings.ts'
import { type Known, makeKnown } from './known.ts'
import { recording } from './recorder.ts'
import type { Askers } from './requests.ts'

/** What a round begins with: who asks, what there is to ask for, and how those who may have asked for it. */
export type Round = { askers: Askers; known: Known; succeeded: Asked[] }

/** The same service with three organisations that nobody has touched. */
export async function anew(world: World, round: number): Promise<World> {
  const { services } = world
  return {
    ...world,
    school: await makeSchool(services, `Parauga tehnikums ${round}`, 'LV'),
    host: await makeSchool(services, `Example Workshop ${round}`, 'FI'),
    stranger: await makeSchool(services, `Another School ${round}`, 'EE'),
  }
}

/** Does everything that can be done once, and reads everything once, over HTTP, as the people concerned would. */
export async function liveThrough(world: World, { look, meant }: Findings): Promise<Round> {
  const callers = await callersIn(world)
  const known = makeKnown(
    // The clients of their tokens have the ids of the organisations.
    new Set(
      callers.flatMap(({ actor }) => [actor.organisationId, ...(actor.memberId ? [actor.memberId] : [])]),
    ),
  )
  const { world: watched, recorded, close } = await recording(world)
  try {
    const ids = await walkEverything(watched)
    const all = { ...ids, ...(await publishedIn(watched, ids.certificates!)) }
    for (const [noun, id] of Object.entries(all)) known.note(noun, id)
    for (const operation of operationsOf(world.app))
      if (operation.method === 'get') await readOnce(watched, operation, all)
  } finally {
    close()
  }
  const succeeded = recorded.filter(({ answer }) => answer.status < 300)
  for (const { asked, answer } of recorded) look(asked, answer, false)
  for (const { asked, answer } of succeeded) learn(known, meant(asked), answer)
  const askers = { callers, strangers: await strangersTo(world, callers) }
  return { askers, known, succeeded: succeeded.map(({ asked }) => asked) }
}

async function readOnce(
  world: World,
  { access, path, operationId = '' }: Operation,
  ids: Record<string, string>,
) {
  const [role] = access === 'public' ? [] : (access.roles ?? roles)
  const client = role ? world.as({ school: world.school, role }) : world.anyone
  await client.get(fillPath(path, ids) + (queries[operationId] ?? ''))
}

/** Nobody; a client that may read and nothing else; and what is no token at all. */
async function strangersTo({ services, school }: World, callers: readonly Caller[]) {
  const reading = await tokenFor(services, { school, scopes: ['read'] })
  const [first] = callers
  return [
    {},
    { authorization: `Bearer ${reading}` },
    { authorization: `Bearer ${first!.token.slice(0, -5)}` },
    { authorization: 'Basic YTpi' },
  ]
}

/** Keeps what an answer says, so that later requests can ask about it. */
export function learn(
  known: Known,
  operation: Operation | undefined,
  { status, headers, body }: Answer,
): void {
  if (headers.etag) known.note('etag', headers.etag)
  if (status === 206 || body.length === 0) return
  if (!/^application\/json\b/.test(headers['content-type'] ?? '') || body.length > 200_000) return
  if (operation) known.learn(operation.path, JSON.parse(body.toString()))
}
