import { type Framework, textsIn } from '../../frameworks/framework.ts'
import { type CaseLink, makeAddresses } from '../addresses.ts'
import { nodesOfPublished } from './published-nodes.ts'

/** What of a framework a criterion stands for: the narrowest of these that it names; a statement, or a part of one. */
export type Assessed = { competence: string; facet: string | null; statement: string | null }

/** Where CASE 1.0 has what a criterion stands for; null where the package that the framework came in as has nothing of it. */
export function linkItem(
  framework: Framework,
  language: string,
  publicUrl: string,
  { competence, facet, statement }: Assessed,
): CaseLink | null {
  const texts = textsIn(framework, language)
  const place = placeOf(framework, { competence, facet, statement })
  if (framework.case && texts.language === framework.originalLanguage)
    return nodesOfPublished(framework.case)(place)
  const { idOf, link } = makeAddresses({
    ...{ framework, language: texts.language, version: '1.0', publicUrl, library: new Map() },
  })
  const title = {
    statement: texts.statements[place.key],
    part: texts.parts[place.key],
    facet: texts.facets[place.key],
    competence: texts.competences[place.key]?.title,
  }[place.kind]
  return link((title ?? place.key).slice(0, 120), 'CFItems', idOf(place.kind, place.key))
}

function placeOf(
  framework: Framework,
  { competence, facet, statement }: Assessed,
): { kind: 'statement' | 'part' | 'facet' | 'competence'; key: string } {
  if (statement !== null && framework.statements.some(({ id }) => id === statement))
    return { kind: 'statement', key: statement }
  if (statement !== null && framework.statements.some(({ parts }) => parts.includes(statement)))
    return { kind: 'part', key: statement }
  const { facets } =
    framework.areas.flatMap(({ competences }) => competences).find(({ code }) => code === competence) ?? {}
  if (facet !== null && facets?.includes(facet)) return { kind: 'facet', key: facet }
  return { kind: 'competence', key: competence }
}
