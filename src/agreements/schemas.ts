import { z } from 'zod'
import type { AgreementContent } from '../db/schema/agreements.ts'
import type { Missing } from './agreement.ts'
import type { Signature, Version } from './store.ts'

const Text = z.string().trim().min(1).max(2000)
const Level = z
  .int()
  .min(1)
  .max(20)
  .nullable()
  .describe('counts from 1; null where the framework has no levels')

export const BothLanguages = z.strictObject({ lv: Text, en: Text })

export const CriterionWire = z
  .strictObject({
    id: z.string().regex(/^[\w.-]{1,60}$/),
    level: Level,
    facet: z.string().max(60).nullable().default(null),
    text: BothLanguages,
    mandatory: z.boolean().default(true),
  })
  .meta({ id: 'Criterion' })

const PlannedOutcome = z
  .strictObject({
    competence: z.string().min(1).max(20),
    baseline: Level.default(null).describe('level before the mobility; null: none, or not known'),
    baselineFoundBy: Text.describe(
      "how the baseline was found: a test, a self-assessment, a teacher's judgement",
    ),
    target: Level,
    criteria: z
      .array(CriterionWire)
      .min(1)
      .max(100)
      .optional()
      .describe("left out: the framework's statements around the target"),
    methods: z.array(Text).min(1).max(10),
    recognisedAs: z.strictObject({
      kind: z.enum(['module', 'credit', 'supplement', 'other']),
      reference: Text,
    }),
  })
  .meta({ id: 'PlannedOutcome' })

export const NewAgreementVersion = z
  .strictObject({
    framework: z.string().min(1).max(60).describe('id of the framework, as GET /v1/frameworks lists it'),
    outcomes: z.array(PlannedOutcome).min(1).max(60),
    procedure: Text.describe('how, when and by whom the outcomes are assessed'),
    assessorRole: Text,
    evidenceFrom: z.iso.date().optional().describe('left out: the first day of the mobility'),
    evidenceUntil: z.iso.date().optional().describe('left out: 30 days after the last day'),
  })
  .meta({
    id: 'NewAgreementVersion',
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

const Party = z.enum(['sending', 'hosting', 'learner', 'guardian'])

export const AgreementView = z
  .object({
    mobilityId: z.uuid(),
    version: z.int(),
    hash: z.string().describe('SHA-256 of the canonical content: what each party signs'),
    content: z
      .custom<AgreementContent>()
      .meta({ type: 'object', description: 'the agreement as it is signed' }),
    signatures: z.array(z.object({ party: Party, name: z.string(), signedAt: z.iso.datetime() })),
    missing: z.array(Party).describe('who has yet to sign'),
    signed: z.boolean(),
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
  .strictObject({ party: z.enum(['learner', 'guardian']) })
  .meta({ id: 'NewLink', examples: [{ party: 'learner' }] })

export const LinkView = z
  .object({ url: z.url().describe('shown this once; works once'), expiresAt: z.iso.datetime() })
  .meta({ id: 'Link' })

export function viewAgreement(
  version: Version,
  signatures: Signature[],
  missing: Missing,
): z.infer<typeof AgreementView> {
  return {
    mobilityId: version.mobilityId,
    version: version.number,
    hash: version.hash,
    content: version.content,
    signatures: signatures.map(({ party, name, signedAt }) => ({
      party,
      name,
      signedAt: signedAt.toISOString(),
    })),
    missing,
    signed: missing.length === 0,
    createdAt: version.createdAt.toISOString(),
  }
}
