import type { Language } from '../../../../platform/words/language.ts'
import { inLanguages, type Multilingual } from '../../../../platform/words/multilingual.ts'
import {
  type CertificateSnapshot,
  type CertifiedFramework,
  type CertifiedOutcome,
  keptLanguages,
} from '../../../certificates/snapshot.ts'
import { say } from '../../pdf/words.ts'
import { levelClaimed } from '../../shown.ts'
import type { Organisations } from './agents.ts'
import { listed, paired, same, termsIn } from './language-texts.ts'
import type { EdcNode, NewNode } from './nodes.ts'

/**
 * One ELM LearningAssessment, with its grade, for each outcome that was assessed, whatever came of it. How it was assessed
 * stands in words: of the Union's vocabulary of assessment types no value is known to be ours, and a scheme of our own would
 * say nothing to anybody.
 */
export function assessmentNodes(
  snapshot: CertificateSnapshot,
  awardedBy: EdcNode,
  agents: Organisations,
  node: NewNode,
) {
  const { framework, outcomes } = snapshot
  const languages = keptLanguages(snapshot)
  const description = grades(framework, languages)
  const gradingScheme = node('GradingScheme', { title: framework.title, description })
  return outcomes
    .filter(({ result }) => result !== 'not-assessed')
    .map((outcome) => {
      const assessor = agents.named(outcome.assessor?.organisation)
      return node('LearningAssessment', {
        title: competence(outcome),
        awardedBy,
        dateIssued: `${outcome.assessedOn ?? outcome.decidedOn}T00:00:00Z`,
        grade: node('Note', { noteLiteral: grade(outcome, snapshot) }),
        ...(assessor && { assessedBy: assessor }),
        specifiedBy: node('LearningAssessmentSpecification', {
          title:
            outcome.methods.length > 0
              ? termsIn(languages, outcome.methods)
              : inLanguages(languages, say('assessment-types')),
          gradingScheme,
        }),
      })
    })
}

/** An outcome by its competence's code and title. */
export function competence({ competence, title }: CertifiedOutcome): Multilingual {
  return paired(same(competence), title, ' ')
}

/** The level reached and the decision with what narrows them, or the decision alone where no level was. */
export const grade = (outcome: CertifiedOutcome, snapshot: CertificateSnapshot): Multilingual =>
  inLanguages(keptLanguages(snapshot), levelClaimed(snapshot, outcome))

function grades({ levels }: CertifiedFramework, languages: readonly Language[]): Multilingual {
  const results = ['result-reached', 'result-partly', 'result-not-reached'] as const
  if (levels.length === 0) return listed(results.map((result) => inLanguages(languages, say(result))))
  return listed(levels.map(({ title }) => title))
}
