import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { getCertificate, getPaper } from '../../certification/certificates/store.ts'
import { type Context, read, type Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { followLink, LinkParams } from '../../platform/auth/links.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { chooseSpoken, LanguageQuery, wantsJson } from '../../platform/http/language.ts'
import { sharingActions } from './actions.ts'
import { chooseLevel } from './choose-level.ts'
import { endShare } from './end-share.ts'
import { makeHolderLink } from './make-holder-link.ts'
import { makeShare } from './make-share.ts'
import { renderSharing } from './render-sharing.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

export const holderLinkRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates/:id/learner-links',
    {
      config: { ...does(sharingActions.makeHolderLink), secretAnswer: true },
      schema: {
        summary: 'Make a link through which the learner shares the certificate',
        description:
          'Hand the address over yourself. It opens a page in Latvian or English on which the learner downloads the certificate, chooses what strangers see and makes links that expire. It works until it expires.',
        tags: ['Certificates'],
        params: z.object({ id: z.uuid() }),
        response: { 201: wire.HolderLinkView },
      },
    },
    async ({ ctx, params }, reply) => {
      reply.code(201)
      return makeHolderLink(ctx, params.id)
    },
  )
}

const querystring = z.strictObject(LanguageQuery)
const produces = ['text/html', 'application/json']
const consumes = ['application/x-www-form-urlencoded', 'application/json']

/** The learner's own page of a certificate: who holds its link acts as the learner. */
export const holderRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { rateLimit: { max: 60, timeWindow: '1 minute' } } as const
    const follow = (secret: string, requestId: string) =>
      followLink(services, 'share-certificate', secret, requestId)
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'private, no-store'))

    app.get(
      '/holder/:secret',
      {
        config: { ...config, ...reads('readDisclosure', 'public') },
        schema: {
          summary: 'Read what strangers see of a certificate, through a link',
          tags: ['Links'],
          params: LinkParams,
          querystring,
          produces,
          response: { 200: wire.SharingView },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await follow(request.params.secret, request.id)
        const sharing = await readSharing(ctx, link.subjectId)
        if (wantsJson(request)) return wire.viewSharing(sharing, services.publicUrl)
        const page = renderSharing(sharing, null, request.params.secret, chooseSpoken(request), services)
        return reply.type('text/html; charset=utf-8').send(page as never)
      },
    )

    app.get(
      '/holder/:secret/certificate.pdf',
      {
        config: { ...config, ...reads('downloadHolderPdf', 'public') },
        schema: {
          summary: 'Download the certificate as its learner, through a link',
          tags: ['Links'],
          params: LinkParams,
          produces: ['application/pdf'],
          response: { 200: z.any().describe('the document') },
        },
      },
      async (request, reply) => {
        const { link, ctx } = await follow(request.params.secret, request.id)
        const { certificate, file } = await read(ctx, async (tx) => ({
          certificate: await getCertificate(tx, link.subjectId),
          file: await getPaper(tx, link.subjectId),
        }))
        const { mediaType: type, bytes } = file
        return sendDownload(request, reply, { name: `${certificate.number}.pdf`, type, bytes })
      },
    )

    app.post(
      '/holder/:secret/level',
      {
        config: { ...config, ...does(sharingActions.chooseDisclosure) },
        schema: {
          summary: 'Choose what strangers see, through a link',
          tags: ['Links'],
          params: LinkParams,
          querystring,
          consumes,
          produces,
          body: wire.LevelForm,
          response: { 200: wire.SharingView },
        },
      },
      async (request, reply) => {
        const { secret } = request.params
        const { link, ctx } = await follow(secret, request.id)
        await chooseLevel(ctx, link.subjectId, request.body.level)
        if (!wantsJson(request)) return reply.redirect(back(secret, request.query.lang), 303) as never
        return wire.viewSharing(await readSharing(ctx, link.subjectId), services.publicUrl)
      },
    )

    app.post(
      '/holder/:secret/shares',
      {
        config: { ...config, ...does(sharingActions.shareCertificate) },
        schema: {
          summary: 'Make an address of the certificate that expires, through a link',
          tags: ['Links'],
          params: LinkParams,
          querystring,
          consumes,
          produces,
          body: wire.ShareForm,
          response: { 201: wire.NewShareView },
        },
      },
      async (request, reply) => {
        const { secret } = request.params
        const { link, ctx } = await follow(secret, request.id)
        const made = await makeShare(ctx, link.subjectId, request.body.level, request.body.days)
        reply.code(201)
        if (wantsJson(request)) return { ...wire.viewShare(made.share), url: made.url }
        const sharing = await readSharing(ctx, link.subjectId)
        const page = renderSharing(sharing, made, secret, chooseSpoken(request), services)
        return reply.type('text/html; charset=utf-8').send(page as never)
      },
    )

    app.post(
      '/holder/:secret/shares/:share/end',
      {
        config: { ...config, ...does(sharingActions.endShare) },
        schema: {
          summary: 'End an address of the certificate, through a link',
          tags: ['Links'],
          params: LinkParams.extend({ share: z.uuid() }),
          querystring,
          produces,
          response: { 200: wire.SharingView },
        },
      },
      async (request, reply) => {
        const { secret, share } = request.params
        const { link, ctx } = await follow(secret, request.id)
        await endShare(ctx, link.subjectId, share)
        if (!wantsJson(request)) return reply.redirect(back(secret, request.query.lang), 303) as never
        return wire.viewSharing(await readSharing(ctx, link.subjectId), services.publicUrl)
      },
    )
  }

const back = (secret: string, lang: string | undefined) => `/holder/${secret}${lang ? `?lang=${lang}` : ''}`

function readSharing(ctx: Context, certificateId: string): Promise<wire.Sharing> {
  return read(ctx, async (tx) => ({
    certificate: await getCertificate(tx, certificateId),
    level: await store.findLevel(tx, certificateId),
    shares: await store.listOpenShares(tx, certificateId, ctx.now()),
  }))
}
