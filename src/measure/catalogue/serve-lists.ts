import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { chooseLanguage } from '../../platform/http/language.ts'
import { PageQuery, pageOf } from '../../platform/http/pages.ts'
import { Code } from '../frameworks/code.ts'
import { type Framework, type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { FrameworkParams, known, language, noFramework, open, tags } from '../frameworks/open-data.ts'
import { prepare, sendAnswer } from './answer.ts'
import {
  type CatalogueItem,
  describeItems,
  filterValues,
  type ListName,
  listFilters,
} from './describe-items.ts'
import { assertFilters, pageOfItems } from './list-items.ts'
import { ListedCompetence, ListedExample, ListedOutcome, ListedUseCase, Statement, Term } from './schemas.ts'

const meanings = {
  area: 'code of an area',
  competence: 'code of a competence',
  level: "a level's number, or what the framework prints for it",
  facet: 'id of a facet of the competence',
  kind: 'id of a kind',
  tag: 'id of a tag',
}

const lists: Record<ListName, { operation: string; summary: string; view: z.ZodType; page: string }> = {
  competences: {
    operation: 'listCompetences',
    summary: 'List the competences of a framework',
    view: ListedCompetence,
    page: 'CompetencePage',
  },
  statements: {
    operation: 'listStatements',
    summary: 'List the statements of a framework',
    view: Statement,
    page: 'StatementPage',
  },
  examples: {
    operation: 'listExamples',
    summary: 'List the examples of a framework',
    view: ListedExample,
    page: 'ExamplePage',
  },
  'use-cases': {
    operation: 'listUseCases',
    summary: 'List the use cases of a framework',
    view: ListedUseCase,
    page: 'UseCasePage',
  },
  'learning-outcomes': {
    operation: 'listLearningOutcomes',
    summary: 'List the learning outcomes of a framework',
    view: ListedOutcome,
    page: 'LearningOutcomePage',
  },
  terms: {
    operation: 'listTerms',
    summary: 'List the glossary of a framework',
    view: Term,
    page: 'TermPage',
  },
}

type Ready = { json: ReadonlyMap<string, string>; items: readonly CatalogueItem[] }
type Shelf = {
  languages: string[]
  values: Record<string, readonly string[]>
  byLanguage: Map<string, Record<ListName, Ready>>
}

/** The long lists, in pages; what is shown of each thing is made once, at start. */
export const listRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    const shelves = new Map([...library.values()].map((framework) => [framework.id, shelfOf(framework)]))
    for (const name of Object.keys(lists) as ListName[]) {
      const { operation, summary, view, page } = lists[name]
      const filters: Record<string, z.ZodOptional<z.ZodString>> = {}
      for (const filter of listFilters[name]) filters[filter] = Code.optional().describe(meanings[filter])
      app.get(
        `/frameworks/:id/${name}`,
        {
          ...open(operation),
          schema: {
            summary,
            tags,
            params: FrameworkParams,
            querystring: z.strictObject({ ...filters, ...language, ...PageQuery }),
            response: { 200: pageOf(view, page) },
          },
        },
        async (request, reply) => {
          const shelf = known(shelves, request.params.id, noFramework)
          const { limit, cursor } = request.query
          const asked = filtersOf(name, request.query)
          assertFilters(asked, shelf.values)
          const chosen = chooseLanguage(request, shelf.languages)
          const { items, json } = shelf.byLanguage.get(chosen)![name]
          const { items: shown, next } = pageOfItems(items, {
            limit,
            cursor,
            filters: asked,
          })
          const body = `{"items":[${shown.map(({ key }) => json.get(key)).join(',')}],"next":${JSON.stringify(next)}}`
          return sendAnswer(request, reply, prepare(body, chosen))
        },
      )
    }
  }

/** By what a list is to be filtered. */
function filtersOf(name: ListName, query: Readonly<Record<string, unknown>>): Record<string, string> {
  const asked = listFilters[name].map((filter): [string, unknown] => [filter, query[filter]])
  return Object.fromEntries(asked.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function shelfOf(framework: Framework): Shelf {
  const languages = languagesOf(framework)
  const ready = (items: CatalogueItem[]): Ready => ({
    items,
    json: new Map(items.map(({ key, view }) => [key, JSON.stringify(view)])),
  })
  return {
    languages,
    values: filterValues(framework),
    byLanguage: new Map(
      languages.map((spoken) => {
        const described = Object.entries(describeItems(framework, spoken))
        return [
          spoken,
          Object.fromEntries(described.map(([name, items]) => [name, ready(items)])) as Record<
            ListName,
            Ready
          >,
        ]
      }),
    ),
  }
}
