import type { AgreedOutcome, Criterion } from '../../db/schema/mobility/agreements.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { identifierOf } from '../../measure/ims-case/identifier.ts'
import type { CFRubric } from '../../measure/ims-case/object-schemas.ts'
import { linkItem } from '../../measure/ims-case/packages/link-item.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import type { VersionWithSignatures } from '../agreements/agreement-rows.ts'
import { correctedContent } from '../agreements/slips/registered.ts'
import { say } from './words.ts'

/**
 * A version of an agreement, its framework where this service still has that, the one that is published of it where it is
 * measured in bands, and the public address of the service.
 */
export type Rubric = {
  agreed: VersionWithSignatures
  framework: Framework | undefined
  published: Framework | undefined
  publicUrl: string
}

type CaseCriterion = NonNullable<CFRubric['CFRubricCriteria']>[number]

/** How a criterion may be marked, the least first; only what is met counts. */
const marks = [
  { mark: 'not-met', score: 0 },
  { mark: 'partly', score: 0 },
  { mark: 'met', score: 1 },
] as const

/** The agreed criteria as a rubric of CASE, in one language; it names organisations and no person. */
export function describeRubric(rubric: Rubric, language: Language): CFRubric {
  const { agreed, publicUrl } = rubric
  const { version, corrected } = agreed
  const { sending, hosting } = correctedContent(version.content, corrected)
  const address = `${publicUrl}/v1/mobilities/${version.mobilityId}/agreement/rubric?version=${version.number}`
  const identifier = identifierOf('rubric', version.id)
  const made = { lastChangeDateTime: version.createdAt.toISOString() }
  const criteria = version.content.outcomes.flatMap((outcome) =>
    outcome.criteria.map((criterion) => describeCriterion(rubric, outcome, criterion, language)),
  )
  return {
    identifier,
    uri: address,
    ...made,
    title: say('title')(language),
    description: say('about', {
      ...{ sending: sending.name, hosting: hosting.name, number: version.number },
    })(language),
    CFRubricCriteria: criteria.map(({ CFRubricCriterionLevels: levels = [], ...criterion }, index) => ({
      ...{ ...criterion, ...made, uri: `${address}#${criterion.identifier}` },
      position: index + 1,
      rubricId: identifier,
      CFRubricCriterionLevels: levels.map((level) => ({
        ...{ ...level, ...made, uri: `${address}#${level.identifier}` },
        rubricCriterionId: criterion.identifier,
      })),
    })),
  }
}

type Unplaced = Omit<CaseCriterion, 'uri' | 'lastChangeDateTime' | 'CFRubricCriterionLevels'> & {
  CFRubricCriterionLevels?: Omit<
    NonNullable<CaseCriterion['CFRubricCriterionLevels']>[number],
    'uri' | 'lastChangeDateTime'
  >[]
}

function describeCriterion(
  { agreed, framework, published, publicUrl }: Rubric,
  outcome: AgreedOutcome,
  { id, facet, statement = null, text, mandatory }: Criterion,
  language: Language,
): Unplaced {
  const { competence } = outcome
  const name = [agreed.version.id, competence, id]
  const item =
    published && linkItem(published, language, publicUrl, { competence, facet, statement: statement ?? id })
  return {
    identifier: identifierOf('criterion', ...name),
    category: categoryOf(framework, competence, language),
    description: readIn(text, language),
    ...(item && { CFItemURI: item }),
    weight: mandatory ? 1 : 0,
    CFRubricCriterionLevels: marks.map(({ mark, score }, index) => ({
      identifier: identifierOf('mark', ...name, mark),
      description: say(`means-${mark}`)(language),
      quality: say(`mark-${mark}`)(language),
      score,
      position: index + 1,
    })),
  }
}

/** A competence by its code and, where the framework is known, its title. */
export function categoryOf(framework: Framework | undefined, code: string, language: Language): string {
  const title = framework && textsIn(framework, language).competences[code]?.title
  return title ? say('category', { code, title })(language) : code
}
