import { z } from 'zod'
import { baselineFindings } from '../../db/schema/mobility/agreements.ts'
import { Code } from '../../measure/frameworks/code.ts'
import { Baseline, CriterionWire, Partial } from '../../mobility/agreements/planned-outcomes/schemas.ts'
import { MAX_CRITERIA } from '../../mobility/mobilities/extent.ts'
import { OnBehalf, SignerFields } from '../../parties/names/schemas.ts'
import { longText } from '../../platform/http/texts.ts'
import { spoken } from '../../platform/words/language.ts'
import type { Accommodation, Acknowledgement } from './store.ts'

const Level = z.int().min(1).max(20).nullable()
const Remark = longText(2000)

const SelfFound = z
  .enum(baselineFindings)
  .optional()
  .describe('`none`: the learner sees no level; left out: `level` with a level, else `not-looked-for`')

export const Claim = z
  .discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('claimed'),
      selfLevel: Level.optional().describe('where the learner sees themselves; recorded, never counted'),
      selfFound: SelfFound,
    }),
    z.strictObject({ status: z.literal('dropped'), reason: Remark }),
  ])
  .meta({ id: 'Claim', examples: [{ status: 'claimed', selfLevel: 4 }] })

export const AdditionalOutcome = z
  .strictObject({
    competence: Code,
    description: Remark.describe('what was learned, where and how'),
    ...Baseline,
    target: Level.describe('the level that is claimed; null where the framework has no levels'),
    partial: Partial,
    selfLevel: Level.default(null),
    selfFound: SelfFound,
    criteria: z
      .array(CriterionWire)
      .min(1)
      .max(MAX_CRITERIA)
      .optional()
      .describe("left out: the framework's statements around that level"),
    methods: z.array(Remark).min(1).max(10),
  })
  .meta({
    id: 'AdditionalOutcome',
    examples: [
      {
        competence: '5.1',
        description: 'Solved printer and network faults for the whole office.',
        baseline: 2,
        target: 3,
        methods: ['portfolio'],
      },
    ],
  })

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

const Sheet = z
  .object({
    language: z.enum(spoken),
    sections: z.array(
      z.object({ title: z.string(), paragraphs: z.array(z.string()), items: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'InformationSheet' })

export const InformationToRead = z
  .object({ sheet: Sheet, hash: Hash.describe('send it back with the acknowledgement') })
  .meta({ id: 'InformationToRead' })

export const InformationForm = z
  .strictObject({
    ...SignerFields,
    accept: z.union([z.literal(true), z.literal('true')]).describe('the box that was ticked'),
    hash: Hash.describe('of the sheet that was read'),
    accommodations: z
      .string()
      .trim()
      .max(2000)
      .optional()
      .describe('special needs; seen by coordinator, assessor and validator only'),
  })
  .meta({ id: 'InformationForm' })

export const InformationView = z
  .object({
    acknowledged: z.boolean(),
    name: z.string().nullable(),
    onBehalf: OnBehalf,
    at: z.iso.datetime().nullable(),
    hash: Hash.nullable(),
    sheet: Sheet.nullable().describe('as it was shown'),
  })
  .meta({ id: 'Information' })

export function viewInformation(row: Acknowledgement | undefined): z.infer<typeof InformationView> {
  return {
    acknowledged: row !== undefined,
    name: row?.name ?? null,
    onBehalf: row?.onBehalf ?? null,
    at: row?.at.toISOString() ?? null,
    hash: row?.hash ?? null,
    sheet: row?.sheet ?? null,
  }
}

export const NewAccommodation = z
  .strictObject({ text: Remark.describe('special needs, and what is done for them') })
  .meta({ id: 'NewAccommodation', examples: [{ text: 'A quarter more time in tests.' }] })

export const AccommodationView = z
  .object({
    id: z.uuid(),
    text: z.string(),
    memberId: z.uuid().nullable().describe('who recorded it; null: the learner'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Accommodation' })

export function viewAccommodation(row: Accommodation): z.infer<typeof AccommodationView> {
  return { id: row.id, text: row.text, memberId: row.memberId, at: row.at.toISOString() }
}
