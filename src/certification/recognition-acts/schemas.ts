import { z } from 'zod'
import { MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'
import { longText } from '../../platform/http/texts.ts'
import { actDecisions, RecognisedAsWire } from '../certificates/schemas.ts'

export const NewAct = z
  .strictObject({
    decision: z.enum(actDecisions),
    recognisedAs: z.array(RecognisedAsWire).max(MAX_OUTCOMES).default([]),
    legalBasis: longText(500).describe('the act of law or rule that it rests on'),
    reason: longText(2000).nullable().default(null).describe('needed where not all is recognised'),
    decidedOn: z.iso.date(),
  })
  .meta({
    id: 'NewRecognitionAct',
    examples: [
      {
        decision: 'in-full',
        recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
        legalBasis: 'Cabinet Regulation No. 70 of 21 February 2023, point 2.3',
        decidedOn: '2026-11-21',
      },
    ],
  })
