import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { agreedCriteria } from '../../measure/frameworks/suggest-criteria.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { findingOf, outcomeFaults } from '../../mobility/agreements/planned-outcomes/planned-outcome.ts'
import { MAX_LETTERS, MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'
import { say as sayOfHttp } from '../../platform/http/words.ts'
import { lettersOf } from '../../platform/json/letters.ts'
import { followedVersion } from '../case.ts'
import { theCase } from '../load-case.ts'
import { insertOutcomes, levelsOf, type Outcome } from '../outcome-store.ts'
import { caseOf, touchRecognition } from '../store.ts'
import { identificationActions } from './actions.ts'
import type { AdditionalOutcome } from './schemas.ts'
import { selfFaults, selfFinding } from './self-assessment.ts'
import { say } from './words.ts'

/** Adds an outcome that nobody planned. It goes the same way as the others and is marked "additional" for ever. */
export async function addOutcome(
  ctx: Context,
  recognitionId: string,
  input: z.infer<typeof AdditionalOutcome>,
): Promise<Outcome> {
  const { addOutcome: action } = identificationActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, now }) => {
    const { recognition, outcomes } = subject
    const { content } = followedVersion(subject).version
    const framework = agreedFramework(ctx.frameworks, content.framework)
    if (!framework)
      throw new Refusal('wrong-state', say('framework-not-loaded', { framework: recognition.frameworkId }))
    const faults = outcomeFaults(framework, [input]).map((fault) => ({
      ...fault,
      pointer: fault.pointer.replace('/outcomes/0', ''),
    }))
    if (outcomes.some(({ competence }) => competence === input.competence)) {
      faults.push({ in: 'body', pointer: '/competence', detail: say('in-this-case-already') })
    }
    const criteria = agreedCriteria(framework, input)
    faults.push(...selfFaults(input))
    faults.push(...extentFaults(outcomes, criteria))
    if (faults.length > 0) throw new Refusal('incomplete', say('outcome-does-not-fit'), faults)
    const [outcome] = await insertOutcomes(tx, [
      {
        ...caseOf(recognition),
        agreementVersionId: recognition.agreementVersionId,
        competence: input.competence,
        kind: 'additional',
        status: 'claimed',
        ...levelsOf({ ...input, baselineFound: findingOf(input) }),
        selfLevel: input.selfLevel,
        selfFound: selfFinding(input),
        criteria,
        methods: input.methods,
        remark: input.description,
        updatedAt: now,
      },
    ])
    await touchRecognition(tx, recognitionId, now)
    return {
      value: outcome!,
      subjectId: outcome!.id,
      details: { recognitionId, competence: input.competence },
    }
  })
}

/** What is added is judged, decided and printed with all the others. */
function extentFaults(outcomes: readonly Outcome[], criteria: Outcome['criteria']): Fault[] {
  const faults: Fault[] = []
  if (outcomes.length >= MAX_OUTCOMES)
    faults.push({ in: 'body', pointer: '', detail: say('case-is-full', { most: MAX_OUTCOMES }) })
  const all = [...outcomes.map((outcome) => outcome.criteria), criteria]
  if (lettersOf(all) > MAX_LETTERS)
    faults.push({
      in: 'body',
      pointer: '/criteria',
      detail: sayOfHttp('too-many-letters', { limit: MAX_LETTERS }),
    })
  return faults
}
