import type { Role } from '../../src/platform/auth/access.ts'
import * as m from './case-model.ts'
import { apart, at, Broken, bySending, type Step, stageIs } from './step.ts'

export const decide = (index: number, result: m.Result, reason: string | null): Step => ({
  promisedBy: 'R12',
  name: `decide ${result} on ${index} ${reason === null ? 'without' : 'with'} a reason`,
  forbiddenBy: (c, person) => {
    const outcome = c.outcomes[index]
    const forbidden =
      stageIs(c, 'validation') ?? bySending(c, person) ?? apart(person, c.mentors, c.assessors)
    if (forbidden) return forbidden
    if (outcome?.status !== 'claimed') return 'parts'
    const level = m.levelOf(outcome)
    const isReached = level !== null && level >= outcome.target
    if (outcome.decided || (result === 'reached' && !isReached)) return 'R12'
    if (isReached && result !== 'reached' && result !== 'not-assessed') return 'R12'
    const plain = m.plainResult(outcome)
    if (result === 'partly' && plain === 'not-reached') return 'R12'
    return result === plain || reason !== null ? null : 'R12'
  },
  send: (real, person, c) =>
    person
      .as('validator')
      .post(at(real, '/decision'))
      .send({
        outcomes: [
          { competence: c.outcomes[index]?.competence ?? '9.9', result, ...(reason ? { reason } : {}) },
        ],
      }),
  done: (c, person, body) => {
    const outcome = c.outcomes[index]!
    const level = result === 'not-assessed' ? null : m.levelOf(outcome)
    const improved = level !== null && level > outcome.baseline
    const items = body.items as {
      competence: string
      result: string
      level: number | null
      improved: boolean
    }[]
    const said = items.find((one) => one.competence === outcome.competence)
    if (said?.result !== result || said.level !== level || said.improved !== improved)
      throw new Broken('R12', `${JSON.stringify(said)}, not ${JSON.stringify({ result, level, improved })}`)
    outcome.decided = { result, level, improved }
    c.validators.add(person.id)
  },
})

/** Decides what the level suggests, whatever it is. */
export const decidePlainly = (index: number): Step => {
  const plainly = (c: m.CaseModel) => {
    const outcome = c.outcomes[index]
    const isMarked = outcome && (outcome.markings.first || outcome.markings.adjudication)
    return decide(index, isMarked ? m.plainResult(outcome) : 'not-reached', null)
  }
  return {
    promisedBy: 'R12',
    name: `decide on ${index} by its level`,
    forbiddenBy: (c, person) => plainly(c).forbiddenBy(c, person),
    send: (real, person, c) => plainly(c).send(real, person, c),
    done: (c, person, body, real) => plainly(c).done(c, person, body, real),
  }
}

const hasResult = (c: m.CaseModel) =>
  m
    .claimed(c)
    .some(({ decided }) => decided?.result === 'reached' || decided?.result === 'partly' || decided?.improved)
const isDecided = (c: m.CaseModel) => m.claimed(c).every((one) => one.decided)

const move = (
  action: string,
  from: m.Stage,
  to: m.Stage,
  role: Role,
  missing: (c: m.CaseModel) => m.Requirement | null,
): Step => ({
  name: action,
  forbiddenBy: (c, person) => stageIs(c, from) ?? bySending(c, person) ?? missing(c),
  send: (real, person) =>
    person
      .as(role)
      .post(at(real, '/transitions'))
      .send({ action, reason: `As ${action} is.` }),
  done: (c, person) => {
    c.moves.push({ action, from: c.stage, to, memberId: person.id, reason: `As ${action} is.` })
    c.stage = to
  },
})

const unless = (fine: boolean): m.Requirement | null => (fine ? null : 'R06')

export const completeIdentification = move(
  'complete-identification',
  'identification',
  'documentation',
  'coordinator',
  (c) => unless(c.outcomes.every((one) => one.status !== 'open') && m.claimed(c).length > 0),
)
export const completeDocumentation = move(
  'complete-documentation',
  'documentation',
  'assessment',
  'coordinator',
  ({ evidence, declared }) => unless(evidence.length > 0 && declared.authorship && declared.attestation),
)
export const completeAssessment = move(
  'complete-assessment',
  'assessment',
  'validation',
  'coordinator',
  (c) => {
    const due = m.claimed(c).map(m.awaits)
    if (due.includes('second')) return 'second'
    return due.includes('adjudication') ? 'adjudicated' : unless(!due.includes('first'))
  },
)
const refusing = move('refuse', 'validation', 'refused', 'validator', (c) =>
  unless(isDecided(c) && !hasResult(c)),
)
export const refuse: Step = {
  ...refusing,
  forbiddenBy: (c, person) => refusing.forbiddenBy(c, person) ?? apart(person, c.mentors, c.assessors),
}
const withdrawing = move('withdraw', 'validation', 'withdrawn', 'coordinator', () => null)
export const withdraw: Step = {
  ...withdrawing,
  forbiddenBy: (c, person) => withdrawing.forbiddenBy({ ...c, stage: openStage(c) }, person),
}
const openStage = (c: m.CaseModel): m.Stage =>
  c.stage === 'unsigned' || m.isClosed(c) ? c.stage : 'validation'

/** Asked for again, the certificate that there is comes back. */
export const issue: Step = {
  name: 'issue',
  forbiddenBy: (c, person) =>
    (c.stage === 'certified' ? null : stageIs(c, 'validation')) ??
    bySending(c, person) ??
    unless(isDecided(c) && hasResult(c)) ??
    apart(person, c.mentors, c.assessors, c.validators),
  send: (real, person) => person.as('issuer').post('/v1/certificates').send({ recognitionId: real.id }),
  done: (c, { id: memberId }) => {
    if (c.stage === 'certified') return
    c.moves.push({ action: 'issue', from: c.stage, to: 'certified', memberId, reason: null })
    c.stage = 'certified'
  },
}
