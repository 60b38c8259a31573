import { z } from 'zod'
import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { signatories } from '../../db/schema/mobility/agreements.ts'
import { linkHolders } from '../../db/schema/mobility/links.ts'
import { signingMethods } from '../../db/schema/mobility/signing-method.ts'
import { DeliverWire } from '../../exchange/outbox/schemas.ts'
import { OnBehalf, SignerFields } from '../../parties/names/schemas.ts'
import { SecondGuardian } from '../../parties/people/schemas.ts'
import { LanguageQuery as SpokenQuery } from '../../platform/http/language.ts'
import { longText } from '../../platform/http/texts.ts'
import { lettersWithin } from '../../platform/json/letters.ts'
import type { Language } from '../../platform/words/language.ts'
import { MAX_LETTERS, MAX_OUTCOMES } from '../mobilities/extent.ts'
import {
  type AgreementDeviation,
  agreementDeviationCodes,
  agreementDeviations,
  guardians,
  missingSignatories,
  missingSignatures,
  whichGuardian,
} from './agreement.ts'
import { type Objection, type VersionWithSignatures, versionNumbered } from './agreement-rows.ts'
import { DrawnView, PlannedOutcome } from './planned-outcomes/schemas.ts'
import { SlipView, viewSlip } from './slips/schemas.ts'
import { say } from './words.ts'

const Text = longText(2000)

const letters = lettersWithin(MAX_LETTERS)

export const NewAgreementVersion = z
  .strictObject({
    framework: z.string().min(1).max(60).describe('id of the framework, as GET /v1/frameworks lists it'),
    outcomes: z.array(PlannedOutcome).min(1).max(MAX_OUTCOMES),
    procedure: Text.describe('how, when and by whom the outcomes are assessed'),
    assessorRole: Text,
    evidenceFrom: z.iso.date().optional().describe('left out: the first day of the mobility'),
    evidenceUntil: z.iso
      .date()
      .optional()
      .describe('left out: as many days after the last day as the organisation has set, at first 30'),
    answers: Text.optional().describe(
      'what you say to who returned the version before; no part of what is signed',
    ),
  })
  .refine(letters.fits, letters.message)
  .meta({
    id: 'NewAgreementVersion',
    ...letters.meta,
    examples: [
      {
        framework: 'a-framework-1.0',
        outcomes: [
          {
            competence: '2.4',
            baseline: 3,
            baselineFoundBy: "Teacher's judgement before departure",
            target: 4,
            methods: ['portfolio', 'observation'],
            recognisedAs: { kind: 'module', reference: 'Digital skills, module 2' },
          },
        ],
        procedure: 'Portfolio and observation at the workplace, judged within two weeks after return.',
        assessorRole: 'Vocational teacher of the sending school',
      },
    ],
  })

export type PlannedOutcomes = (z.infer<typeof PlannedOutcome> & { recognisedAs: { reference: string } })[]

const Party = z.enum(signatories)

export const DeviationView = z
  .object({
    code: z.enum(agreementDeviationCodes),
    sentence: z.string().describe('in the language asked for'),
  })
  .meta({ id: 'Deviation' })

export const viewDeviation =
  (language: Language) =>
  (code: AgreementDeviation): z.infer<typeof DeviationView> => ({
    code,
    sentence: say(`deviation-${code}`)(language),
  })

export const AgreementView = z
  .object({
    id: z.uuid(),
    mobilityId: z.uuid(),
    version: z.int(),
    hash: z.string().describe('SHA-256 of the canonical content: what each party signs'),
    content: z.custom<AgreementContent>().meta({
      ...{ type: 'object', additionalProperties: true },
      description: 'the agreement as it is signed; read through a link, without the birth date',
    }),
    signatures: z.array(
      z.object({
        party: Party,
        secondGuardian: z.boolean().describe('of two guardians, whether it is the second one'),
        name: z.string(),
        onBehalf: OnBehalf,
        signedAt: z.iso.datetime().describe('of one on paper: when the paper was brought'),
        method: z
          .enum(signingMethods)
          .describe(
            '`paper`: by hand on a print of this version, which two members have seen; `programme`: the organisation signed the learning programme of the group, which stands in this version',
          ),
        signedOn: z.iso.date().nullable().describe('of one on paper: the day that stands beside it'),
        partnershipId: z.uuid().nullable().describe('the memorandum in force then; null: none was'),
      }),
    ),
    missing: z.array(Party).describe('who has yet to sign'),
    missingGuardians: z
      .array(z.enum(guardians))
      .describe(
        'with `guardian` in `missing`: which of them, where both sign; otherwise the signature of either is enough',
      ),
    signed: z.boolean(),
    withdrawn: z.boolean().describe('taken back before everyone had signed'),
    returned: z
      .object({ comment: z.string(), at: z.iso.datetime(), memberId: z.uuid() })
      .nullable()
      .describe('why the host did not sign it as it is; the next version answers'),
    answers: z.string().nullable().describe('what it says to who returned the version before'),
    template: DrawnView,
    slips: z
      .array(SlipView)
      .describe(
        'what was signed in error: once both organisations have said so, the agreement reads as `new`, for exactly these values',
      ),
    warnings: z.array(DeviationView).describe('in what the signing departed from the rules'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Agreement' })

export const NewSignature = z
  .strictObject({
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('`hash` of the version that was read and is signed'),
  })
  .meta({ id: 'NewSignature' })

export const NewLink = z
  .strictObject({ party: z.enum(linkHolders), secondGuardian: SecondGuardian, deliver: DeliverWire })
  .meta({ id: 'NewLink', examples: [{ party: 'learner' }] })

export const LinkView = z
  .object({ url: z.url().describe('shown this once; works once'), expiresAt: z.iso.datetime() })
  .meta({ id: 'Link' })

/** One of the versions of an agreement, all of which are given; refuses where there is none of that number. */
export function viewAgreement(
  versions: VersionWithSignatures[],
  number: number,
  language: Language,
): z.infer<typeof AgreementView> {
  const shown = versionNumbered(versions, number)
  const { version, signatures, withdrawn, returned, corrected, proposed } = shown
  const upTo = versions.filter((each) => each === shown || (each.version.number < number && !each.withdrawn))
  const deviations = agreementDeviations(upTo)
  const missing = missingSignatures(shown)
  return {
    id: version.id,
    mobilityId: version.mobilityId,
    version: version.number,
    hash: version.hash,
    content: version.content,
    signatures: signatures.map((signature) => ({
      party: signature.party,
      secondGuardian: signature.secondGuardian,
      name: signature.name,
      onBehalf: signature.onBehalf,
      signedAt: signature.signedAt.toISOString(),
      method: signature.method,
      signedOn: signature.signedOn,
      partnershipId: signature.partnershipId,
    })),
    missing,
    missingGuardians: missingSignatories(shown).flatMap((signatory) => whichGuardian(signatory) ?? []),
    signed: missing.length === 0,
    withdrawn,
    returned: returned ? viewReturn(returned) : null,
    answers: version.answers,
    template: version.template,
    slips: [...corrected.map(viewSlip(true)), ...proposed.map(viewSlip(false))],
    warnings: deviations.map(viewDeviation(language)),
    createdAt: version.createdAt.toISOString(),
  }
}

const viewReturn = ({ comment, at, memberId }: Objection) => ({ comment, at: at.toISOString(), memberId })

export const NewObjection = z
  .strictObject({ comment: Text.describe('what is to be written otherwise') })
  .meta({ id: 'NewObjection', examples: [{ comment: 'We have no such work in September.' }] })

export const SigningForm = z
  .strictObject({
    ...SignerFields,
    birthDate: z.iso
      .date()
      .optional()
      .describe('of the learner, as whoever signs says it: the page asks for it, and shows none'),
    accept: z.union([z.literal(true), z.literal('true')]).describe('the box that was ticked'),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'SigningForm' })

const VersionNumber = z.coerce.number().int().min(1).max(10_000)
/** Of every route that tells what departed from the rules. */
export const SentenceLanguage = {
  lang: SpokenQuery.lang.describe('language of the sentences; Accept-Language when left out'),
}

export const VersionParams = z.object({ id: z.uuid(), number: VersionNumber })
export const DifferencesQuery = z.strictObject({
  from: VersionNumber.optional().describe(
    'the earlier version; left out: the last before it that everyone signed, or the one before it',
  ),
})

export const NewWithdrawal = z
  .strictObject({ reason: Text })
  .meta({ id: 'NewWithdrawal', examples: [{ reason: 'The host cannot offer the planned work.' }] })

export const DifferencesView = z
  .object({
    from: z.int().nullable().describe('null: there is no earlier version'),
    to: z.int(),
    items: z.array(
      z.object({
        change: z.enum(['added', 'removed', 'changed', 'reordered']),
        pointer: z
          .string()
          .describe('RFC 6901, into `content` of the later version; of what was removed, into the earlier'),
        old: z.any().meta({ description: 'null for what was added', examples: [null] }),
        new: z.any().meta({ description: 'null for what was removed', examples: [4] }),
      }),
    ),
  })
  .meta({
    id: 'AgreementDifferences',
    examples: [
      { from: 1, to: 2, items: [{ change: 'changed', pointer: '/outcomes/0/target', old: 4, new: 5 }] },
    ],
  })
