import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { Email } from '../../parties/organisations/schemas.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery, wantsJson } from '../../platform/http/language.ts'
import { thanksPage } from '../../platform/pages/link-page.ts'
import { showingAgain } from '../../platform/pages/show-again.ts'
import { wrongIn } from '../../platform/pages/typed-form.ts'
import type { Language } from '../../platform/words/language.ts'
import { renderAsking } from './render-asking.ts'
import { sendPageLinks } from './send-page-links.ts'
import { say } from './words.ts'

const querystring = z.strictObject(LanguageQuery)
const produces = ['text/html', 'application/json']
const noStore = 'private, no-store'
const Asked = z.object({ about: z.string() }).meta({ id: 'PageLinkAsked' })
/** Sent as a page or as JSON, so what is sent is not typed by it. */
const asked: z.ZodType = Asked

const fieldAt = (pointer: string) => pointer.split('/')[1] || null

/**
 * Where anyone asks for the link to their own page. What is answered, and when, is the same for every address: who has it is
 * looked up after the answer.
 */
export const askingRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    const sending = new Set<Promise<void>>()
    app.addHook('onClose', async () => {
      await Promise.all(sending)
    })
    const typed: FastifyPluginAsyncZod = async (pages) => {
      pages.get(
        '/me',
        {
          config: reads('readPageLinkForm', 'public'),
          schema: {
            summary: 'Read the form with which a learner or guardian asks for the link to their page',
            tags: ['Links'],
            querystring,
            produces,
            response: { 200: asked },
          },
        },
        async (request, reply) => {
          const language = chooseSpoken(request)
          reply.headers({ 'cache-control': noStore, 'content-language': language })
          if (wantsJson(request)) return { about: say('asking-intro')(language) }
          const page = renderAsking({ typed: {}, wrong: [] }, language)
          return reply.type('text/html; charset=utf-8').send(page)
        },
      )

      pages.post(
        '/me',
        {
          config: {
            ...reads('requestPageLink', 'public'),
            rateLimit: { max: 60, timeWindow: '1 minute' },
          },
          errorHandler: showingAgain<{ language: Language }>(
            async ({ language }, sent, refusal) =>
              renderAsking({ typed: sent, wrong: wrongIn(refusal, sent, language, fieldAt) }, language),
            async (request) => ({ language: chooseSpoken(request) }),
            null,
          ),
          schema: {
            summary: 'Ask for the link to one’s own page; it goes to the address on file alone',
            description:
              'The answer is the same whatever the address. The message is sent once a day for each page, or waits under /v1/messages where no mail is sent.',
            tags: ['Links'],
            querystring,
            consumes: ['application/x-www-form-urlencoded', 'application/json'],
            body: z
              .strictObject({ email: Email.describe('the address that the school has') })
              .meta({ id: 'PageLinkRequest', examples: [{ email: 'learner.one@example.org' }] }),
            produces,
            response: { 202: asked },
          },
        },
        async (request, reply) => {
          const { email } = request.body
          const language = chooseSpoken(request)
          reply.raw.once('finish', () => {
            const sent = sendPageLinks(services, email, request.id)
              .catch((error: unknown) => request.log.error({ err: error }, 'a link could not be sent'))
              .finally(() => sending.delete(sent))
            sending.add(sent)
          })
          reply.code(202).headers({ 'cache-control': noStore, 'content-language': language })
          if (wantsJson(request)) return { about: say('asked')(language) }
          return reply
            .type('text/html; charset=utf-8')
            .send(thanksPage(language, say('asking-title')(language), say('asked')(language)))
        },
      )
    }
    await app.register(typed)
  }
