import { z } from 'zod'
import { MAX_STAYS, StayFact } from '../../mobility/stays/schemas.ts'
import { longText } from '../../platform/http/texts.ts'
import { type CorrectableField, correctableFields } from './correction.ts'

const Field = z.enum(correctableFields as [CorrectableField, ...CorrectableField[]])
const Value = z.union([
  z.string().max(1000),
  z.int(),
  z.array(z.string().max(35)).max(10),
  z.array(StayFact).max(MAX_STAYS),
  z.null(),
])

export const NewCorrection = z
  .strictObject({
    reason: longText(1000),
    fields: z
      .array(
        z.strictObject({
          field: Field.describe('where it stands in the content of the certificate'),
          wrong: Value.describe('what the certificate says'),
          right: Value.describe('what the register says, which is put right first'),
        }),
      )
      .max(correctableFields.length)
      .describe(
        'at least one; none only for a certificate that is revoked, which is then issued anew as it was',
      ),
  })
  .meta({
    id: 'NewCorrection',
    examples: [
      {
        reason: 'The family name was misspelt.',
        fields: [{ field: 'learner.familyName', wrong: 'Onne', right: 'One' }],
      },
    ],
  })
