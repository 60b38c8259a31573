import { z } from 'zod'
import { wordings } from '../frameworks/framework-file.ts'
import { searchedKinds } from '../frameworks/search/entries.ts'
import { Addressed } from '../vocabularies/schemas.ts'
import { PublisherSays } from './describe-origin.ts'
import { CatalogueLevel, saidIn, Worded } from './wording-schemas.ts'

const Titled = { code: z.string(), title: z.string(), descriptor: z.string(), ...Addressed }

export const FrameworkSummary = z
  .object({
    id: z.string(),
    family: z.string(),
    version: z.string(),
    edition: z.int().describe('of this version: a later one has mended or added texts'),
    replaces: z.string().nullable().describe('id of the edition before it'),
    replacedBy: z.string().nullable().describe('id of the edition after it, better for new agreements'),
    title: z.string(),
    subtitle: z.string().nullable(),
    hash: z.string(),
    licence: z.string(),
    attribution: z.string(),
    source: z.object({
      title: z.string(),
      authors: z.string().optional(),
      publisher: z.string().optional(),
      year: z.int(),
      identifiers: z.record(z.string(), z.string()),
    }),
    wording: z.enum(wordings).describe('of the texts shown here'),
    languages: z.array(z.string()),
    wordings: z
      .array(Worded)
      .describe('every wording of each language; where a language has two, the official one is used'),
    levels: z.int().describe('how many; 0: reached or not reached only'),
    measuredInBands: z
      .string()
      .optional()
      .describe(
        'id of the framework whose bands are its levels; absent in one that is measured as it was published',
      ),
    origin: PublisherSays.optional().describe(
      'of one that came in as a CASE package: what its publisher says of it',
    ),
  })
  .meta({ id: 'FrameworkSummary' })

const Area = z.object({ ...Titled, ...saidIn, competences: z.array(z.object({ ...Titled, ...saidIn })) })
const Labelled = z.object({ id: z.string(), label: z.string() })

export const FrameworkView = FrameworkSummary.extend({
  areas: z.array(Area),
  levelScheme: z.array(CatalogueLevel),
  kinds: z.array(Labelled).describe('of examples, use cases and learning outcomes'),
  tags: z.array(Labelled),
}).meta({ id: 'Framework' })

export const FrameworkList = z.object({ items: z.array(FrameworkSummary) }).meta({ id: 'FrameworkList' })
export const AreaList = z.object({ items: z.array(Area) }).meta({ id: 'AreaList' })
export const LevelList = z
  .object({ items: z.array(CatalogueLevel).describe('lowest first; none where the framework has no levels') })
  .meta({ id: 'LevelList' })

const ofCompetence = { competence: z.string() }
const tagged = { tags: z.array(z.string()), ...saidIn }

export const Statement = z
  .object({
    id: z.string(),
    ...ofCompetence,
    level: z.int().nullable().describe('null where the framework has no levels'),
    facet: z.string().nullable(),
    role: z.string().nullable(),
    ...tagged,
    text: z.string(),
    parts: z
      .array(z.object({ id: z.string(), text: z.string(), ...saidIn }))
      .describe('each judged in place of the whole; none where it is judged as it stands'),
  })
  .meta({ id: 'Statement' })

const Example = z.object({ number: z.int(), kind: z.string(), ...tagged, text: z.string() })
const UseCase = z.object({
  id: z.string(),
  level: z.int(),
  kind: z.string(),
  scenario: z.string(),
  lead: z.string().nullable(),
  items: z.array(z.string()),
  ...saidIn,
})

export const ListedCompetence = z.object({ area: z.string(), ...Titled }).meta({ id: 'ListedCompetence' })
export const ListedExample = Example.extend(ofCompetence).meta({ id: 'Example' })
export const ListedUseCase = UseCase.extend(ofCompetence).meta({ id: 'UseCase' })
export const ListedOutcome = z
  .object({
    id: z.string(),
    ...ofCompetence,
    level: z.int(),
    kind: z.string(),
    ...tagged,
    text: z.string(),
  })
  .meta({ id: 'LearningOutcome' })
export const Term = z
  .object({ id: z.string(), term: z.string(), explanation: z.string(), ...saidIn })
  .meta({ id: 'Term' })

export const CompetenceView = z
  .object({
    framework: z.string(),
    area: z.string(),
    ...Titled,
    ...saidIn,
    educationLevels: z.array(z.string()).optional().describe('where its publisher says for whom it is'),
    facets: z.array(z.object({ id: z.string(), label: z.string() })),
    statements: z.array(Statement),
    examples: z.array(Example),
    useCases: z.array(UseCase),
  })
  .meta({ id: 'Competence' })

const FoundAt = z
  .array(z.object({ start: z.int(), end: z.int() }))
  .describe('where the found words stand in it, from `start` to before `end`, in UTF-16 code units')
const markedWithin = z.object({
  code: z.string(),
  text: z.string(),
  markedText: z.string().describe('as escaped HTML, found words in <mark>'),
  foundAt: FoundAt,
})

export const SearchHit = z
  .object({
    kind: z.enum(searchedKinds),
    id: z.string().describe('code, id or number of what was found'),
    competence: z.string().nullable().describe('the competence it belongs to'),
    title: z.string().nullable(),
    text: z.string(),
    markedTitle: z.string().nullable().describe('the title as escaped HTML, found words in <mark>'),
    markedText: z.string().describe('the text as escaped HTML, found words in <mark>'),
    foundInTitle: FoundAt.optional(),
    foundInText: FoundAt.optional(),
    facets: z.array(markedWithin).optional().describe('facets of a competence that have found words'),
    parts: z.array(markedWithin).optional().describe('parts of a statement that have found words'),
    ...saidIn,
    labels: z.array(z.string()).optional().describe('labels (tags, kinds, roles) that have found words'),
  })
  .meta({ id: 'SearchHit' })

const Coded = z.object({ code: z.string(), title: z.string() })
const Pair = z.object({
  from: Coded,
  to: Coded,
  titleChanged: z.boolean().describe('whether the published title is another'),
})
const MappedLevel = z.object({ level: z.int(), code: z.string(), title: z.string() })
const mappingHead = {
  from: z.string(),
  to: z.string(),
  source: z.string().describe('publication and table'),
  notice: z.string().describe('what the map is not'),
}

export const MappingView = z
  .object({
    ...mappingHead,
    levels: z.array(z.object({ from: z.array(MappedLevel), to: MappedLevel })),
    areas: z.array(Pair),
    competences: z.array(Pair),
  })
  .meta({ id: 'Mapping', description: 'A map between two frameworks, for reading, never a conversion.' })

export const MappingList = z.object({ items: z.array(z.object(mappingHead)) }).meta({ id: 'MappingList' })
