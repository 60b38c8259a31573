import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentOf, operationsOf } from '../setup/operations.ts'
import { newWorld, today, type World } from '../setup/world.ts'
import { type Answer, type Asked, ask } from './ask.ts'
import { type Findings, findingsOn } from './findings.ts'
import { requestsFor } from './requests.ts'
import { anew, learn, liveThrough, type Round } from './round.ts'
import { valuesFor } from './values.ts'

const requests = Number(process.env.FUZZ_REQUESTS ?? 5000)
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)

/** Each round has organisations of its own, in which everything was done once: what earlier ones broke is left behind. */
const A_ROUND = 5000

const HOURS = 3_600_000

test(`random requests are answered as the service says it answers`, { timeout: 6 * HOURS }, async () => {
  const world = await newWorld({ eudiWallets: true })
  const findings = findingsOn(operationsOf(world.app), documentOf(world.app))
  for (let done = 0; done < requests; done += A_ROUND) {
    const here = done === 0 ? world : await anew(world, done / A_ROUND)
    const round = await liveThrough(here, findings)
    await askAtRandom(here, round, findings, { from: done, to: Math.min(requests, done + A_ROUND) })
  }
  console.log(`seed ${seed}: ${requests} requests were answered ${JSON.stringify(findings.statuses)}`)
  console.log(`Never succeeded at random: ${findings.unreached('at random').join(', ') || 'none'}`)
  expect(findings.faults()).toBe('')
  expect(findings.unreached('at all')).toEqual([])
})

type Numbers = { from: number; to: number }

/** Asks one operation after the other; what each answers is known to those that come after it. */
async function askAtRandom(
  world: World,
  round: Round,
  findings: Findings,
  { from, to }: Numbers,
): Promise<void> {
  const { known, askers, succeeded } = round
  const values = valuesFor(documentOf(world.app).components.schemas, known, new Date(today))
  const made = operationsOf(world.app).map((operation) => {
    const seen = succeeded.filter((asked) => findings.meant(asked)?.name === operation.name)
    return { operation, arbitrary: requestsFor(operation, { values, known, askers, seen }) }
  })
  const { port } = world.app.server.address() as { port: number }
  for (let number = from; number < to; number++) {
    const { operation, arbitrary } = made[number % made.length]!
    const [asked] = fc.sample(arbitrary, { seed: seed + number, numRuns: 1 })
    const answer = await askPatiently(port, asked!, addressOf(number))
    findings.look(asked!, answer, true)
    if (!(answer instanceof Error) && answer.status < 300) learn(known, operation, answer)
  }
}

/** Who is told to come back comes back, once: a busy machine is no fault. */
async function askPatiently(port: number, asked: Asked, from: string): Promise<Answer | Error> {
  try {
    const answer = await ask(port, asked, from)
    const later = Number(answer.headers['retry-after'] ?? 0)
    if (answer.status !== 503 || later === 0) return answer
    await pause(later * 1000)
    return await ask(port, asked, from)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Every few dozen requests come from an address of their own, so that no limit for one address is met. */
const addressOf = (number: number) => `127.0.${(number >> 6) % 250}.${(number % 64) + 1}`
