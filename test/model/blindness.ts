import type { Role } from '../../src/platform/auth/access.ts'
import { patiently } from '../setup/patiently.ts'
import * as m from './case-model.ts'
import { type Answer, Broken, type RealCase } from './step.ts'

/**
 * Marks that this person must not see yet, in whatever role they look: because the second marks are due, because they are
 * to give them, or because they have marked nothing yet and may still be asked to.
 */
export function hiddenFrom(c: m.CaseModel, person: m.Person): m.Marking[] {
  const round = c.assigned.get(person.id)?.round
  const mayBecomeSecond = round === 'first' && !c.assessors.has(person.id)
  return c.outcomes.flatMap((outcome) => {
    const all = Object.values(outcome.markings)
    const hasMarked = all.some((one) => one.by === person.id)
    const isBlind = mayBecomeSecond || (round === 'second' && !hasMarked)
    return isBlind || m.awaits(outcome) === 'second' ? all.filter((one) => one.by !== person.id) : []
  })
}

/** Marks that this person sees: their own, and, once they are settled, those of an outcome they marked themselves. */
function shownTo(c: m.CaseModel, person: m.Person): m.Marking[] {
  return c.outcomes.flatMap((outcome) => {
    const all = Object.values(outcome.markings)
    const own = all.filter((one) => one.by === person.id)
    return own.length > 0 && m.awaits(outcome) === null ? all : own
  })
}

/** Where marks, levels or what follows from them might be told. */
const places = (id: string, competence: string): [Role, string][] => [
  ['coordinator', `/v1/recognitions/${id}`],
  ['assessor', `/v1/recognitions/${id}/assessments`],
  ['auditor', `/v1/recognitions/${id}/assessments`],
  ['validator', `/v1/recognitions/${id}/assessments`],
  ['assessor', `/v1/recognitions/${id}/outcomes/${competence}/level-explanation`],
  ['auditor', `/v1/recognitions/${id}/outcomes/${competence}/level-explanation`],
  ['assessor', `/v1/recognitions/${id}/outcomes/${competence}/marks-draft`],
  ['coordinator', `/v1/recognitions/${id}/second-markings`],
  ['coordinator', `/v1/recognitions/${id}/assignments`],
  ['auditor', `/v1/recognitions/${id}/transitions`],
  ['validator', `/v1/recognitions/${id}/decision`],
  ['validator', `/v1/recognitions/${id}/decision-basis`],
  ['assessor', `/v1/recognitions/${id}/evidence`],
  ['auditor', `/v1/recognitions/${id}/file.pdf`],
  ['coordinator', `/v1/recognitions/${id}/file.zip`],
  ['auditor', '/v1/audit?limit=200'],
  ['assessor', '/v1/work'],
  ['coordinator', '/v1/work?view=all'],
]

/** Looks everywhere as this person and tells what they learn that they must not, or do not see that they should. */
export async function assertBlind(c: m.CaseModel, real: RealCase, person: m.Person): Promise<boolean> {
  const hidden = hiddenFrom(c, person)
  const drafts = [...c.drafts].filter(([whose]) => !whose.startsWith(person.id)).map(([, token]) => token)
  const index = Math.max(
    c.outcomes.findIndex((one) => m.awaits(one) === 'second'),
    0,
  )
  const everywhere = places(real.id, c.outcomes[index]!.competence)
  const looked = hidden.length + drafts.length > 0 ? everywhere : everywhere.slice(1, 2)
  const answers = await Promise.all(
    looked.map(async ([role, path]) => {
      const answer: Answer = await patiently(() => person.as(role).get(path))
      return { role, path, answer }
    }),
  )
  const tell = (what: string) => {
    throw new Broken('blind', what)
  }
  for (const { role, path, answer } of answers) {
    const seen = `the second assessor sees GET ${path} as ${role}: ${answer.status}`
    for (const token of [...hidden.map((one) => one.token), ...drafts])
      if (answer.text?.includes(token)) tell(`${seen} with a remark of another's`)
    if (hidden.length === 0) continue
    // That marks were submitted is no secret, and its audit line is named after them; what they say is.
    for (const { id } of hidden)
      if (!path.startsWith('/v1/audit') && answer.text?.includes(id)) tell(`${seen} with marks of another`)
    const closed = c.stage === 'assessment' ? /\/(file|second-markings|decision-basis)/ : /second-markings/
    if (closed.test(path) && answer.status < 400) tell(seen)
    if (path.endsWith('/evidence') && /"(valid|authentic|sufficient|judgements)"/.test(answer.text))
      tell(`${seen} with judgements of evidence`)
    if (path.startsWith('/v1/audit') && /"(level|reasons|selfGap|drawn|standings)"/.test(answer.text))
      tell(`${seen} with what follows from the marks`)
    if (path === `/v1/recognitions/${real.id}` && /"(selfGap|standings|reasons)"/.test(answer.text))
      tell(`${seen} with what follows from the marks`)
  }
  const list = answers.find(({ path }) => path.endsWith('/assessments'))!.answer.body
  const ids = ((list.items as { id: string }[] | undefined) ?? []).map((one) => one.id)
  for (const one of shownTo(c, person))
    if (!ids.includes(one.id)) throw new Broken('parts', `${person.id} does not see the marks ${one.id}`)
  return hidden.length > 0
}
