import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { placeOfPaper } from '../../certification/papers/check-paper.ts'
import type { Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery, wantsJson } from '../../platform/http/language.ts'
import { limitGuesses } from '../submissions/limit-guesses.ts'
import { checkShare } from './check-code.ts'
import { checkPerson, type PersonClaim } from './check-person.ts'
import { checkFile, checkText } from './check-submission.ts'
import { verificationPageRoutes } from './page-routes.ts'
import { renderForm } from './pages/render-form.ts'
import { renderRecord } from './pages/render-record.ts'
import { renderVerdict } from './pages/render-verdict.ts'
import {
  documentBodies,
  MAX_DOCUMENT_BYTES,
  readClaim,
  readSubmission,
  type Submission,
  takeDocuments,
} from './read-submission.ts'
import { PersonForm, VerificationForm, VerificationView } from './schemas.ts'
import type { Verdict } from './verdict.ts'
import { writeVerdict } from './view-verdict.ts'

const querystring = z.strictObject(LanguageQuery)
const produces = ['text/html', 'application/json']
const bodyLimit = MAX_DOCUMENT_BYTES + 64 * 1024
const config = { rateLimit: { max: 300, timeWindow: '1 minute' } } as const
/** A document costs more to check than a code. */
const documents = { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } } as const
const html = 'text/html; charset=utf-8'
const json = 'application/json; charset=utf-8'
/** Sent as a page or as JSON, so what is sent is not typed by it. */
const verification: z.ZodType = VerificationView

export const verificationRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const mayGuess = limitGuesses(app)
    takeDocuments(app)
    app.register(verificationPageRoutes(services))
    app.addHook('onSend', (_request, reply, _payload, done) => {
      reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language')
      done()
    })

    app.get(
      '/verify/:code',
      {
        config: { ...config, ...reads('verifyCode', 'public'), also: [302] },
        schema: {
          summary: 'Check a certificate by its verification code',
          description:
            'A page, or JSON for a client that asks for `application/json`. Spaces, hyphens and case do not matter. Tells as much as the learner chose.',
          tags: ['Verification'],
          params: z.object({ code: z.string().min(1).max(100) }),
          querystring,
          produces,
          response: { 200: verification, 404: verification },
        },
      },
      async (request, reply) => {
        const verdict = await checkText(services, request.params.code)
        const language = chooseSpoken(request)
        const now = services.now()
        reply.code(verdict.certificate ? 200 : 404).header('content-language', language)
        if (wantsJson(request)) return reply.type(json).send(writeVerdict(verdict, language, now, services))
        const paper = verdict.certificate ? null : await ownPage(verdict, request.params)
        const answer: FastifyReply = reply
        if (paper) return answer.redirect(`${paper}?lang=${language}`, 302)
        const page = renderVerdict(verdict, language, now, { self: true })
        return reply.type(html).send(page)
      },
    )

    app.get(
      '/share/:secret',
      {
        config: { ...config, ...reads('verifyShare', 'public') },
        schema: {
          summary: 'Check a certificate that its learner has shared',
          description:
            'Opens until the learner ends it or it expires; after that it is answered as if it had never been.',
          tags: ['Verification'],
          params: z.object({ secret: z.string().min(1).max(100) }),
          querystring,
          produces,
          response: { 200: verification, 404: verification },
        },
      },
      async (request, reply) => {
        const verdict = await checkShare(services, request.params.secret)
        const language = chooseSpoken(request)
        const now = services.now()
        reply.code(verdict.certificate ? 200 : 404).header('content-language', language)
        if (wantsJson(request)) return reply.type(json).send(writeVerdict(verdict, language, now, null))
        const page = renderVerdict(verdict, language, now, { self: true, share: request.params.secret })
        return reply.type(html).send(page)
      },
    )

    app.post(
      '/share/:secret',
      {
        config: {
          ...config,
          ...reads('confirmShareHolder', 'public'),
          bodies: { 'application/x-www-form-urlencoded': PersonForm, 'application/json': PersonForm },
          also: [303],
        },
        schema: {
          summary: 'Ask whose a shared certificate is',
          description:
            'Give `birthDate` or `email`; answers like the share itself, with one more check. A browser that gives neither is sent back.',
          tags: ['Verification'],
          params: z.object({ secret: z.string().min(1).max(100) }),
          querystring,
          consumes: ['application/x-www-form-urlencoded', 'application/json'],
          produces,
          response: { 200: verification },
        },
      },
      async (request, reply) => {
        const { secret: share } = request.params
        const language = chooseSpoken(request)
        const now = services.now()
        const place = { self: true, share }
        const answer: FastifyReply = reply
        let claim: PersonClaim
        try {
          claim = readClaim(request)
        } catch (error) {
          if (wantsJson(request) || !(error instanceof Refusal)) throw error
          const page = renderVerdict(await checkShare(services, share), language, now, {
            ...place,
            faults: error.faults,
          })
          return answer.code(400).type(html).send(page)
        }
        const verdict = await confirm(await checkShare(services, share), claim, request)
        reply.header('content-language', language)
        if (wantsJson(request)) return reply.type(json).send(writeVerdict(verdict, language, now, null))
        if (verdict.certificate && !verdict.found.person)
          return answer.redirect(`/share/${share}?lang=${language}`, 303)
        return answer.type(html).send(renderVerdict(verdict, language, now, place))
      },
    )

    app.post(
      '/verify',
      {
        bodyLimit,
        config: {
          ...documents,
          ...reads('submitVerificationForm', 'public'),
          bodies: { 'multipart/form-data': VerificationForm },
          also: [303],
        },
        schema: {
          summary: 'Check what was put into the form of the page',
          description:
            'Give `code` or `file`, and `birthDate` or `email` to confirm whose it is. A browser is sent on to the page of a code.',
          tags: ['Verification'],
          querystring,
          consumes: ['multipart/form-data', 'application/x-www-form-urlencoded'],
          produces,
          response: { 200: verification },
        },
      },
      async (request, reply) => {
        const language = chooseSpoken(request)
        const now = services.now()
        const submission = await readSubmission(request).catch((error: unknown) => {
          if (wantsJson(request) || !(error instanceof Refusal) || error.reason !== 'bad-input') throw error
          return error
        })
        if (submission instanceof Refusal) {
          const page: FastifyReply = reply
          return page.code(400).type(html).send(renderForm(language, submission.faults))
        }
        const verdict = await answer(submission, request)
        if (wantsJson(request)) return reply.type(json).send(writeVerdict(verdict, language, now, services))
        if (submission.record)
          return reply.type(html).send(renderRecord(verdict, submission.record, language, now, services))
        // A code alone has a page of its own, which can be kept, sent on and read in the other language.
        const place = await ownPage(verdict, submission)
        if (place) return reply.redirect(`${place}?lang=${language}`, 303)
        return reply.type(html).send(renderVerdict(verdict, language, now))
      },
    )

    app.post(
      '/v1/verifications',
      {
        bodyLimit,
        config: {
          ...documents,
          ...reads('verifyDocument', 'public'),
          bodies: documentBodies,
        },
        schema: {
          summary: 'Check a PDF, a credential or a code',
          description:
            'Answers check by check. A key that a document carries is never trusted. An Open Badge may come as `application/json` too.',
          tags: ['Verification'],
          querystring,
          response: { 200: verification },
        },
      },
      async (request, reply) => {
        const verdict = await answer(await readSubmission(request), request)
        return reply.type(json).send(writeVerdict(verdict, chooseSpoken(request), services.now(), services))
      },
    )

    /** The page of a certificate, or of another paper whose code was given in place of one. */
    const ownPage = async ({ certificate, found, kind }: Verdict, { code, document }: Partial<Submission>) =>
      certificate
        ? document || found.person
          ? null
          : `/verify/${certificate.code}`
        : code && kind === 'unknown'
          ? placeOfPaper(services, code)
          : null

    async function answer({ code, document, claim }: Submission, request: FastifyRequest): Promise<Verdict> {
      const verdict = document ? await checkFile(services, document) : await checkText(services, code ?? '')
      return confirm(verdict, claim, request)
    }

    /** Adds whose the certificate is, if that is asked, and not too often. */
    async function confirm(verdict: Verdict, claim: PersonClaim, request: FastifyRequest): Promise<Verdict> {
      if (verdict.certificate && (claim.birthDate ?? claim.email) !== undefined)
        await mayGuess(request, verdict.certificate.id)
      return checkPerson(services, verdict, claim)
    }
  }
