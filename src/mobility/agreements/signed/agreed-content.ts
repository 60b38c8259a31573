import type { AgreedOutcome, AgreementContent } from '../../../db/schema/mobility/agreements.ts'
import type { Framework } from '../../../measure/frameworks/framework.ts'
import { agreedCriteria } from '../../../measure/frameworks/suggest-criteria.ts'
import { knownPerson, needsGuardian } from '../../../parties/people/person.ts'
import { agreedSkills } from '../planned-outcomes/agreed-skills.ts'
import { findingOf } from '../planned-outcomes/planned-outcome.ts'
import type { PlannedOutcomes } from '../schemas.ts'
import { draftedFacts, learnerFacts, organisationFacts, type Registers } from '../slips/registered.ts'

type Window = Pick<AgreementContent, 'evidenceFrom' | 'evidenceUntil'>

/** Between whom something is agreed and of which mobility, as the registers have it on a day. */
export function partiesAgreed(
  there: Registers & { learner: Parameters<typeof knownPerson>[0]; terms: { bothGuardians: boolean } },
  today: string,
): Pick<AgreementContent, 'sending' | 'hosting' | 'learner' | 'mobility'> {
  const known = { ...there, learner: knownPerson(there.learner) }
  const { guardianName, secondGuardianName, otherGuardianName, ...learner } = learnerFacts(known.learner)
  const second = there.terms.bothGuardians
    ? { secondGuardianName }
    : otherGuardianName !== null && { otherGuardianName }
  return {
    ...draftedFacts(known),
    // Who would sign for them is nobody's affair once they are of age.
    learner: needsGuardian(learner, today) ? { ...learner, guardianName, ...second } : learner,
  }
}

/** Between which organisations something is agreed, as the registers have them now. */
export const organisationsAgreed = ({ sending, hosting }: Pick<Registers, 'sending' | 'hosting'>) => ({
  sending: organisationFacts(sending),
  hosting: organisationFacts(hosting),
})

/** The outcomes as they are signed: with their criteria, whoever judges and the time of their evidence. */
export const outcomesAgreed = (
  framework: Framework,
  { outcomes, assessorRole }: { outcomes: PlannedOutcomes; assessorRole: string },
  window: Window,
): AgreedOutcome[] =>
  outcomes.map(({ skills, ...outcome }) => ({
    ...outcome,
    ...agreedSkills(framework, { competence: outcome.competence, skills }),
    baselineFound: findingOf(outcome),
    criteria: agreedCriteria(framework, outcome),
    assessorRole: outcome.assessorRole ?? assessorRole,
    evidenceFrom: outcome.evidenceFrom ?? window.evidenceFrom,
    evidenceUntil: outcome.evidenceUntil ?? window.evidenceUntil,
  }))
