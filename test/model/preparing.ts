import type { Criterion } from '../../src/db/schema/mobility/agreements.ts'
import * as m from './case-model.ts'
import { type Answer, apart, at, bySending, once, type Step, stageIs } from './step.ts'

let pieces = 0

/** Asks for a link as a coordinator, and sends what it leads to. */
async function throughLink(
  person: m.Person,
  path: string,
  send: (path: string) => PromiseLike<Answer>,
  body: object = {},
): Promise<Answer> {
  const link: Answer = await person.as('coordinator').post(path).send(body)
  return link.status === 201 ? send(new URL(String(link.body.url)).pathname) : link
}

export const sign: Step = {
  name: 'sign',
  forbiddenBy: (c, person) => once(c.signed.has(m.sideOf(c, person))),
  send: (real, person) =>
    person
      .as('coordinator')
      .post(`/v1/mobilities/${real.mobilityId}/agreement/signatures`)
      .send({ hash: real.hash }),
  done: (c, person) => void c.signed.add(m.sideOf(c, person)),
}

export const signAsLearner: Step = {
  name: 'sign as the learner',
  forbiddenBy: (c, person) => bySending(c, person) ?? once(c.signed.has('learner')),
  send: (real, person) =>
    throughLink(
      person,
      `/v1/mobilities/${real.mobilityId}/agreement/links`,
      (path) => real.anyone.post(path).send({ name: 'Learner One', accept: true, hash: real.hash }),
      { party: 'learner' },
    ),
  done: (c) => void c.signed.add('learner'),
}

export const open: Step = {
  name: 'open',
  forbiddenBy: (c, person) =>
    (c.signed.size < 3 ? 'R01' : null) ?? bySending(c, person) ?? once(c.stage !== 'unsigned'),
  send: (real, person) =>
    person.as('coordinator').post('/v1/recognitions').send({ mobilityId: real.mobilityId }),
  done: (c, _, body, real) => {
    const outcomes = body.outcomes as { competence: string; criteria: Criterion[] }[]
    real.id = String(body.id)
    real.criteria = c.outcomes.map(
      ({ competence }) => outcomes.find((one) => one.competence === competence)!.criteria,
    )
    c.stage = 'identification'
  },
}

export const inform: Step = {
  name: 'inform',
  forbiddenBy: (c, person) => stageIs(c, 'identification') ?? bySending(c, person) ?? once(c.informed),
  send: (real, person) =>
    throughLink(person, at(real, '/information-links'), async (path) => {
      const { hash } = (await real.anyone.get(path)).body
      return real.anyone.post(path).send({ name: 'Learner One', accept: true, hash: hash ?? 'none' })
    }),
  done: (c) => {
    c.informed = true
  },
}

export const claim = (index: number, selfLevel: number | null): Step => ({
  name: `claim ${index}, self-assessed at ${selfLevel}`,
  forbiddenBy: (c, person) =>
    stageIs(c, 'identification') ?? bySending(c, person) ?? once(!c.informed || !c.outcomes[index]),
  send: (real, person, c) =>
    person
      .as('coordinator')
      .put(at(real, `/outcomes/${c.outcomes[index]?.competence ?? '9.9'}/claim`))
      .send({ status: 'claimed', ...(selfLevel === null ? {} : { selfLevel }) }),
  done: (c) => {
    const outcome = c.outcomes[index]!
    outcome.status = 'claimed'
    outcome.selfLevel = selfLevel ?? outcome.selfLevel
  },
})

export const drop = (index: number): Step => ({
  ...claim(index, null),
  name: `drop ${index}`,
  send: (real, person, c) =>
    person
      .as('coordinator')
      .put(at(real, `/outcomes/${c.outcomes[index]?.competence ?? '9.9'}/claim`))
      .send({ status: 'dropped', reason: 'No time.' }),
  done: (c) => {
    c.outcomes[index]!.status = 'dropped'
  },
})

export const submitEvidence: Step = {
  name: 'submit evidence',
  forbiddenBy: (c) => stageIs(c, 'documentation'),
  send: (real, person, c) =>
    person
      .as('mentor')
      .post(at(real, '/evidence'))
      .field({
        title: 'Work',
        producedOn: '2026-09-20',
        competences: (m.claimed(c).length > 0 ? m.claimed(c) : c.outcomes)
          .map((one) => one.competence)
          .join(','),
      })
      .attach('file', Buffer.from(`Work, piece ${++pieces}.`), 'work.txt'),
  done: (c, _, body) => void c.evidence.push(String(body.id)),
}

export const attest: Step = {
  name: 'attest',
  forbiddenBy: (c, person) =>
    stageIs(c, 'documentation') ??
    once(m.sideOf(c, person) !== 'hosting' || c.declared.attestation) ??
    apart(person, c.assessors, c.validators),
  send: (real, person) =>
    person.as('mentor').post(at(real, '/attestation')).send({ statement: 'Done here.' }),
  done: (c, person) => {
    c.declared.attestation = true
    c.mentors.add(person.id)
  },
}

export const declareAuthorship: Step = {
  name: 'declare authorship',
  forbiddenBy: (c, person) =>
    stageIs(c, 'documentation') ?? bySending(c, person) ?? once(c.declared.authorship),
  send: (real, person) =>
    throughLink(person, at(real, '/declaration-links'), async (path) => {
      const { hash } = (await real.anyone.get(path)).body
      return real.anyone.post(path).send({ name: 'Learner One', accept: true, hash })
    }),
  done: (c) => {
    c.declared.authorship = true
  },
}
