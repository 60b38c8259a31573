import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import type { LinkHolder, LinkPurpose } from '../auth/link-terms.ts'
import { type Download, inParts, sendDownload } from '../http/download.ts'
import { chooseSpoken, wantsJson } from '../http/language.ts'
import { type ReadFiles, readFilesOf } from '../http/upload.ts'
import {
  type AboutRoute,
  addRoute,
  also,
  type Handler,
  type RouteToAdd,
  type Viewed,
  type WithFiles,
} from './add-route.ts'
import {
  type Door,
  deskDoor,
  doorsTo,
  type Followed,
  type FollowedToDesk,
  partDoor,
  personDoor,
} from './doors.ts'
import { type Html, html } from './html.ts'
import { answeringLinkErrors } from './link-page.ts'
import { noteOpening } from './note-opening.ts'
import { type PageOrAway, sendPage } from './send-page.ts'
import { type Again, showingAgain } from './show-again.ts'

type Language = ReturnType<typeof chooseSpoken>

/** Whoever came by a secret: whom they act as, how they are answered, and what they sent. */
type VisitBy<Came, Params, Body> = Came & { language: Language; params: Params; body: Body }

/** Whoever came through a link. */
export type Visit<Params = unknown, Body = unknown> = VisitBy<Followed, Params, Body>

/** A file may be asked for in parts. */
const givesAlso = [...also, ...inParts.also] as const
const produces = ['text/html', 'application/json']

type Answered<Came, Seen, Params, Body> = {
  json(seen: Seen, visit: VisitBy<Came, Params, Body>): unknown
  page(seen: Seen, visit: VisitBy<Came, Params, Body>): PageOrAway | Promise<PageOrAway>
}

/** The media type of a file, and whether a browser may be sent to a page first that asks for something. */
type GivenAs = { type: string; asksFirst?: true }

/** The pages that secrets of one kind lead to. */
type Pages<Came> = {
  /** Reads something and shows it, as a page or as JSON. */
  shows<Seen, Params>(
    path: string,
    about: Viewed<Params, never>,
    answer: Answered<Came, Seen, Params, never> & {
      read(visit: VisitBy<Came, Params, never>): Promise<Seen>
    },
  ): void
  /** Does what is asked, and says afterwards that it is done. */
  takes<Done, Params, Body>(
    path: string,
    about: Viewed<Params, Body> & WithFiles,
    answer: Answered<Came, Done, Params, Body> & {
      act(visit: VisitBy<Came, Params, Body> & { readFiles: ReadFiles }): Promise<Done>
      /** Left out: a form that is refused is not shown again. */
      again?: Again<VisitBy<Came, Params, Body>>
    },
  ): void
  /** Hands a file over. */
  gives<Params>(
    path: string,
    about: AboutRoute<Params, never> & GivenAs,
    file: (visit: VisitBy<Came, Params, unknown>) => Promise<Download>,
  ): void
}

/** The pages that the links of one purpose lead to. */
export type LinkPages = Pages<Followed>
/** The pages of a desk. */
export type DeskPages = Pages<FollowedToDesk>

/**
 * The routes that a link of one purpose opens. How often a link works, the terms of its purpose say. Where a learner's page
 * opens the same, it is below that page too.
 */
export const linkRoutes = (services: Services, purpose: LinkPurpose, addTo: (pages: LinkPages) => void) =>
  routesBehind(services, doorsTo(services, purpose), ({ ctx, link }) => noteOpening(ctx, link), addTo)

/** What the page of a learner alone has of one of their cases, and for whom: paths begin below the secret. */
export const partRoutes = (
  services: Services,
  addTo: (pages: LinkPages) => void,
  parties?: readonly LinkHolder[],
) => routesBehind(services, [partDoor(services, parties)], ({ ctx, link }) => noteOpening(ctx, link), addTo)

/** What the page of a learner, or of their guardian, has of the person, and for whom: paths begin below the secret. */
export const personRoutes = (
  services: Services,
  addTo: (pages: LinkPages) => void,
  parties?: readonly LinkHolder[],
) => routesBehind(services, [personDoor(services, parties)], ({ ctx, link }) => noteOpening(ctx, link), addTo)

/** Whoever looks up a desk notes that it was opened. */
const isNoted = async () => {}

/** The routes of a desk: each form that is sent from one names itself (`formField`), and is taken once. */
export const deskRoutes = (services: Services, addTo: (pages: DeskPages) => void) =>
  routesBehind(services, [deskDoor(services, false)], isNoted, addTo)

/** What is done with a desk whether it works or not. */
export const deskRenewalRoutes = (services: Services, addTo: (pages: DeskPages) => void) =>
  routesBehind(services, [deskDoor(services, true)], isNoted, addTo)

/** With what a form of a desk names itself. */
export const formField = (): Html => html`<input type="hidden" name="form" value="${randomUUID()}">`

/** The same, as what is sent. */
export const FormName = {
  form: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .describe('what tells this sending from every other one: sent again, it does nothing twice'),
}

/**
 * The routes that secrets open, all alike: sixty times a minute, kept by nobody on the way, in the language asked for, as a
 * page or as JSON, and what is wrong with the secret is said in the same way.
 */
const routesBehind =
  <Came extends Pick<Followed, 'back' | 'ctx'>>(
    { signInUrl }: Services,
    doors: readonly Door<Came>[],
    noteOpened: (came: Came) => Promise<void>,
    addTo: (pages: Pages<Came>) => void,
  ): FastifyPluginAsync =>
  async (app) => {
    app.setErrorHandler(answeringLinkErrors(signInUrl))
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'private, no-store'))

    /** Adds a route for each way there. */
    function add<Params, Body>(
      method: 'GET' | 'POST',
      path: string,
      { params, ...about }: RouteToAdd,
      handle: (visitOf: VisitOf<Came, Params, Body>) => Handler,
      again?: Again<VisitBy<Came, Params, Body>>,
    ): void {
      const page = path.split('/')[1]!
      for (const door of doors) {
        const visitOf: VisitOf<Came, Params, Body> = async (request) => ({
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
          {
            handler: handle(visitOf),
            ...(again && { errorHandler: showingAgain(again, visitOf, signInUrl) }),
          },
        )
      }
    }

    const answering =
      <Seen, Params, Body>(
        obtain: (visit: VisitBy<Came, Params, Body>, request: FastifyRequest) => Promise<Seen>,
        { json, page }: Answered<Came, Seen, Params, Body>,
        status = 200,
      ) =>
      (visitOf: VisitOf<Came, Params, Body>): Handler =>
      async (request, reply) => {
        const visit = await visitOf(request)
        const seen = await obtain(visit, request)
        if (request.method === 'GET') await noteOpened(visit)
        reply.code(status).header('content-language', visit.language)
        if (wantsJson(request)) return json(seen, visit)
        return sendPage(request, reply, await page(seen, visit), visit)
      }

    addTo({
      shows: (path, about, { read, ...answer }) =>
        add('GET', path, { ...about, produces }, answering(read, answer)),
      takes: (path, about, { act, again, ...answer }) =>
        add(
          'POST',
          path,
          { ...about, produces },
          answering(
            (visit, request) => act({ ...visit, readFiles: readFilesOf(request, about.files, visit.ctx) }),
            answer,
            about.status,
          ),
          again,
        ),
      gives: <Params>(
        path: string,
        { type, asksFirst, ...about }: AboutRoute<Params, never> & GivenAs,
        file: (visit: VisitBy<Came, Params, unknown>) => Promise<Download>,
      ) =>
        add<Params, unknown>(
          'GET',
          path,
          {
            ...about,
            also: asksFirst ? [303, ...givesAlso] : givesAlso,
            produces: [type],
            view: z.any().describe('the document'),
          },
          (visitOf) => async (request, reply) => {
            const visit = await visitOf(request)
            const download = await file(visit)
            await noteOpened(visit)
            return sendDownload(request, reply, download)
          },
        ),
    })
  }

type VisitOf<Came, Params, Body> = (request: FastifyRequest) => Promise<VisitBy<Came, Params, Body>>
