import type {
  Bilingual,
  CertificateSnapshot,
  CertifiedFramework,
  CertifiedOutcome,
} from '../../certificates/snapshot.ts'
import { results, words } from '../pdf/words.ts'
import { both, listed, paired, term } from './bilingual.ts'
import type { Organisations } from './edc-agents.ts'
import type { NewNode, Node } from './edc-nodes.ts'

/** One ELM LearningAssessment, with its grade, for each outcome that was assessed, whatever came of it. */
export function assessments(
  { framework, outcomes, assessmentTypes }: CertificateSnapshot,
  awardedBy: Node,
  agents: Organisations,
  node: NewNode,
) {
  const gradingScheme = node('GradingScheme', { title: framework.title, description: grades(framework) })
  const kind = node('Concept', {
    prefLabel: listed(assessmentTypes.map(term)),
    inScheme: node('ConceptScheme', {}),
  })
  return outcomes
    .filter(({ result }) => result !== 'not-assessed')
    .map((outcome) => {
      const assessor = agents.named(outcome.assessor?.organisation)
      return node('LearningAssessment', {
        title: competence(outcome),
        awardedBy,
        dateIssued: `${outcome.assessedOn ?? outcome.decidedOn}T00:00:00Z`,
        grade: node('Note', { noteLiteral: grade(outcome, framework) }),
        ...(assessor && { assessedBy: assessor }),
        specifiedBy: node('LearningAssessmentSpecification', {
          title: outcome.methods.length > 0 ? listed(outcome.methods.map(term)) : words.assessmentTypes,
          dcType: kind,
          gradingScheme,
        }),
      })
    })
}

/** An outcome by its competence's code and title. */
export function competence({ competence, title }: CertifiedOutcome): Bilingual {
  return paired(both(competence), title, ' ')
}

/** The level reached and the decision, or the decision alone where no level was. */
export function grade({ level, result }: CertifiedOutcome, { levels }: CertifiedFramework): Bilingual {
  const reached = levels.find((one) => one.level === level)
  return reached ? paired(reached.title, results[result], ', ') : results[result]
}

function grades({ levels }: CertifiedFramework): Bilingual {
  if (levels.length === 0) return listed([results.reached, results.partly, results['not-reached']])
  return listed(levels.map(({ title }) => title))
}
