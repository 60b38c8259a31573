import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../src/platform/auth/access.ts'
import { type Case, given } from '../setup/given.ts'
import { newMember } from '../setup/member.ts'
import { patiently } from '../setup/patiently.ts'
import { type Client, newWorld, type World } from '../setup/world.ts'

/**
 * Random cases, each worked on by people who hold every role at once, checked after every step against a model written
 * from the requirements alone: R01 (nothing before the signatures), R06 (stages in order, nothing after the close), R07
 * (every move on record), R10 (the level follows from the marks), R12 (the result follows from the level), R17 (one
 * part for one person), and that nothing is claimed before the learner was informed, and nothing marked by who is not
 * assigned. The sample for second marking is empty here; what forces one is marked again by a person who does nothing else.
 */
type Stage =
  | 'unsigned'
  | 'signed'
  | 'identification'
  | 'documentation'
  | 'assessment'
  | 'validation'
  | 'closed'

type Model = {
  stage: Stage
  signed: Set<'sending' | 'hosting' | 'learner'>
  informed: boolean
  claimed: boolean
  assigned: Set<string>
  evidence: string[]
  declared: { authorship: boolean; attestation: boolean }
  marked: number | null | undefined
  /** A single criterion short, it waits for a second marking, which nobody gives here. */
  borderline: boolean
  decided: boolean
  /** Who has taken which part; a person of these may take no other. */
  parts: { mentor?: string; assessor?: string; validator?: string }
  moves: string[]
}

type Real = { world: World; people: Person[]; case: Case; mobilityId: string; hash: string }
type Person = { id: string; side: 'sending' | 'hosting'; as(role: Role): Client }

const outcome = { competence: '1.1', baseline: 2, target: 4 }

let pieces = 0

const newModel = (): Model => ({
  stage: 'unsigned',
  signed: new Set(),
  informed: false,
  claimed: false,
  assigned: new Set(),
  evidence: [],
  declared: { authorship: false, attestation: false },
  marked: undefined,
  borderline: false,
  decided: false,
  parts: {},
  moves: [],
})

/** The level that the marks lead to when every criterion up to `level` is met: criteria stand at levels 3 to 5. */
const levelFrom = (level: number) => (level >= 3 ? Math.min(level, 5) : null)

/** A step that one person tries: what the model says comes of it, and what the service does. */
type Step = {
  name: string
  /** Whether the model lets it through; it is carried out on the service either way. */
  allowed(model: Model, person: Person): boolean
  run(
    real: Real,
    person: Person,
    model: Model,
  ): PromiseLike<{ status: number; body: Record<string, unknown> }>
  after(model: Model, person: Person, body: Record<string, unknown>): void
}

const elsewhere = (model: Model, part: keyof Model['parts'], { id }: Person) =>
  Object.entries(model.parts).some(([other, who]) => other !== part && who === id)

const move = (
  name: string,
  from: Stage,
  to: Stage,
  role: Role,
  ready: (model: Model) => boolean,
  apart?: keyof Model['parts'],
): Step => ({
  name,
  allowed: (model, person) =>
    model.stage === from &&
    person.side === 'sending' &&
    ready(model) &&
    !(apart && elsewhere(model, apart, person)),
  run: (real, person) =>
    person
      .as(role)
      .post(`/v1/recognitions/${real.case.id}/transitions`)
      .send({ action: name, reason: 'As it is.' }),
  after: (model) => {
    model.stage = to
    model.moves.push(name)
  },
})

const marking = (level: number): Step => ({
  name: `record-marks ${level}`,
  allowed: (model, person) =>
    model.stage === 'assessment' &&
    model.marked === undefined &&
    model.assigned.has(person.id) &&
    !elsewhere(model, 'assessor', person),
  run: (real, person, model) => {
    const [first = '01993c7e-0000-7000-8000-000000000004'] = model.evidence
    const made = { ...real.case, evidence: { '1.1': first } }
    const judgements = model.evidence.map((evidenceId) => ({
      evidenceId,
      valid: true,
      authentic: true,
      current: true,
      sufficient: true,
    }))
    const marks = { ...given(real.world).marksFor(made, '1.1', level), judgements }
    return person.as('assessor').post(`/v1/recognitions/${real.case.id}/marks`).send(marks)
  },
  after: (model, person, body) => {
    expect(body.level).toBe(levelFrom(level))
    model.marked = levelFrom(level)
    const levels = body.standings as { met: boolean; stoppedBy: string[] }[]
    model.borderline = levels.find((one) => !one.met)?.stoppedBy.length === 1
    model.parts.assessor = person.id
  },
})

const deciding = (result: 'reached' | 'partly' | 'not-reached' | 'not-assessed'): Step => ({
  name: `decide ${result}`,
  allowed: (model, person) =>
    model.stage === 'validation' &&
    person.side === 'sending' &&
    !model.decided &&
    !elsewhere(model, 'validator', person) &&
    (result === 'not-assessed' || (result === 'reached') === (model.marked ?? 0) >= 4),
  run: (real, person) =>
    person
      .as('validator')
      .post(`/v1/recognitions/${real.case.id}/decision`)
      .send({ outcomes: [{ competence: '1.1', result, reason: 'As seen.' }] }),
  after: (model, person, body) => {
    const level = result === 'not-assessed' ? null : (model.marked ?? null)
    const [decision] = body.items as { improved: boolean; level: number | null; result: string }[]
    expect(decision).toMatchObject({ result, level, improved: level !== null && level > 2 })
    model.decided = true
    model.parts.validator = person.id
    model.marked = level
  },
})

const signing: Step = {
  name: 'sign',
  allowed: (model, person) => !model.signed.has(person.side),
  run: (real, person) =>
    person
      .as('coordinator')
      .post(`/v1/mobilities/${real.mobilityId}/agreement/signatures`)
      .send({ hash: real.hash }),
  after: (model, person) => void model.signed.add(person.side),
}

const steps: Step[] = [
  {
    name: 'sign learner',
    allowed: (model, person) => person.side === 'sending' && !model.signed.has('learner'),
    run: async (real, person) => {
      const path = `/v1/mobilities/${real.mobilityId}/agreement/links`
      const link = await patiently(() => person.as('coordinator').post(path).send({ party: 'learner' }))
      if (link.status !== 201) return link
      const form = { name: 'Learner One', accept: true, hash: real.hash }
      return real.world.anyone.post(new URL(link.body.url).pathname).send(form)
    },
    after: (model) => void model.signed.add('learner'),
  },
  signing,
  {
    name: 'open',
    allowed: (model, person) =>
      person.side === 'sending' && model.signed.size === 3 && model.stage === 'unsigned',
    run: async (real, person) => {
      const body = { mobilityId: real.mobilityId }
      const answer = await person.as('coordinator').post('/v1/recognitions').send(body)
      if (answer.status === 201) {
        real.case.id = answer.body.id
        real.case.outcomes = answer.body.outcomes
      }
      return answer
    },
    after: (model) => {
      model.stage = 'identification'
    },
  },
  {
    name: 'inform',
    allowed: (model, person) =>
      model.stage === 'identification' && person.side === 'sending' && !model.informed,
    run: async (real, person) => {
      const link = await patiently(() =>
        person.as('coordinator').post(`/v1/recognitions/${real.case.id}/information-links`),
      )
      if (link.status !== 201) return link
      const path = new URL(link.body.url).pathname
      const { hash } = (await real.world.anyone.get(path)).body
      return real.world.anyone.post(path).send({ name: 'Learner One', accept: true, hash: hash ?? 'none' })
    },
    after: (model) => {
      model.informed = true
    },
  },
  {
    name: 'take-assignment',
    allowed: (model, { id }) =>
      model.stage !== 'unsigned' &&
      model.moves.at(-1) !== 'withdraw' &&
      !model.assigned.has(id) &&
      model.parts.mentor !== id &&
      model.parts.validator !== id,
    run: async (real, person) => {
      const path = `/v1/recognitions/${real.case.id}/assignments`
      const body = { memberId: person.id, round: 'first' }
      const made = await patiently(() => person.as('coordinator').post(path).send(body))
      if (made.status !== 201) return made
      const free = { lastTrainedOn: null, related: false, otherConflict: null }
      return person.as('assessor').post(`${path}/${made.body.id}/declaration`).send(free)
    },
    after: (model, { id }) => void model.assigned.add(id),
  },
  {
    name: 'claim',
    allowed: (model, person) =>
      model.stage === 'identification' && person.side === 'sending' && model.informed,
    run: (real, person) =>
      person
        .as('coordinator')
        .put(`/v1/recognitions/${real.case.id}/outcomes/1.1/claim`)
        .send({ status: 'claimed' }),
    after: (model) => {
      model.claimed = true
    },
  },
  {
    name: 'submit-evidence',
    allowed: (model) => model.stage === 'documentation',
    run: (real, person) =>
      person
        .as('mentor')
        .post(`/v1/recognitions/${real.case.id}/evidence`)
        .field({ title: 'Work', producedOn: '2026-09-20', competences: '1.1' })
        .attach('file', Buffer.from(`Work, piece ${++pieces}.`), 'work.txt'),
    after: (model, _, body) => {
      model.evidence.push(String(body.id))
    },
  },
  {
    name: 'attest',
    allowed: (model, person) =>
      model.stage === 'documentation' &&
      person.side === 'hosting' &&
      !model.declared.attestation &&
      !elsewhere(model, 'mentor', person),
    run: (real, person) =>
      person.as('mentor').post(`/v1/recognitions/${real.case.id}/attestation`).send({ statement: 'Here.' }),
    after: (model, person) => {
      model.declared.attestation = true
      model.parts.mentor = person.id
    },
  },
  {
    name: 'declare',
    allowed: (model, person) =>
      model.stage === 'documentation' && person.side === 'sending' && !model.declared.authorship,
    run: async (real, person) => {
      const path = `/v1/recognitions/${real.case.id}/declaration-links`
      const link = await patiently(() => person.as('coordinator').post(path))
      if (link.status !== 201) return link
      const page = new URL(link.body.url).pathname
      const { hash } = (await real.world.anyone.get(page)).body
      return real.world.anyone.post(page).send({ name: 'Learner One', accept: true, hash })
    },
    after: (model) => {
      model.declared.authorship = true
    },
  },
  marking(2),
  marking(3),
  marking(4),
  marking(5),
  deciding('reached'),
  deciding('partly'),
  deciding('not-assessed'),
  move('complete-identification', 'identification', 'documentation', 'coordinator', (model) => model.claimed),
  move(
    'complete-documentation',
    'documentation',
    'assessment',
    'coordinator',
    ({ evidence, declared }) => evidence.length > 0 && declared.authorship && declared.attestation,
  ),
  move(
    'complete-assessment',
    'assessment',
    'validation',
    'coordinator',
    (model) => model.marked !== undefined && !model.borderline,
  ),
  move(
    'refuse',
    'validation',
    'closed',
    'validator',
    (model) => model.decided && (model.marked ?? 0) <= 2,
    'validator',
  ),
  move('withdraw', 'validation', 'closed', 'coordinator', () => true),
  {
    name: 'issue',
    // Asked for again, the certificate that there is comes back.
    allowed: (model, person) =>
      (model.stage === 'validation' || model.moves.includes('issue')) &&
      person.side === 'sending' &&
      model.decided &&
      (model.marked ?? 0) > 2 &&
      !Object.values(model.parts).includes(person.id),
    run: (real, person) => person.as('issuer').post('/v1/certificates').send({ recognitionId: real.case.id }),
    after: (model) => {
      model.stage = 'closed'
      if (!model.moves.includes('issue')) model.moves.push('issue')
    },
  },
]

/** `withdraw` ends a case wherever it is open. */
const ended = steps.find((step) => step.name === 'withdraw')!
ended.allowed = (model, person) =>
  !['unsigned', 'signed', 'closed'].includes(model.stage) && person.side === 'sending'

class Try implements fc.AsyncCommand<Model, Real> {
  readonly step: Step
  readonly who: number
  constructor(step: Step, who: number) {
    this.step = step
    this.who = who
  }

  check = () => true
  toString = () => `${this.step.name} by ${this.who}`

  async run(model: Model, real: Real): Promise<void> {
    const person = real.people[this.who]!
    const allowed = this.step.allowed(model, person)
    const answer = await patiently(() => this.step.run(real, person, model))
    expect(answer.status, `${this} in ${model.stage}: ${JSON.stringify(answer.body)}`).toBeLessThan(500)
    expect(answer.status < 300, `${this} in ${model.stage}: ${JSON.stringify(answer.body)}`).toBe(allowed)
    if (allowed) this.step.after(model, person, answer.body)
    await assertLikeModel(model, real)
  }
}

/** What the service says of the case is what the model says: its stage, and every move on record and no other. */
async function assertLikeModel(model: Model, real: Real): Promise<void> {
  const reader = real.people[0]!.as('auditor')
  if (model.stage === 'unsigned') {
    const none = await patiently(() => reader.get(`/v1/recognitions?mobilityId=${real.mobilityId}`))
    expect(none.body.items).toEqual([])
    return
  }
  const { body } = await patiently(() => reader.get(`/v1/recognitions/${real.case.id}`))
  if (model.stage === 'closed') {
    expect(['certified', 'refused', 'withdrawn']).toContain(body.stage)
    expect(body.actions).toEqual([])
  } else expect(body.stage).toBe(model.stage)
  const moves = await patiently(() => reader.get(`/v1/recognitions/${real.case.id}/transitions`))
  expect(moves.body.items.map((one: { action: string }) => one.action)).toEqual(model.moves)
  for (const one of moves.body.items)
    expect(one).toMatchObject({ memberId: expect.any(String), at: expect.any(String) })
}

describe('random cases, worked on by several people at once', () => {
  let world: World
  let people: Person[]
  beforeAll(async () => {
    world = await newWorld()
    const every: Role[] = ['coordinator', 'mentor', 'assessor', 'validator', 'issuer', 'auditor']
    people = await Promise.all(
      (['sending', 'sending', 'sending', 'sending', 'hosting', 'hosting'] as const).map(async (side) => {
        const school = side === 'sending' ? world.school : world.host
        const id = await newMember(world, school, every)
        return { id, side, as: (role: Role) => world.as({ school, role, memberId: id }) }
      }),
    )
  })

  async function newCase(): Promise<{ model: Model; real: Real }> {
    const mobility = await given(world).mobility()
    const version = await given(world).draft(mobility.id, [outcome])
    const mobilityId = String(mobility.id)
    const made: Case = {
      id: '01993c7e-0000-7000-8000-000000000005',
      mobilityId,
      outcomes: [
        {
          id: '',
          competence: '1.1',
          criteria: [{ id: 'x', level: 4, facet: null, mandatory: true, text: { lv: 'x', en: 'x' } }],
        },
      ],
      evidence: {},
    }
    const real = { world, people, case: made, mobilityId, hash: String(version.hash) }
    return { model: newModel(), real }
  }

  /** Steps at random, with a bias for the way forward, so that cases get to their end. */
  const named = (name: string) => steps.find((step) => step.name === name)!
  const forward = [
    [named('sign'), 0],
    [named('sign'), 4],
    [named('sign learner'), 0],
    [named('open'), 0],
    [named('inform'), 0],
    [named('claim'), 0],
    [named('complete-identification'), 0],
    [named('submit-evidence'), 4],
    [named('attest'), 4],
    [named('declare'), 0],
    [named('complete-documentation'), 0],
    [named('take-assignment'), 1],
    [named('record-marks 5'), 1],
    [named('complete-assessment'), 0],
    [named('decide reached'), 2],
    [named('issue'), 3],
  ] as const
  const whole = fc
    .tuple(
      fc.array(
        fc.tuple(fc.constantFrom(...steps.filter((step) => step.name !== 'withdraw')), fc.nat(5), fc.nat(15)),
        { minLength: 4, maxLength: 16 },
      ),
      fc.option(fc.nat(15), { freq: 4 }),
    )
    .map(([strays, end]) =>
      forward.flatMap(([step, who], at) => [
        ...strays.filter(([, , where]) => where === at).map(([stray, other]) => new Try(stray, other)),
        ...(end === at ? [new Try(ended, 0)] : []),
        new Try(step, who),
      ]),
    )

  test('do what the requirements say and nothing else', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(whole, async (commands) => {
        await fc.asyncModelRun(newCase, commands)
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })

  test('come out alike whoever is first where several act at the same moment', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.shuffledSubarray([3, 4, 5], { minLength: 2 }),
        async (_, levels) => {
          const made = await given(world).assessment([outcome])
          const path = `/v1/recognitions/${made.id}`
          for (const at of levels.keys())
            await given(world).assign(made.id, world.school, 'first', people[at]!.id)
          const marks = levels.map((level, at) =>
            people[at]!.as('assessor')
              .post(`${path}/marks`)
              .send(given(world).marksFor(made, '1.1', level)),
          )
          const onward = people[3]!
            .as('coordinator')
            .post(`${path}/transitions`)
            .send({ action: 'complete-assessment' })
          const answers = await Promise.all([...marks, onward])
          const accepted = answers.slice(0, -1).filter((one) => one.status === 201)
          expect(accepted).toHaveLength(1)
          const stored = await people[0]!.as('auditor').get(`${path}/assessments`)
          expect(stored.body.items).toHaveLength(1)
          expect(stored.body.items[0].level).toBe(accepted[0]?.body.level)
          if (answers.at(-1)?.status !== 200)
            await given(world).ok(
              people[3]!
                .as('coordinator')
                .post(`${path}/transitions`)
                .send({ action: 'complete-assessment' }),
            )

          const result = accepted[0]?.body.level >= 4 ? 'reached' : 'partly'
          const decision = { outcomes: [{ competence: '1.1', result }] }
          const marker = stored.body.items[0].assessorId
          const deciders = people
            .slice(0, 4)
            .map((person) => person.as('validator').post(`${path}/decision`).send(decision))
          const decided = await Promise.all(deciders)
          const [validator] = people.filter((_person, at) => decided[at]?.status === 201)
          expect(decided.filter((one) => one.status === 201)).toHaveLength(1)
          expect(validator?.id).not.toBe(marker)

          const issued = await Promise.all(
            people
              .slice(0, 4)
              .map((person) => person.as('issuer').post('/v1/certificates').send({ recognitionId: made.id })),
          )
          const free = people.slice(0, 4).filter((one) => one.id !== marker && one.id !== validator?.id)
          expect(issued.filter((one) => one.status === 201)).toHaveLength(free.length)
          expect(new Set(issued.filter((one) => one.status === 201).map((one) => one.body.id)).size).toBe(1)
        },
      ),
      { numRuns: 2, endOnFailure: true },
    )
  })
})
