import { patiently } from '../setup/patiently.ts'
import * as m from './case-model.ts'
import { type Answer, apart, at, Broken, bySending, once, type RealCase, type Step, stageIs } from './step.ts'

let serial = 0
const nobody = '01993c7e-0000-7000-8000-000000000004'

/** A coordinator, here the same person, assigns them to a round, and they say whether they have a conflict. */
export const takeAssignment = (round: m.Round, lastTrainedOn: string | null = null): Step => ({
  name: `take the ${round} marking${lastTrainedOn ? ` having trained the learner on ${lastTrainedOn}` : ''}`,
  forbiddenBy: (c, person) =>
    (c.stage === 'unsigned' ? 'R01' : m.isClosed(c) ? 'R06' : null) ??
    (c.assigned.has(person.id) ? 'adjudicated' : null) ??
    (c.adjudicators.has(person.id) && round !== 'adjudication' ? 'blind' : null) ??
    apart(person, c.mentors, c.validators),
  send: async (real, person) => {
    const path = at(real, '/assignments')
    const body = { memberId: person.id, round }
    const made: Answer = await patiently(() => person.as('coordinator').post(path).send(body))
    if (made.status !== 201) return made
    const declared = { lastTrainedOn, related: false, otherConflict: null }
    return patiently(() => person.as('assessor').post(`${path}/${made.body.id}/declaration`).send(declared))
  },
  done: (c, person, body) => {
    const state = lastTrainedOn === null ? 'accepted' : 'conflicted'
    c.assigned.set(person.id, { id: String(body.id), round, state })
  },
})

/** A coordinator, here the same person, takes back their assignment to a round: it was a mistake. */
export const withdrawAssignment = (round: m.Round): Step => {
  const own = (c: m.CaseModel, { id }: m.Person) => {
    const found = c.assigned.get(id)
    return found?.round === round ? found : undefined
  }
  return {
    name: `withdraw the assignment to the ${round} marking`,
    forbiddenBy: (c, person) => {
      if (c.stage === 'unsigned') return 'R01'
      if (m.isClosed(c)) return 'R06'
      return once(own(c, person)?.state !== 'accepted' || c.assessors.has(person.id))
    },
    send: (real, person, c) =>
      person
        .as('coordinator')
        .post(at(real, `/assignments/${own(c, person)?.id ?? nobody}/withdrawal`))
        .send({ reason: 'The wrong round.' }),
    done: (c, { id }) => {
      if (round === 'adjudication') c.adjudicators.add(id)
      c.assigned.delete(id)
      for (const whose of c.drafts.keys()) if (whose.startsWith(id)) c.drafts.delete(whose)
    },
  }
}

/** What an assessor puts down: which criteria they see as met, one that they see otherwise, evidence they doubt. */
export type Plan = {
  upTo: number
  odd: { at: number; mark: 'met' | 'partly' | 'not-observed' } | null
  doubt: { at: number; rule: 'valid' | 'authentic' | 'current' | 'sufficient' } | null
}

function marksBody(...asked: Parameters<typeof plainBody>): m.MarksBody {
  const [real, , index] = asked
  const body = plainBody(...asked)
  const contradicts = m.isContradiction(real.criteria[index] ?? [], body)
  return contradicts ? { ...body, contradiction: 'Seen twice at work.' } : body
}

function plainBody(real: RealCase, c: m.CaseModel, index: number, plan: Plan, token: string): m.MarksBody {
  const fallback = [{ id: 'x', level: 4, facet: null, mandatory: true, text: { lv: 'x', en: 'x' } }]
  const criteria = real.criteria[index] ?? fallback
  const evidence = c.evidence.length > 0 ? c.evidence : [nobody]
  return {
    competence: c.outcomes[index]?.competence ?? '9.9',
    judgements: evidence.map((evidenceId, nth) => ({
      evidenceId,
      valid: true,
      authentic: true,
      current: true,
      sufficient: true,
      ...(plan.doubt && plan.doubt.at % evidence.length === nth ? { [plan.doubt.rule]: false } : {}),
    })),
    marks: criteria.map((criterion, nth) => {
      const planned = (criterion.level ?? 1) <= plan.upTo ? 'met' : 'not-met'
      const mark =
        plan.odd && (plan.odd.at + criteria.length) % criteria.length === nth ? plan.odd.mark : planned
      const evidenceIds = [evidence[nth % evidence.length]!]
      return { criterionId: criterion.id, mark, evidenceIds, ...(nth === 0 ? { comment: token } : {}) }
    }),
  }
}

const isAssessor = (c: m.CaseModel, person: m.Person): m.Requirement | null =>
  c.assigned.get(person.id)?.state === 'accepted' ? apart(person, c.mentors, c.validators) : 'R17'

export const saveDraft = (index: number): Step => {
  const number = ++serial
  const tokenOf = ({ id }: m.Person) => `draft-${number}-${id}`
  return {
    name: `save a draft for ${index}`,
    forbiddenBy: (c, person) =>
      stageIs(c, 'assessment') ??
      isAssessor(c, person) ??
      once(Object.values(c.outcomes[index]?.markings ?? {}).some((one) => one.by === person.id)) ??
      once(!c.outcomes[index]),
    send: (real, person, c) => {
      const { judgements, marks } = marksBody(
        real,
        c,
        index,
        { upTo: 4, odd: null, doubt: null },
        tokenOf(person),
      )
      return person
        .as('assessor')
        .put(at(real, `/outcomes/${c.outcomes[index]?.competence ?? '9.9'}/marks-draft`))
        .send({ judgements, marks })
    },
    done: (c, person) => void c.drafts.set(`${person.id} ${index}`, tokenOf(person)),
  }
}

export const mark = (index: number, plan: Plan): Step => {
  const number = ++serial
  const tokenOf = ({ id }: m.Person) => `remark-${number}-${id}`
  return {
    name: `mark ${index}: ${JSON.stringify(plan)}`,
    forbiddenBy: (c, person) => {
      const outcome = c.outcomes[index]
      const own = c.assigned.get(person.id)?.round
      return (
        stageIs(c, 'assessment') ??
        isAssessor(c, person) ??
        once(outcome?.status !== 'claimed' || outcome.markings[own!] !== undefined) ??
        (own === m.awaits(outcome!) ? null : own === 'second' ? 'second' : 'adjudicated')
      )
    },
    send: (real, person, c) =>
      person
        .as('assessor')
        .post(at(real, '/marks'))
        .send(marksBody(real, c, index, plan, tokenOf(person))),
    done: (c, person, body, real) => {
      const outcome = c.outcomes[index]!
      const { round } = c.assigned.get(person.id)!
      const token = tokenOf(person)
      const sent = marksBody(real, c, index, plan, token)
      const criteria = real.criteria[index]!
      const level = m.expectedLevel(criteria, sent)
      if (body.level !== level) throw new Broken('R10', `the level is ${body.level}, not ${level}`)
      const { target, selfLevel } = outcome
      const part = m.showsPart(criteria, sent, target)
      outcome.markings[round] = { id: String(body.id), by: person.id, level, part, token }
      const isForced =
        m.isFarFromSelf(criteria, selfLevel, level) ||
        m.isBorderline(criteria, sent, target) ||
        m.isContradiction(criteria, sent)
      if (round === 'first' && (c.sampled || isForced)) outcome.secondDue = true
      c.assessors.add(person.id)
      c.drafts.delete(`${person.id} ${index}`)
    },
  }
}

export const askSecondMarking = (index: number): Step => ({
  name: `ask for ${index} to be marked again`,
  forbiddenBy: (c, person) => {
    const { first, second } = c.outcomes[index]?.markings ?? {}
    return stageIs(c, 'assessment') ?? bySending(c, person) ?? once(!first || second !== undefined)
  },
  send: (real, person, c) =>
    person
      .as('coordinator')
      .post(at(real, '/second-markings'))
      .send({ competence: c.outcomes[index]?.competence ?? '9.9', reason: 'asked-for' }),
  done: (c) => {
    c.outcomes[index]!.secondDue = true
  },
})
