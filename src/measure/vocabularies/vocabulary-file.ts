import { z } from 'zod'

const text = z.string().min(1)

/** How near a concept is to what is matched to it, as in SKOS. */
export const matchKinds = ['exact', 'close', 'related'] as const

export const skillTypes = ['skill', 'knowledge'] as const

/** What was found to be the same on both sides when they were compared. */
const sameness = ['label', 'alternative label', 'description'] as const

/** The classification of others as it lies in `frameworks/vocabularies`: what in it is matched to what in a framework. */
export const VocabularyFile = z.strictObject({
  id: text,
  title: text,
  version: text.nullable(),
  /** Of its labels. */
  language: text,
  scheme: z.url(),
  source: text,
  licence: text,
  attribution: z.strictObject({ lv: text, en: text }),
  matches: z.array(
    z.strictObject({
      family: text,
      version: text,
      /** Of an area or a competence, or of a level of it. */
      code: text,
      level: z.int().positive().optional(),
      uri: z.url(),
      label: text,
      kind: z.enum(matchKinds),
      same: z.array(z.enum(sameness)),
      /** Where this one was found, if not where the others were. */
      source: text.optional(),
    }),
  ),
  /** What lies beneath a concept that is matched: so many steps down, to narrower concepts. */
  skills: z.array(
    z.strictObject({
      beneath: z.url(),
      uri: z.url(),
      label: text,
      type: z.enum(skillTypes),
      reuse: text,
      steps: z.int().positive(),
    }),
  ),
})
