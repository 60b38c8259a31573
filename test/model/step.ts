import type { Criterion } from '../../src/db/schema/mobility/agreements.ts'
import type { Client } from '../setup/world.ts'
import * as m from './case-model.ts'

/** A case as the service has it; the id is nobody's until the case is opened. */
export type RealCase = {
  id: string
  mobilityId: string
  hash: string
  criteria: Criterion[][]
  anyone: Client
}
type Body = Record<string, unknown>
export type Answer = { status: number; body: Body; text: string }

/** A step that one person tries: what forbids it by the model, how it is asked of the service, and what comes of it. */
export type Step = {
  name: string
  /** What does not hold when nothing forbids the step and it is refused all the same. */
  promisedBy?: m.Requirement
  forbiddenBy(c: m.CaseModel, person: m.Person): m.Requirement | null
  send(real: RealCase, person: m.Person, c: m.CaseModel): PromiseLike<Answer>
  done(c: m.CaseModel, person: m.Person, body: Body, real: RealCase): void
}

/** Says which requirement does not hold. */
export class Broken extends Error {
  readonly requirement: m.Requirement
  constructor(requirement: m.Requirement, what: string) {
    super(`${m.requirements[requirement]} — but ${what}`)
    this.requirement = requirement
  }
}

export const at = (real: RealCase, what = '') => `/v1/recognitions/${real.id}${what}`

/** What forbids a step, asked in the order in which it matters. */
export const stageIs = (c: m.CaseModel, stage: m.Stage): m.Requirement | null =>
  c.stage === 'unsigned' ? 'R01' : c.stage === stage ? null : 'R06'
export const bySending = (c: m.CaseModel, person: m.Person): m.Requirement | null =>
  m.sideOf(c, person) === 'sending' ? null : 'parts'
export const once = (done: boolean): m.Requirement | null => (done ? 'parts' : null)
export const apart = (person: m.Person, ...taken: Set<string>[]): m.Requirement | null =>
  taken.some((part) => part.has(person.id)) ? 'R17' : null
