import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { getCertificate, getPaper } from '../../certification/certificates/store.ts'
import { assertBirthDateSaid } from '../../certification/downloads/assert-birth-date-said.ts'
import { read, type Services } from '../../context.ts'
import { LinkDelivery, QueuedLinkView } from '../../exchange/outbox/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import type { Link } from '../../platform/auth/links.ts'
import { filledAgain } from '../../platform/pages/forms/filled-again.ts'
import { linkRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import { sharingActions } from './actions.ts'
import { chooseDisclosure } from './choose-disclosure.ts'
import { confirmBirthDate } from './confirm-birth-date.ts'
import { endShare } from './end-share.ts'
import { makeHolderLink } from './make-holder-link.ts'
import { renderSharing } from './render-sharing.ts'
import * as wire from './schemas.ts'
import { shareCertificate } from './share-certificate.ts'
import * as store from './store.ts'

export const holderLinkRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates/:id/learner-links',
    {
      config: { ...does(sharingActions.makeHolderLink), secretAnswer: true, bodyOptional: true },
      schema: {
        summary: 'Make a link through which the learner shares the certificate',
        description:
          'Hand the address over yourself. It opens a page in Latvian or English on which the learner downloads the certificate, chooses what strangers see and makes links that expire. It works until it expires.',
        tags: ['Certificates'],
        params: z.object({ id: z.uuid() }),
        body: LinkDelivery.nullish(),
        response: { 201: wire.HolderLinkView, 202: QueuedLinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const link = await makeHolderLink(ctx, params.id, body?.deliver ?? 'answer')
      reply.code('url' in link ? 201 : 202)
      return link
    },
  )
}

/** The learner's own page of a certificate: who holds its link acts as the learner. */
export const holderRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'share-certificate', (pages) => {
    const view = (sharing: wire.Sharing, { base, language }: Pick<Visit, 'base' | 'language'>) =>
      wire.viewSharing(sharing, services, base, language)
    const back = (_done: unknown, { base }: Pick<Visit, 'base'>) => ({ seeOther: base })

    pages.shows(
      '/holder/:secret',
      {
        ...reads('readDisclosure', 'public'),
        summary: 'Read what strangers see of a certificate, through a link',
        view: wire.SharingView,
      },
      {
        read: readSharing,
        json: view,
        page: (sharing, visit) => renderSharing(sharing, {}, visit, services),
      },
    )

    pages.gives(
      '/holder/:secret/certificate.pdf',
      {
        ...reads('downloadHolderPdf', 'public'),
        summary: 'Download the certificate as its learner, through a link',
        description:
          'Waits for `POST /holder/{secret}/birth-date` where it says when the learner was born: until then 409, and a browser is sent to the page that asks.',
        type: 'application/pdf',
        asksFirst: true,
      },
      ({ ctx, link, base }) =>
        read(ctx, async (tx) => {
          const certificate = await getCertificate(tx, link.subjectId)
          assertBirthDateSaid({ link, base }, certificate, 'certificate.pdf')
          const { number } = certificate
          const paper = await getPaper(tx, link.subjectId)
          return { ...paper, name: `${number}.pdf`, type: paper.mediaType }
        }),
    )

    pages.takes(
      '/holder/:secret/birth-date',
      {
        ...does(sharingActions.confirmBirthDate),
        summary: 'Say when the learner was born, through a link, to have what tells it',
        description: 'Once for each link; ten times at most.',
        body: wire.BirthDateForm,
        view: wire.SharingView,
      },
      {
        act: ({ ctx, link, body }) => confirmBirthDate(ctx, link, body.birthDate),
        json: async (link: Link, visit) => view(await readSharing({ ...visit, link }), visit),
        page: back,
        again: async (visit, typed, refusal) => {
          const form = filledAgain(typed, refusal, visit.language)
          return renderSharing(await readSharing(visit), { form }, visit, services)
        },
      },
    )

    pages.takes(
      '/holder/:secret/level',
      {
        ...does(sharingActions.chooseDisclosure),
        summary: 'Choose what strangers see, through a link',
        body: wire.LevelForm,
        view: wire.SharingView,
      },
      {
        act: ({ ctx, link, body }) => chooseDisclosure(ctx, link.subjectId, body.level),
        json: async (_chosen, visit) => view(await readSharing(visit), visit),
        page: back,
      },
    )

    pages.takes(
      '/holder/:secret/shares',
      {
        ...does(sharingActions.shareCertificate),
        summary: 'Make an address of the certificate that expires, through a link',
        body: wire.ShareForm,
        view: wire.NewShareView,
        status: 201,
      },
      {
        act: ({ ctx, link, body }) => shareCertificate(ctx, link.subjectId, body.level, body.days),
        json: ({ share, url }) => ({ ...wire.viewShare(share), url }),
        page: async (made, visit) => renderSharing(await readSharing(visit), { made }, visit, services),
      },
    )

    pages.takes(
      '/holder/:secret/shares/:share/end',
      {
        ...does(sharingActions.endShare),
        summary: 'End an address of the certificate, through a link',
        params: z.object({ share: z.uuid() }),
        view: wire.SharingView,
      },
      {
        act: ({ ctx, link, params }) => endShare(ctx, link.subjectId, params.share),
        json: async (_ended, visit) => view(await readSharing(visit), visit),
        page: back,
      },
    )
  })

function readSharing({ ctx, link }: Pick<Visit, 'ctx' | 'link'>): Promise<wire.Sharing> {
  return read(ctx, async (tx) => ({
    link,
    certificate: await getCertificate(tx, link.subjectId),
    level: await store.findLevel(tx, link.subjectId),
    shares: await store.listOpenShares(tx, link.subjectId, ctx.now()),
  }))
}
