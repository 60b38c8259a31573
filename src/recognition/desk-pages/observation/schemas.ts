import { z } from 'zod'
import { longText } from '../../../platform/http/texts.ts'
import { FormName } from '../../../platform/pages/link-pages.ts'
import { EvidenceFields } from '../../documentation/schemas.ts'
import { Competences, TaskOrNone } from '../evidence/schemas.ts'

const { title, producedOn } = EvidenceFields.shape

export const ObservationForm = z
  .strictObject({
    ...FormName,
    text: longText(10_000).describe('what was seen'),
    producedOn,
    competences: Competences,
    task: TaskOrNone,
    position: title.describe('what they are to the learner or the work'),
    title: title.or(z.literal('').transform(() => undefined)).optional(),
  })
  .meta({
    id: 'ObservationForm',
    examples: [
      {
        text: 'Set up the shared folder alone and gave the right people access.',
        producedOn: '2026-09-28',
        competences: ['2.4'],
        position: 'Workshop manager',
      },
    ],
  })
