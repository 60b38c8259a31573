import { z } from 'zod'

const name = z.string().min(1)
const entity = z.strictObject({
  type: name,
  text: name,
  competence: name,
  /** Names the area again that the competence lies in. */
  area: name.optional(),
  level: name,
  tag: name.optional(),
  kind: name.optional(),
})

/** How a framework lies in JSON-LD: the type of each kind of node, and which property holds what. A file of frameworks/formats. */
export const JsonldFormat = z.strictObject({
  about: z.looseObject({
    originalLanguage: z.string().length(2),
    source: z.looseObject({ title: name }),
    licence: name,
    attribution: name,
  }),
  title: name,
  subtitle: name.optional(),
  nodes: z.strictObject({
    areas: z.strictObject({ type: name, title: name, descriptor: name }),
    competences: z.strictObject({ type: name, title: name, descriptor: name, area: name }),
    /** Nodes of one name are steps of one level. */
    levels: z.strictObject({
      type: name,
      name,
      order: name,
      description: name.optional(),
      purpose: name.optional(),
      step: name.optional(),
      languageLevel: name.optional(),
    }),
    statements: entity.optional(),
    learningOutcomes: entity.optional(),
    /** Without a name of its own, a term is called by its id. */
    terms: z.strictObject({ type: name, term: name.optional(), explanation: name }).optional(),
  }),
  untagged: name.optional(),
})
export type JsonldFormat = z.infer<typeof JsonldFormat>
