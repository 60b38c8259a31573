import { competenceOf, type Framework, highestLevel } from '../../measure/frameworks/framework.ts'
import type { Module } from './module.ts'

/** What of an outcome only somebody who knows the learner and the host can say. */
export const leftToChoose = ['baselineFoundBy', 'target', 'methods'] as const

/** Outcomes that a module suggests, as a draft takes them. What nobody has said of it is left to be chosen: levels above all. */
export function suggestionOf({ id, competences }: Module, framework: Framework | undefined) {
  if (!framework) return { outcomes: [], toChoose: [] }
  const hasLevels = highestLevel(framework) > 0
  const recognisedAs = { kind: 'module' as const, moduleId: id }
  return {
    outcomes: competences
      .filter((code) => competenceOf(framework, code))
      .map((competence) => ({ competence, ...(hasLevels ? {} : { target: null }), recognisedAs })),
    toChoose: leftToChoose.filter((name) => hasLevels || name !== 'target'),
  }
}
