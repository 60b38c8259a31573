import { competencesOf, type Framework, textsIn } from '../../frameworks/framework.ts'
import type { Addresses, Publication } from '../addresses.ts'
import type { CFRubric } from '../object-schemas.ts'
import { say } from '../words.ts'

type Statement = Framework['statements'][number]
type Competence = ReturnType<typeof competencesOf>[number]
type Criterion = NonNullable<CFRubric['CFRubricCriteria']>[number]

/**
 * A rubric for each competence: a criterion for each facet, and one for what the framework words of the competence as a
 * whole, each with what is to be shown for it at each level. Without levels there is nothing to tell apart.
 */
export function rubricsOf(publication: Publication, addresses: Addresses): CFRubric[] {
  const { framework, language } = publication
  if (framework.levels.length === 0) return []
  const byCompetence = Map.groupBy(framework.statements, ({ competence }) => competence)
  const { competences } = textsIn(framework, language)
  return competencesOf(framework).flatMap((competence) => {
    const statements = byCompetence.get(competence.code) ?? []
    if (statements.length === 0) return []
    const { title, descriptor } = competences[competence.code]!
    const rubric = addresses.head('CFRubrics', 'rubric', competence.code)
    return {
      ...rubric,
      title: `${competence.code} ${title}`,
      description: descriptor,
      CFRubricCriteria: criteriaOf(competence, statements, publication, addresses).map(
        (criterion, index) => ({
          ...inside(rubric, criterion),
          position: index + 1,
          rubricId: rubric.identifier,
        }),
      ),
    }
  })
}

/** What is no object of its own in CASE is found in the rubric that it is in. */
const inside = <T extends { uri: string; identifier: string }>(rubric: { uri: string }, part: T): T => ({
  ...part,
  uri: `${rubric.uri}#${part.identifier}`,
})

function criteriaOf(
  { code, facets }: Competence,
  statements: readonly Statement[],
  { framework, language }: Publication,
  { head, idOf, link }: Addresses,
): Criterion[] {
  const texts = textsIn(framework, language)
  const { title } = texts.competences[code]!
  const rubric = head('CFRubrics', 'rubric', code)
  const criterion = (name: string, description: string, item: Criterion['CFItemURI'], of: Statement[]) => {
    const own = head('CFRubrics', 'criterion', code, name)
    const levels = framework.levels.flatMap(({ level }) => {
      const told = of.filter((statement) => statement.level === level)
      if (told.length === 0) return []
      const { title: quality, lead } = texts.levels[level]!
      return {
        ...inside(rubric, head('CFRubrics', 'criterion', code, name, String(level))),
        description: told.map(({ id }) => `${lead ? `${lead} ` : ''}${texts.statements[id]}`).join('\n'),
        quality,
        score: level,
        position: level,
        rubricCriterionId: own.identifier,
      }
    })
    return { ...own, category: title, description, CFItemURI: item, CFRubricCriterionLevels: levels }
  }
  const whole = statements.filter(({ facet }) => facet === undefined)
  return [
    ...facets.flatMap((facet) => {
      const of = statements.filter((statement) => statement.facet === facet)
      const description = texts.facets[facet]!
      return of.length === 0
        ? []
        : [criterion(facet, description, link(description, 'CFItems', idOf('facet', facet)), of)]
    }),
    ...(whole.length === 0
      ? []
      : [
          criterion(
            'whole',
            say('criterion-whole')(language),
            link(title, 'CFItems', idOf('competence', code)),
            whole,
          ),
        ]),
  ]
}
