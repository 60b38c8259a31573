import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import type { reads } from '../actions/route-config.ts'
import type { LinkPurpose } from '../auth/link-terms.ts'
import { type Download, inParts, sendDownload } from '../http/download.ts'
import { chooseSpoken, LanguageQuery, wantsJson } from '../http/language.ts'
import { type Door, doorsTo, type Followed } from './doors.ts'
import { withWayBack } from './html.ts'
import { answerLinkError } from './link-page.ts'
import { noteOpening } from './note-opening.ts'

/** Whoever came through a link: whom they act as, how they are answered, and what they sent. */
export type Visit<Params = unknown, Body = unknown> = Followed & {
  language: ReturnType<typeof chooseSpoken>
  params: Params
  body: Body
}

/** What the API description says of a route; `params` stand in its address beside the secret. */
type About<Params, Body> = ReturnType<typeof reads> & {
  summary: string
  description?: string
  params?: z.ZodObject & z.ZodType<Params>
  body?: z.ZodType<Body>
}

/** A link says that it was used already, or that what it is for has changed. */
const also = [409, 412] as const
/** A file may be asked for in parts. */
const givesAlso = [...also, ...inParts.also] as const
/** A browser may be sent on to another page. */
const takesAlso = [303, ...also] as const

type Viewed<Params, Body> = About<Params, Body> & { view: z.ZodType; status?: 200 | 201 }

/** A page; or the address of one, to which a browser is sent on. */
type Page = string | { seeOther: string }

type Answered<Seen, Params, Body> = {
  json(seen: Seen, visit: Visit<Params, Body>): unknown
  page(seen: Seen, visit: Visit<Params, Body>): Page | Promise<Page>
}

/** The pages that the links of one purpose lead to. */
export type LinkPages = {
  /** Reads something and shows it, as a page or as JSON. */
  shows<Seen, Params>(
    path: string,
    about: Viewed<Params, never>,
    answer: Answered<Seen, Params, never> & { read(visit: Visit<Params, never>): Promise<Seen> },
  ): void
  /** Does what is asked, and says afterwards that it is done. */
  takes<Done, Params, Body>(
    path: string,
    about: Viewed<Params, Body>,
    answer: Answered<Done, Params, Body> & { act(visit: Visit<Params, Body>): Promise<Done> },
  ): void
  /** Hands a file over. */
  gives<Params>(
    path: string,
    about: About<Params, never> & { type: string },
    file: (visit: Visit<Params>) => Promise<Download>,
  ): void
}

const querystring = z.strictObject({
  lang: LanguageQuery.lang.describe('language of the answer; Accept-Language when left out'),
})
const produces = ['text/html', 'application/json']
const consumes = ['application/x-www-form-urlencoded', 'application/json']
const rateLimit = { max: 60, timeWindow: '1 minute' } as const

/**
 * The routes that a link of one purpose opens, all alike: sixty times a minute, kept by nobody on the way, in the language
 * asked for, as a page or as JSON, and what is wrong with the link is said in the same way. How often a link works, the
 * terms of its purpose say. Where a learner's page opens the same, it is below that page too.
 */
export const linkRoutes =
  (services: Services, purpose: LinkPurpose, addTo: (pages: LinkPages) => void): FastifyPluginAsync =>
  async (app) => {
    app.setErrorHandler(answerLinkError)
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'private, no-store'))

    /** Adds a route for each way there. */
    function add<Params, Body>(
      method: 'GET' | 'POST',
      path: string,
      { params, ...about }: Described,
      handle: (visitOf: VisitOf<Params, Body>) => Handler,
    ): void {
      const page = path.split('/')[1]!
      for (const door of doorsTo(services, purpose)) {
        const visitOf: VisitOf<Params, Body> = async (request) => ({
          ...(await door.follow(request, page)),
          language: chooseSpoken(request),
          params: request.params as Params,
          body: request.body as Body,
        })
        addRoute(
          app,
          method,
          door,
          path,
          { ...about, params: door.params.extend(params?.shape ?? {}) },
          handle(visitOf),
        )
      }
    }

    const answering =
      <Seen, Params, Body>(
        obtain: (visit: Visit<Params, Body>) => Promise<Seen>,
        { json, page }: Answered<Seen, Params, Body>,
        status = 200,
      ) =>
      (visitOf: VisitOf<Params, Body>): Handler =>
      async (request, reply) => {
        const visit = await visitOf(request)
        const seen = await obtain(visit)
        if (request.method === 'GET') await noteOpening(visit.ctx, visit.link)
        reply.code(status).header('content-language', visit.language)
        if (wantsJson(request)) return json(seen, visit)
        return sendPage(request, reply, await page(seen, visit), visit)
      }

    addTo({
      shows: (path, about, { read, ...answer }) =>
        add('GET', path, { ...about, produces }, answering(read, answer)),
      takes: (path, about, { act, ...answer }) =>
        add('POST', path, { ...about, produces }, answering(act, answer, about.status)),
      gives: <Params>(
        path: string,
        about: About<Params, never> & { type: string },
        file: (visit: Visit<Params>) => Promise<Download>,
      ) =>
        add<Params, unknown>(
          'GET',
          path,
          { ...about, also: givesAlso, produces: [about.type], view: z.any().describe('the document') },
          (visitOf) => async (request, reply) => {
            const visit = await visitOf(request)
            const download = await file(visit)
            await noteOpening(visit.ctx, visit.link)
            return sendDownload(request, reply, download)
          },
        ),
    })
  }

type Described = Viewed<unknown, unknown> & { produces: string[]; also?: readonly number[] }
type VisitOf<Params, Body> = (request: FastifyRequest) => Promise<Visit<Params, Body>>
type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

function addRoute(
  app: FastifyInstance,
  method: 'GET' | 'POST',
  door: Door,
  path: string,
  { summary, description, params, body, view, produces, status = 200, ...asked }: Described,
  handler: Handler,
): void {
  const schema = {
    summary,
    ...(description === undefined ? {} : { description }),
    tags: ['Links'],
    params,
    querystring,
    ...(body ? { consumes, body } : {}),
    produces,
    response: { [status]: view },
  }
  const operation = door.operationOf(asked.operation)
  const config = { rateLimit, also: method === 'POST' ? takesAlso : also, ...asked, operation }
  app.route({ method, url: door.pathOf(path), config, schema, handler })
}

/** A browser that is sent on keeps the language that it asked for. */
function sendPage(
  { query }: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  { back, language }: Pick<Visit, 'back' | 'language'>,
): FastifyReply {
  if (typeof page === 'string') {
    const whole = back ? withWayBack(page, `${back}?lang=${language}`, language) : page
    return reply.type('text/html; charset=utf-8').send(whole)
  }
  const { lang } = query as { lang?: string }
  return reply.redirect(lang ? `${page.seeOther}?lang=${lang}` : page.seeOther, 303)
}
