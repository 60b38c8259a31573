import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { LinkDelivery, QueuedLinkView } from '../../exchange/outbox/schemas.ts'
import { LinkView } from '../../mobility/agreements/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { linkRoutes } from '../../platform/pages/link-pages.ts'
import { documentationActions } from './actions.ts'
import { attest, declareAuthorship } from './declare.ts'
import { hashOfEvidence } from './evidence.ts'
import { fileOf } from './file-of.ts'
import { makeDeclarationLink } from './make-declaration-link.ts'
import { renderDeclaration, renderDeclared } from './render-declaration.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

const params = z.object({ id: z.uuid() })

/** The host attests; the learner is given a link through which to declare. */
export const declaringRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/attestation',
    {
      config: does(documentationActions.attestEvidence),
      schema: {
        summary: 'Attest, as the hosting organisation, that the work was done there',
        tags: ['Documentation'],
        params,
        body: wire.NewAttestation,
        response: { 201: wire.DeclarationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewDeclaration(await attest(ctx, params.id, body.statement))
    },
  )

  app.post(
    '/recognitions/:id/declaration-links',
    {
      config: { ...does(documentationActions.makeDeclarationLink), secretAnswer: true, bodyOptional: true },
      schema: {
        summary: 'Make a link through which the learner declares authorship',
        tags: ['Documentation'],
        params,
        body: LinkDelivery.nullish(),
        response: { 201: LinkView, 202: QueuedLinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const link = await makeDeclarationLink(ctx, params.id, body?.deliver ?? 'answer')
      reply.code('url' in link ? 201 : 202)
      return link
    },
  )
}

export const declarationPageRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'declare-authorship', (pages) => {
    pages.shows(
      '/declare/:secret',
      {
        ...reads('readEvidenceToDeclare', 'public'),
        summary: 'Read what is to be declared through a link',
        view: wire.EvidenceToDeclare,
      },
      {
        async read({ ctx, link }) {
          const evidence = await read(ctx, (tx) => store.listEvidence(tx, link.subjectId))
          return { evidence, hash: hashOfEvidence(evidence) }
        },
        json: ({ evidence, hash }) => ({ items: evidence.map((piece) => wire.viewEvidence(piece)), hash }),
        page: ({ evidence, hash }, { link, base, language }) =>
          renderDeclaration(evidence, hash, { ...link, base }, language),
      },
    )

    pages.gives(
      '/declare/:secret/files/:piece',
      {
        ...reads('downloadDeclaredFile', 'public'),
        summary: 'Download a file that is to be declared, through a link',
        params: z.object({ piece: z.uuid() }),
        type: '*/*',
      },
      async ({ ctx, link, params: { piece } }) =>
        fileOf(ctx, await read(ctx, (tx) => store.getEvidence(tx, link.subjectId, piece))),
    )

    pages.takes(
      '/declare/:secret',
      {
        ...does(documentationActions.declareAuthorship),
        summary: 'Declare authorship through a link',
        body: wire.DeclarationForm,
        view: wire.DeclarationView,
      },
      {
        act: ({ ctx, link, language, body: { name, hash } }) =>
          declareAuthorship(ctx, link, { name, hash, statement: say('statement')(language) }),
        json: wire.viewDeclaration,
        page: (_declaration, { language }) => renderDeclared(language),
      },
    )
  })
