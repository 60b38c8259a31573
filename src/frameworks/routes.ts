import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { chooseLanguage } from '../platform/http/language.ts'
import { describeCompetence, describeFramework, summariseFramework } from './describe-framework.ts'
import type { Framework, FrameworkLibrary } from './framework.ts'
import { CompetenceView, FrameworkSummary, FrameworkView } from './schemas.ts'

const querystring = z.strictObject({ lang: z.string().min(2).max(10).optional() })
const config = { access: 'public' } as const

type Answer = { body: Buffer; etag: string; language: string }

/** The measure, open to all. Every answer is made once, at start, and sent as the bytes it is. */
export const frameworkRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    const languages = [...new Set([...library.values()].flatMap((one) => [...one.texts.keys()]))]
    const lists = new Map(
      languages.map((language) => [
        language,
        answer({ items: [...library.values()].map((one) => summariseFramework(one, language)) }, language),
      ]),
    )
    const answers = new Map([...library.values()].map((one) => [one.id, answersOf(one)]))

    app.get(
      '/frameworks',
      {
        config,
        schema: {
          summary: 'List the frameworks',
          tags: ['Frameworks'],
          querystring,
          response: { 200: z.object({ items: z.array(FrameworkSummary) }).meta({ id: 'FrameworkList' }) },
        },
      },
      async (request, reply) => send(request, reply, lists),
    )

    app.get(
      '/frameworks/:id',
      {
        config,
        schema: {
          summary: 'Read a framework: areas, competences and levels',
          tags: ['Frameworks'],
          params: z.object({ id: z.string().max(60) }),
          querystring,
          response: { 200: FrameworkView },
        },
      },
      async (request, reply) => send(request, reply, known(answers, request.params.id, 'framework').whole),
    )

    app.get(
      '/frameworks/:id/competences/:code',
      {
        config,
        schema: {
          summary: 'Read a competence with its statements, examples and use cases',
          tags: ['Frameworks'],
          params: z.object({ id: z.string().max(60), code: z.string().max(20) }),
          querystring,
          response: { 200: CompetenceView },
        },
      },
      async (request, reply) => {
        const framework = known(answers, request.params.id, 'framework')
        return send(request, reply, known(framework.competences, request.params.code, 'competence'))
      },
    )
  }

type Answers = Map<string, Answer>

function answersOf(framework: Framework): { whole: Answers; competences: Map<string, Answers> } {
  const inEach = (describe: (language: string) => object): Answers =>
    new Map([...framework.texts.keys()].map((language) => [language, answer(describe(language), language)]))
  const codes = framework.areas.flatMap((area) => area.competences.map((one) => one.code))
  return {
    whole: inEach((language) => describeFramework(framework, language)),
    competences: new Map(
      codes.map((code) => [code, inEach((language) => describeCompetence(framework, code, language))]),
    ),
  }
}

function answer(value: object, language: string): Answer {
  const body = Buffer.from(JSON.stringify(value))
  return { body, language, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

function known<T>(things: Map<string, T>, key: string, what: string): T {
  const thing = things.get(key)
  if (thing) return thing
  throw new Refusal('not-found', `There is no ${what} "${key}". Known: ${[...things.keys()].join(', ')}.`)
}

function send(request: FastifyRequest, reply: FastifyReply, byLanguage: Answers): FastifyReply {
  const available = [...byLanguage.keys()]
  const { body, etag, language } = byLanguage.get(chooseLanguage(request, available))!
  reply
    .header('content-language', language)
    .header('etag', etag)
    .header('cache-control', 'public, max-age=300')
    .header('vary', 'accept-language')
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(body)
}
