import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { findSettings, writeSettings } from '../../src/parties/organisations/store.ts'
import type { Role } from '../../src/platform/auth/access.ts'
import { given } from '../setup/given.ts'
import { newMember } from '../setup/member.ts'
import { patiently } from '../setup/patiently.ts'
import { type Client, newWorld, type World } from '../setup/world.ts'
import { assertBlind, hiddenFrom } from './blindness.ts'
import * as m from './case-model.ts'
import { assertRecords } from './records.ts'
import { type Attempt, anyRun, interleave, type Run } from './runs.ts'
import { type Answer, Broken, type RealCase, type Step } from './step.ts'
import { thoroughRun } from './thorough-run.ts'

type Model = { cases: m.CaseModel[] }
type Real = {
  people: m.Person[]
  reader: Client
  cases: RealCase[]
  seen: Set<m.Requirement>
  trail: string[]
}

/** One or two people, each at another case, try something at the same moment. */
class Moment implements fc.AsyncCommand<Model, Real> {
  readonly tries: { index: number; attempt: Attempt }[]
  constructor(tries: { index: number; attempt: Attempt }[]) {
    this.tries = tries
  }

  check = () => true
  toString = () =>
    this.tries
      .map(
        ({ index, attempt: { step, who } }) =>
          `${step === 'look' ? step : step.name} (case ${index}, person ${who})`,
      )
      .join(' while ')

  async run(model: Model, real: Real): Promise<void> {
    real.trail.push(String(this))
    await Promise.all(
      this.tries.map(({ index, attempt }) => tryOne(model.cases[index]!, real.cases[index]!, real, attempt)),
    )
  }
}

async function tryOne(
  c: m.CaseModel,
  real: RealCase,
  { people, reader, seen, trail }: Real,
  attempt: Attempt,
): Promise<void> {
  const { step } = attempt
  if (step === 'look') {
    const looking = people.filter((one) => hiddenFrom(c, one).length > 0)
    const free = looking.filter((one) => c.assigned.get(one.id)?.state === 'accepted')
    const second = free.find((one) => c.assigned.get(one.id)?.round === 'second')
    const person = second ?? free[0] ?? looking[0] ?? people[attempt.who]!
    if (c.stage !== 'unsigned' && (await assertBlind(c, real, person))) seen.add('blind')
    return
  }
  const person = whoTries(step, c, people, attempt)
  const forbidden = step.forbiddenBy(c, person)
  const answer: Answer = await patiently(() => step.send(real, person, c))
  const told = `${step.name} by a person of the ${m.sideOf(c, person)} side in ${c.stage}: ${answer.status} ${JSON.stringify(answer.body)}`
  trail.push(`  ${told.slice(0, 90)}, forbidden by ${forbidden}`)
  if (answer.status >= 500) throw new Broken('parts', told)
  if (forbidden && answer.status < 300) throw new Broken(forbidden, told)
  if (!forbidden && answer.status >= 300) throw new Broken(step.promisedBy ?? 'parts', told)
  // What a refused step might have left behind shows when the next one goes through.
  if (forbidden) return void seen.add(forbidden)
  step.done(c, person, answer.body, real)
  await assertLikeModel(c, real, reader)
}

function whoTries(step: Step, c: m.CaseModel, people: m.Person[], { who, chosen }: Attempt): m.Person {
  const exactly = people[who]!
  if (chosen === 'exactly') return exactly
  const wanted = chosen === 'in-turn' ? null : chosen
  const inTurn = people.map((_, nth) => people[(who + nth) % people.length]!)
  const fitting = inTurn.filter((one) => step.forbiddenBy(c, one) === wanted)
  // Of those who may not, one who is assigned comes closest to being let through.
  const assigned = wanted === null ? undefined : fitting.find((one) => c.assigned.has(one.id))
  return assigned ?? fitting[0] ?? exactly
}

/** What the service says of the case, to a token that names nobody who could mark it, is what the model says. */
async function assertLikeModel(c: m.CaseModel, real: RealCase, reader: Client): Promise<void> {
  if (c.stage === 'unsigned') {
    const path = `/v1/recognitions?mobilityId=${real.mobilityId}`
    const { body } = await patiently(() => reader.get(path))
    if (body.items.length > 0) throw new Broken('R01', 'there is a case')
    return
  }
  const { body } = await patiently(() => reader.get(`/v1/recognitions/${real.id}`))
  if (body.stage !== c.stage) throw new Broken('R06', `the case is in ${body.stage}, not in ${c.stage}`)
  if (m.isClosed(c) && body.actions.length > 0)
    throw new Broken('R06', `a closed case offers ${JSON.stringify(body.actions)}`)
  const due = (code: string) =>
    body.blockers.flatMap((one: { code: string; competence: string }) =>
      one.code === code ? [one.competence] : [],
    )
  const awaited = (round: m.Round) =>
    c.stage === 'assessment'
      ? m.claimed(c).flatMap((one) => (m.awaits(one) === round ? [one.competence] : []))
      : []
  for (const [code, round, requirement] of [
    ['marks-missing', 'first', 'R06'],
    ['second-marks-missing', 'second', 'second'],
    ['adjudication-missing', 'adjudication', 'adjudicated'],
  ] as const)
    if (due(code).sort().join() !== awaited(round).sort().join())
      throw new Broken(requirement, `${code} for "${due(code)}", not for "${awaited(round)}"`)
}

describe('random cases, two at a time, worked on by several people of both schools at once', () => {
  let world: World
  let people: m.Person[]
  let result: fc.RunDetails<[Run]>
  const seen = new Set<m.Requirement>()
  /** What was tried in the last run, for the report of what went wrong. */
  let trail: string[] = []

  beforeAll(async () => {
    world = await newWorld()
    const every: Role[] = ['coordinator', 'mentor', 'assessor', 'validator', 'issuer', 'auditor']
    const schools = [world.school, world.school, world.school, world.school, ...Array(4).fill(world.host)]
    people = await Promise.all(
      schools.map(async (school) => {
        const id = await newMember(world, school, every)
        const clients = new Map(every.map((role) => [role, world.as({ school, role, memberId: id })]))
        return { id, school, as: (role: Role) => clients.get(role)! }
      }),
    )
    const seed = process.env.MODEL_SEED
    result = await fc.check(
      fc.asyncProperty(anyRun, async (run) => {
        const commands = interleave(run).map((tries) => new Moment(tries))
        const made = await newCases(run)
        trail = made.real.trail
        await fc.asyncModelRun(() => made, commands)
        for (const [index, c] of made.model.cases.entries())
          for (const held of await assertRecords(world, c, made.real.cases[index]!)) seen.add(held)
      }),
      {
        numRuns: 4,
        endOnFailure: true,
        examples: [[thoroughRun()]],
        ...(seed ? { seed: Number(seed) } : {}),
      },
    )
  })

  async function newCases(run: Run): Promise<{ model: Model; real: Real }> {
    await sample(world.school, run.sampled[0] ? 1 : 0)
    await sample(world.host, run.sampled[1] ? 1 : 0)
    const model: Model = { cases: [] }
    const real: Real = { people, reader: world.as({ school: world.school }), cases: [], seen, trail: [] }
    for (const { turned, planned } of run.cases) {
      const sides = turned ? { school: world.host, host: world.school } : world
      const own = given({ ...world, ...sides })
      const mobilityId = String((await own.mobility()).id)
      const { hash } = await own.draft(mobilityId, planned)
      const nobody = '01993c7e-0000-7000-8000-000000000005'
      real.cases.push({ id: nobody, mobilityId, hash: String(hash), criteria: [], anyone: world.anyone })
      model.cases.push(m.newCaseModel(sides.school.id, run.sampled[turned ? 1 : 0]!, planned))
    }
    return { model, real }
  }

  /** Sets the sample for a run; that assessors of random cases agree too little pauses nothing. */
  const sample = async (school: World['school'], secondMarkingRate: number) => {
    const { owner } = world.services.db
    const before = (await findSettings(owner, school.id))!.version
    const set = { secondMarkingRate, secondMarkingMinimum: 0, kappaAlarm: -2, kappaPause: -2 }
    await writeSettings(owner, school.id, before, set, world.clock.now)
  }

  test.each(Object.entries(m.requirements))('%s. %s', (name, sentence) => {
    const { failed, errorInstance: error } = result
    if (failed && (!(error instanceof Broken) || error.requirement === name))
      throw new Error(`${error}\nseed ${result.seed}, run ${result.numRuns}:\n${trail.join('\n')}`)
    if (!failed) expect([...seen].map((one) => m.requirements[one])).toContain(sentence)
  })
})
