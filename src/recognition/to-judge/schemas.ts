import { z } from 'zod'
import { MobilityQuery } from '../../mobility/mobilities/schemas.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import type { Language } from '../../platform/words/language.ts'
import { AssignmentView, viewAssignment } from '../assessment/assignments/schemas.ts'
import { type Case, settlementOf } from '../case.ts'
import { EvidenceView, viewEvidence } from '../documentation/schemas.ts'
import { OutcomeView, viewOutcome } from '../schemas.ts'
import type { Recognition } from '../store.ts'
import type { BasisOfDecision } from '../validation/read-basis.ts'
import { hashOfWork } from '../validation/read-to-judge.ts'
import { DecisionBasis, viewBasis } from '../validation/schemas.ts'
import type { AssignedCase } from './store.ts'

/** Each of them is as much as one reads of a case: fewer make a page. */
export const JudgingQuery = {
  ...PageQuery,
  limit: z.coerce.number().int().min(1).max(50).default(50).describe('how many at most'),
  ...MobilityQuery,
}

export const SheetOfCase = z
  .object({
    recognitionId: z.uuid(),
    mobilityId: z.uuid(),
    framework: z.object({ id: z.string(), hash: z.string() }),
    workHash: z
      .string()
      .describe('SHA-256 of all that is shown here to be judged; what a batch of marks sends as `ifMatch`'),
    assignment: AssignmentView.describe(
      'yours; while it is `assigned`, declare first whether you have a conflict of interest',
    ),
    outcomes: z
      .array(OutcomeView.extend({ isDue: z.boolean().describe('whether your marks of it are missing') }))
      .describe('those that are claimed'),
    evidence: z.array(EvidenceView).describe('all that was brought, with the outcomes that it speaks for'),
  })
  .meta({ id: 'SheetOfCase' })

export function viewSheetOfCase(
  { assignment, recognition }: AssignedCase,
  loaded: Case,
): z.infer<typeof SheetOfCase> {
  const claimed = loaded.outcomes.filter(({ status }) => status === 'claimed')
  return {
    recognitionId: recognition.id,
    mobilityId: recognition.mobilityId,
    framework: { id: recognition.frameworkId, hash: recognition.frameworkHash },
    workHash: hashOfWork(loaded),
    assignment: viewAssignment(assignment),
    outcomes: claimed.map((outcome) => ({
      ...viewOutcome(outcome),
      isDue: settlementOf(loaded, outcome.id).awaits === assignment.round,
    })),
    evidence: loaded.evidence.map((piece) => viewEvidence(piece)),
  }
}

export const BasisOfCase = DecisionBasis.extend({ recognitionId: z.uuid(), mobilityId: z.uuid() }).meta({
  id: 'DecisionBasisOfCase',
})

export const viewBasisOf = (
  { id, mobilityId }: Recognition,
  basis: BasisOfDecision,
  language: Language,
): z.infer<typeof BasisOfCase> => ({ recognitionId: id, mobilityId, ...viewBasis(basis, language) })
