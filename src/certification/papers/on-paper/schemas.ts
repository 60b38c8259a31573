import { z } from 'zod'
import { signatories } from '../../../db/schema/mobility/agreements.ts'
import { scanTypes } from '../../../db/schema/mobility/paper-signatures.ts'
import { OnBehalf, SignerFields } from '../../../parties/names/schemas.ts'
import { longText, shortText } from '../../../platform/http/texts.ts'
import type { PaperSignature } from './paper-signature.ts'

export const PaperSignatureForm = z
  .strictObject({
    party: z.enum(signatories).describe('for whom it was signed'),
    secondGuardian: z.literal('true').optional().describe('of two guardians: that it is the second one'),
    name: shortText(200).describe(
      'who signed, as it is read on the paper: of a learner or guardian the name of who was asked, in any order of its words, without regard to marks and capitals',
    ),
    onBehalf: SignerFields.onBehalf,
    position: shortText(200).optional().describe('what they are in their organisation'),
    signedOn: z.iso.date().describe('the day that stands beside the signature'),
  })
  .meta({ id: 'PaperSignatureForm' })

export const NewPaperDismissal = z
  .strictObject({ reason: longText(1000).describe('of what the photograph is, or why it cannot be read') })
  .meta({ id: 'NewPaperDismissal', examples: [{ reason: 'It shows the agreement of somebody else.' }] })

export const PaperSignatureView = z
  .object({
    id: z.uuid(),
    party: z.enum(signatories),
    secondGuardian: z.boolean().describe('of two guardians, whether it is the second one'),
    name: z.string(),
    onBehalf: OnBehalf,
    position: z.string().nullable(),
    signedOn: z.iso.date(),
    mediaType: z.enum(scanTypes),
    sha256: z.string().describe('of the photograph as it is kept, hexadecimal'),
    memberId: z.uuid().describe('who brought it'),
    at: z.iso.datetime(),
    confirmed: z
      .object({ memberId: z.uuid(), at: z.iso.datetime() })
      .nullable()
      .describe('who else has seen it; null: it does not count yet'),
    dismissed: z
      .object({ memberId: z.uuid(), reason: z.string(), at: z.iso.datetime() })
      .nullable()
      .describe('that it is of something else, and why: it counts for nothing'),
  })
  .meta({ id: 'PaperSignature' })

export function viewPaperSignature(signature: PaperSignature): z.infer<typeof PaperSignatureView> {
  const { id, party, secondGuardian, name, onBehalf, position, signedOn, mediaType } = signature
  const { sha256, memberId, at, confirmed, dismissed } = signature
  return {
    id,
    party,
    secondGuardian,
    name,
    onBehalf,
    position,
    signedOn,
    mediaType,
    sha256,
    memberId,
    at: at.toISOString(),
    confirmed: confirmed && { memberId: confirmed.memberId, at: confirmed.at.toISOString() },
    dismissed: dismissed && { ...dismissed, at: dismissed.at.toISOString() },
  }
}
