import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Code } from '../frameworks/code.ts'
import { competencesOf, type Framework, type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { FrameworkParams, known, language, noFramework, open, tags } from '../frameworks/open-data.ts'
import { say } from '../frameworks/words.ts'
import { prepareEach } from './answer.ts'
import { sendOneOf } from './answer-again.ts'
import { describeCompetence, describeFramework, summariseFramework } from './describe-framework.ts'
import { describeMapping } from './describe-mapping.ts'
import {
  AreaList,
  CompetenceView,
  FrameworkList,
  FrameworkView,
  LevelList,
  MappingList,
  MappingView,
} from './schemas.ts'

const querystring = z.strictObject(language)
const params = FrameworkParams

/** The frameworks themselves. Every answer is made once, at start, and sent as the bytes it is. */
export const catalogueRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    const frameworks = [...library.values()]
    const languages = [...new Set(frameworks.flatMap(languagesOf))]
    const list = prepareEach(languages, (spoken) => ({
      items: frameworks.map((framework) => summariseFramework(framework, library, spoken)),
    }))
    const shelves = new Map(frameworks.map((framework) => [framework.id, answersOf(framework, library)]))
    const shelf = (id: string) => known(shelves, id, noFramework)

    app.get(
      '/frameworks',
      {
        ...open('listFrameworks'),
        schema: { summary: 'List the frameworks', tags, querystring, response: { 200: FrameworkList } },
      },
      async (request, reply) => sendOneOf(request, reply, list),
    )

    const parts = [
      ['', 'readFramework', 'whole', 'Read a framework: areas, competences and levels', FrameworkView],
      ['/areas', 'listAreas', 'areas', 'List the areas of a framework, with their competences', AreaList],
      ['/levels', 'listLevels', 'levels', 'List the proficiency levels of a framework', LevelList],
      ['/mappings', 'listMappings', 'mappingList', 'List the maps of a framework to others', MappingList],
    ] as const
    for (const [path, operation, part, summary, view] of parts) {
      app.get(
        `/frameworks/:id${path}`,
        { ...open(operation), schema: { summary, tags, params, querystring, response: { 200: view } } },
        async (request, reply) => sendOneOf(request, reply, shelf(request.params.id)[part]),
      )
    }

    app.get(
      '/frameworks/:id/competences/:code',
      {
        ...open('readCompetence'),
        schema: {
          summary: 'Read a competence with its statements, examples and use cases',
          tags,
          params: params.extend({ code: Code }),
          querystring,
          response: { 200: CompetenceView },
        },
      },
      async (request, reply) => {
        const { id, code } = request.params
        return sendOneOf(
          request,
          reply,
          known(shelf(id).competences, code, (asked) => say('no-competence', asked)),
        )
      },
    )

    app.get(
      '/frameworks/:id/mappings/:other',
      {
        ...open('readMapping'),
        schema: {
          summary: 'Read a map between two frameworks',
          description: 'A map for reading: no result is ever converted by it.',
          tags,
          params: params.extend({ other: z.string().max(60).describe('id of the other framework') }),
          querystring,
          response: { 200: MappingView },
        },
      },
      async (request, reply) => {
        const { id, other } = request.params
        return sendOneOf(
          request,
          reply,
          known(shelf(id).mappings, other, (asked) => say('no-map', { ...asked, from: id })),
        )
      },
    )
  }

function answersOf(framework: Framework, library: FrameworkLibrary) {
  const inEach = (describe: (language: string) => object) => prepareEach(languagesOf(framework), describe)
  return {
    whole: inEach((spoken) => describeFramework(framework, library, spoken)),
    areas: inEach((spoken) => ({ items: describeFramework(framework, library, spoken).areas })),
    levels: inEach((spoken) => ({ items: describeFramework(framework, library, spoken).levelScheme })),
    competences: new Map(
      competencesOf(framework).map(({ code }) => [
        code,
        inEach((spoken) => describeCompetence(framework, code, spoken)),
      ]),
    ),
    mappingList: inEach((spoken) => ({
      items: framework.mappings.map((mapping) => {
        const { levels: _, areas: __, competences: ___, ...head } = described(mapping, spoken)
        return head
      }),
    })),
    mappings: new Map(
      framework.mappings.map((mapping) => [mapping.to, inEach((spoken) => described(mapping, spoken))]),
    ),
  }

  function described(mapping: Framework['mappings'][number], spoken: string) {
    return describeMapping(mapping, framework, library.get(mapping.to)!, spoken)
  }
}
