import { z } from 'zod'
import { Code } from '../../../measure/frameworks/code.ts'
import { MAX_OUTCOMES } from '../../../mobility/mobilities/extent.ts'
import { asMessage } from '../../../platform/http/word-issue.ts'
import { FormName } from '../../../platform/pages/link-pages.ts'
import { EvidenceFields, EvidenceView, EvidenceWithdrawal } from '../../documentation/schemas.ts'
import type { CaseSheet } from '../case-sheet.ts'
import { say } from '../words.ts'

export const OneCase = z.object({ id: z.uuid() })
export const OnePiece = OneCase.extend({ evidenceId: z.uuid() })

/** One that is ticked comes alone, several as a list. */
export const Competences = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : (value ?? [])),
  z
    .array(Code)
    .max(MAX_OUTCOMES)
    .refine((codes) => codes.length > 0, asMessage(say('tick-outcome')))
    .describe('codes of the outcomes that it shows, at least one'),
)
/** Of a list that opens: the first choice is none of them. */
export const TaskOrNone = z
  .preprocess((value) => (value === '' ? undefined : value), Code.optional())
  .optional()
  .describe('id of the agreed task that it was made in')

const { title, producedOn } = EvidenceFields.shape

export const BroughtEvidence = z
  .strictObject({ ...FormName, title, producedOn, competences: Competences, task: TaskOrNone })
  .meta({ id: 'BroughtEvidence' })

export const ExtensionForm = z
  .strictObject({ ...FormName, competences: Competences })
  .meta({ id: 'EvidenceExtensionForm', examples: [{ competences: ['1.1'] }] })

export const WithdrawalAtDesk = z
  .strictObject({ ...FormName, ...EvidenceWithdrawal.shape })
  .meta({ id: 'EvidenceWithdrawalForm', examples: [{ reason: 'It is the file of somebody else.' }] })

export const CaseSheetView = z
  .object({
    recognitionId: z.uuid(),
    learner: z.string(),
    outcomes: z.array(z.object({ competence: z.string(), title: z.string() })),
    tasks: z.array(z.object({ id: z.string(), title: z.string() })),
    pieces: z.array(
      EvidenceView.pick({
        id: true,
        kind: true,
        title: true,
        producedOn: true,
        scan: true,
        competences: true,
        facts: true,
      }),
    ),
  })
  .meta({ id: 'CaseSheet' })

export const BroughtView = z.object({ items: z.array(EvidenceView) }).meta({ id: 'EvidenceBrought' })

export function viewCaseSheet({
  recognitionId,
  learner,
  outcomes,
  tasks,
  pieces,
}: CaseSheet): z.infer<typeof CaseSheetView> {
  return {
    recognitionId,
    learner,
    outcomes,
    tasks,
    pieces: pieces.map(({ id, kind, title: called, producedOn: on, scan, competences, facts }) => ({
      id,
      kind,
      title: called,
      producedOn: on,
      scan,
      competences,
      facts,
    })),
  }
}
