import { randomUUID } from 'node:crypto'
import type { Response, Test } from 'supertest'
import { type Client, clientFor, tokenFor, type World } from './world.ts'

type Call = (request: Test) => Test

/** What was said to one question by everybody who was asked at once. */
export type Answers = { path: string; all: Response[] }

/**
 * The same world, in which each POST of a member is sent `times` at once with one Idempotency-Key, by turns to the world's
 * own process and to the one at `url`; `times` says how often, by the address. The first answer counts.
 */
export function repeated(
  world: World,
  url: string,
  times: (path: string) => number,
  heard: (answers: Answers) => void,
): World {
  const repeating = (here: Client, there: Client): Client => ({
    ...here,
    post: (path) => {
      const calls: Call[] = []
      const ask = async () => {
        const key = randomUUID()
        const count = times(path)
        const all = await Promise.all(
          Array.from({ length: count }, (_, index) => {
            const fresh = (index % 2 ? there : here).post(path).set('idempotency-key', key)
            return calls.reduce((request, call) => call(request), fresh)
          }),
        )
        if (count > 1) heard({ path, all })
        return all[0]!
      }
      return noting(here.post(path), calls, ask)
    },
  })
  return {
    ...world,
    as: (who) => {
      const token = tokenFor(world.services, who)
      return repeating(world.as(who), clientFor({ server: url }, token))
    },
  }
}

/** A request that is not sent: it notes what is said to it, and is answered by `ask`. */
function noting(request: Test, calls: Call[], ask: () => Promise<Response>): Test {
  const noted: Test = new Proxy(request, {
    get(target, name) {
      if (name === 'then') {
        const asked = ask()
        return asked.then.bind(asked)
      }
      return (...given: unknown[]) => {
        calls.push((to) => Reflect.apply(Reflect.get(to, name), to, given))
        return target === request ? noted : target
      }
    },
  })
  return noted
}
