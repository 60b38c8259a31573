import { z } from 'zod'
import { CaseIdentifier, PublishedPackage } from './case/published-package.ts'
import { Code as code } from './code.ts'
import { itemKinds } from './imports/case-items.ts'

const text = z.string().trim().min(1)
const levelNumber = z.int().min(1).max(20)
const byId = <T extends z.ZodType>(value: T) => z.record(z.string(), value).default({})

/** The facts of a framework version: everything that is the same in every language. */
export const FrameworkFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/),
  family: text,
  version: text,
  /** Which edition of this version it is, and the one before it: the second one and later say both. */
  edition: z.int().min(2).optional(),
  replaces: text.optional(),
  originalLanguage: z.string().length(2).default('en'),
  source: z.strictObject({
    title: text,
    authors: text.optional(),
    publisher: text.optional(),
    year: z.int(),
    identifiers: z.record(z.string(), text).default({}),
  }),
  licence: text,
  attribution: text,
  bands: z.array(text).default([]),
  levels: z.array(
    z.strictObject({
      level: levelNumber,
      code: text,
      band: text.nullable(),
      /** Finer steps that the publication describes within the level; nothing is judged by them. */
      steps: z.array(z.strictObject({ step: levelNumber, languageLevel: text.optional() })).optional(),
    }),
  ),
  areas: z
    .array(
      z.strictObject({
        code,
        uris: z.record(z.string(), z.url()).default({}),
        competences: z
          .array(
            z.strictObject({
              code,
              uris: z.record(z.string(), z.url()).default({}),
              /** Addresses of single levels of this competence, by level. */
              levelUris: z.record(z.string(), z.record(z.string(), z.url())).default({}),
              facets: z.array(code).default([]),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  statements: z
    .array(
      z.strictObject({
        id: code,
        competence: code,
        /** Null in a framework without levels, and only there. */
        level: levelNumber.nullable(),
        facet: code.optional(),
        role: text.optional(),
        tags: z.array(text).default([]),
        /** What can be seen for itself of one that words a level alone: each part is judged, in place of the whole. */
        parts: z.array(code).default([]),
      }),
    )
    .default([]),
  examples: z
    .array(
      z.strictObject({
        number: z.int(),
        competence: code,
        kind: text,
        tags: z.array(text).default([]),
        /** Which side of the competence it shows, where it shows one more than the others. */
        facet: code.optional(),
      }),
    )
    .default([]),
  useCases: z
    .array(z.strictObject({ id: code, competence: code, level: levelNumber, kind: text }))
    .default([]),
  learningOutcomes: z
    .array(
      z.strictObject({
        id: code,
        competence: code,
        level: levelNumber,
        kind: text,
        tags: z.array(text).default([]),
      }),
    )
    .default([]),
  terms: z.array(text).default([]),
  /**
   * Of a framework that came in as somebody else's CASE package: the package, in the original language, to be served under
   * its own identity, and the identifiers of the items that things here are, by kind and then by code or id (a level by its
   * number). The official addresses of areas and competences stand in their `uris` as well, as `case`. Items that are
   * nothing here stand in the package alone.
   */
  case: z
    .strictObject({
      package: PublishedPackage,
      items: z.partialRecord(z.enum(itemKinds), z.record(z.string(), CaseIdentifier)),
    })
    .optional(),
})
export type FrameworkFile = z.infer<typeof FrameworkFile>

const titled = z.strictObject({ title: text, descriptor: text })

export const wordings = ['adapted', 'official'] as const

const levelTexts = z.strictObject({
  title: text,
  description: text.optional(),
  /** What someone at this level uses it for. */
  purpose: text.optional(),
  taskComplexity: text.optional(),
  autonomy: text.optional(),
  cognitiveDomain: text.optional(),
  lead: text.optional(),
  /** What the publication says of each finer step, by its number. */
  steps: z.record(z.string(), text).optional(),
})
const useCaseTexts = z.strictObject({ scenario: text, lead: text.nullable(), items: z.array(text).min(1) })
const termTexts = z.strictObject({ term: text, explanation: text })

const language = z.string().length(2)

/** The wording of a framework version in one language. */
export const TextsFile = z.strictObject({
  language,
  title: text,
  subtitle: text.optional(),
  wording: z.enum(wordings),
  source: text.optional(),
  licence: text.optional(),
  attribution: text.optional(),
  areas: z.record(z.string(), titled),
  competences: z.record(z.string(), titled),
  bands: byId(text),
  levels: byId(levelTexts),
  facets: byId(text),
  roles: byId(text),
  kinds: byId(text),
  tags: byId(text),
  statements: byId(text),
  parts: byId(text),
  examples: byId(text),
  useCases: byId(useCaseTexts),
  learningOutcomes: byId(text),
  terms: byId(termTexts),
})
export type TextsFile = z.infer<typeof TextsFile>

/** A wording that says so itself that it has some of the texts only. */
export const PartialTextsFile = z.strictObject({
  ...TextsFile.shape,
  partial: z.literal(true),
  title: text.optional(),
  areas: byId(titled.partial()),
  competences: byId(titled.partial()),
  levels: byId(levelTexts.partial()),
  useCases: byId(useCaseTexts.partial()),
  terms: byId(termTexts.partial()),
})
export type PartialTextsFile = z.infer<typeof PartialTextsFile>

/** A map between two frameworks, for reading: nothing is ever converted by it. */
export const MappingFile = z.strictObject({
  from: text,
  to: text,
  source: text,
  notice: z.record(z.string(), text),
  levels: z.array(z.strictObject({ from: z.array(levelNumber), to: levelNumber })),
  areas: z.array(z.strictObject({ from: code, to: code, titleChanged: z.boolean() })),
  competences: z.array(z.strictObject({ from: code, to: code, titleChanged: z.boolean() })),
})
export type MappingFile = z.infer<typeof MappingFile>
