import type { AgreedOutcome, AgreedSkill } from '../../../db/schema/mobility/agreements.ts'
import { competenceOf, type Framework } from '../../../measure/frameworks/framework.ts'
import { skillsBeneath } from '../../../measure/vocabularies/vocabularies.ts'
import { type Html, html } from '../../../platform/pages/html.ts'
import type { Language } from '../../../platform/words/language.ts'
import { say } from '../words.ts'
import type { Flaw } from './coverage-faults.ts'

const suggested = (framework: Framework, competence: string) =>
  skillsBeneath(competenceOf(framework, competence)?.competence.uris ?? {})

/** What is wrong with the skills that an outcome is to work on: each is one that is suggested for its competence, once. */
export function skillFlaws(
  framework: Framework,
  { competence, skills = [] }: { competence: string; skills?: readonly string[] | undefined },
): Flaw[] {
  const known = suggested(framework, competence).map(({ uri }) => uri)
  return skills.flatMap((uri, at): Flaw[] => {
    const where = `/skills/${at}`
    if (known.length === 0) return [[where, say('no-skills', { competence })]]
    if (!known.includes(uri)) return [[where, say('none-of', { known: known.join(', ') })]]
    return skills.indexOf(uri) < at ? [[where, say('stands-twice')]] : []
  })
}

/** The skills by their names, as they are signed; without any the agreement says nothing of skills. */
export function agreedSkills(
  framework: Framework,
  { competence, skills }: { competence: string; skills?: readonly string[] | undefined },
): { skills?: AgreedSkill[] } {
  if (skills === undefined) return {}
  const known = suggested(framework, competence)
  return {
    skills: skills.flatMap((wanted) => {
      const skill = known.find(({ uri }) => uri === wanted)
      return skill ? [{ uri: skill.uri, label: skill.label, language: skill.language }] : []
    }),
  }
}

/** The skills as whoever signs reads them, each marked with the language of its name; nothing where none is agreed. */
export const skillsHtml = ({ skills = [] }: AgreedOutcome, language: Language): Html | null =>
  skills.length === 0
    ? null
    : html`<p>${say('skills')(language)}: ${skills.map(
        (skill, at) => html`${at > 0 ? '; ' : ''}<span lang="${skill.language}">${skill.label}</span>`,
      )}</p>`
