import { type Case, given } from '../setup/given.ts'
import type { World } from '../setup/world.ts'
import type { OpenStage } from './release.ts'

type Body = Record<string, unknown>
const stages = ['identification', 'documentation', 'assessment', 'validation'] as const

/** Takes cases that were left in a stage on from there, by the links that were handed out where there are any. */
export function carryOn(world: World, links: { information: string; declaration: string }) {
  const { school, host } = world
  const { ok, ...step } = given(world)
  const coordinator = world.as({ school, role: 'coordinator' })
  const mentor = world.as({ school: host, role: 'mentor' })
  const assessor = world.as({ school, role: 'assessor' })

  async function identification(made: Case): Promise<void> {
    await accept(links.information, made.id)
    for (const { competence } of made.outcomes) {
      const claim = `/v1/recognitions/${made.id}/outcomes/${competence}/claim`
      await ok(coordinator.put(claim).send({ status: 'claimed' }))
    }
    await step.move(made.id, 'complete-identification')
  }

  async function documentation(made: Case, wasLeftHere: boolean): Promise<void> {
    for (const { competence } of made.outcomes.filter((outcome) => !made.evidence[outcome.competence])) {
      const text = `Made after the upgrade, for ${competence}.`
      made.evidence[competence] = String((await step.evidence(made.id, [competence], text)).id)
    }
    const statement = { statement: 'Done here.' }
    await ok(mentor.post(`/v1/recognitions/${made.id}/attestation`).send(statement))
    if (wasLeftHere) await accept(links.declaration, made.id)
    else await step.declareAuthorship(made.id)
    await step.move(made.id, 'complete-documentation')
  }

  async function assessment(made: Case, wasLeftHere: boolean): Promise<void> {
    if (!wasLeftHere) await step.assign(made.id, school)
    const marks = made.outcomes.map(({ competence }) =>
      step.marksFor(made, competence, competence === '1.1' ? 4 : 5),
    )
    // Where it was left, the first outcome was marked, and the marks of the second were a draft.
    for (const marking of wasLeftHere ? marks.slice(1) : marks) {
      const draft = `/v1/recognitions/${made.id}/outcomes/${marking.competence}/marks-draft`
      const { judgements, marks } = wasLeftHere ? await ok(assessor.get(draft)) : marking
      const body = { competence: marking.competence, judgements, marks }
      await ok(assessor.post(`/v1/recognitions/${made.id}/marks`).send(body))
    }
    await step.secondMarks(made, marks)
    await step.move(made.id, 'complete-assessment')
  }

  async function validation(made: Case): Promise<void> {
    const outcomes = made.outcomes.map(({ competence }) => ({ competence, result: 'reached' }))
    const validator = world.as({ school, role: 'validator' })
    await ok(validator.post(`/v1/recognitions/${made.id}/decision`).send({ outcomes }))
  }

  /** The learner says yes to what a link shows. */
  async function accept(path: string, caseId?: string): Promise<Body> {
    const { hash, content } = await ok(world.anyone.get(path))
    const name = caseId ? await step.learnerIn(caseId) : step.nameIn(content, null, 'learner')
    return ok(world.anyone.post(path).send({ name, accept: true, hash }))
  }

  const finish = { identification, documentation, assessment, validation }

  /** From the stage in which a case was left to its certificate. */
  async function toCertificate(made: Case, left: OpenStage): Promise<Body> {
    for (const stage of stages.slice(stages.indexOf(left))) await finish[stage](made, stage === left)
    const issuer = world.as({ school, role: 'issuer' })
    return ok(issuer.post('/v1/certificates').send({ recognitionId: made.id }))
  }

  return { toCertificate, accept }
}
