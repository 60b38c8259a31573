import { z } from 'zod'
import { matchKinds, skillTypes } from './vocabulary-file.ts'

export const VocabularyMatch = z
  .object({
    scheme: z.string().describe('which vocabulary: `esco`, `eu`'),
    uri: z.string(),
    kind: z
      .enum(matchKinds)
      .describe(
        'as in SKOS. exact: label and description say the same; close: one of them does; related: neither does, or they were not compared',
      ),
    label: z.string().nullable().describe('as published there; null where it is not known'),
    source: z.string().nullable().describe('where the concept was found'),
  })
  .meta({ id: 'VocabularyMatch' })

export const VocabularySkill = z
  .object({
    scheme: z.string(),
    uri: z.string(),
    label: z.string().describe('as published, in `language`'),
    language: z.string(),
    type: z.enum(skillTypes),
    reuse: z.string().describe('how widely it is of use, such as cross-sector'),
    steps: z.int().describe('how far beneath the concept of the competence; 1: right beneath it'),
  })
  .meta({ id: 'VocabularySkill' })

const VocabularySource = z
  .object({
    id: z.string(),
    title: z.string(),
    version: z.string().nullable(),
    scheme: z.string().describe('address of the vocabulary'),
    source: z.string(),
    licence: z.string(),
    attribution: z.string(),
  })
  .meta({ id: 'Vocabulary' })

/** Where the same is found elsewhere. */
export const Addressed = {
  uris: z
    .record(z.string(), z.string())
    .describe(
      'addresses in ESCO and EU vocabularies, how near is in `matches`; `case`: where its publisher has it',
    ),
  matches: z.array(VocabularyMatch).describe('what is at these addresses, and how near it is'),
}

/** What a suggestion has of vocabularies. */
export const SuggestedSkills = {
  matches: z.array(VocabularyMatch).describe('what the competence is matched to in vocabularies of others'),
  skills: z
    .array(VocabularySkill)
    .describe(
      'digital skills beneath what it is matched to, the nearest first: to be worked on by what is agreed, and for alignments; each is narrower than the competence, none stands for it',
    ),
  vocabularies: z
    .array(VocabularySource)
    .describe('where matches and skills are from: to be named where they are shown'),
}
