import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { LinkDelivery, QueuedLinkView } from '../../exchange/outbox/schemas.ts'
import { LinkView } from '../../mobility/agreements/schemas.ts'
import { settingsOf } from '../../parties/organisations/store.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { unsent } from '../../platform/pages/forms/acceptance.ts'
import { filledAgain } from '../../platform/pages/forms/filled-again.ts'
import { linkRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import type { FilledForm } from '../../platform/pages/typed-form.ts'
import { htmlType, wholePage } from '../../platform/pages/whole-page.ts'
import { documentationActions } from './actions.ts'
import { attest, declareAuthorship } from './declare.ts'
import { hashOfEvidence } from './evidence.ts'
import { fileOf } from './file-of.ts'
import { frameFileOf } from './frames/open-frame.ts'
import { makeDeclarationLink } from './make-declaration-link.ts'
import { renderDeclaration, renderDeclared, renderGivenDeclaration } from './render-declaration.ts'
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

/** What is to be declared, or was, where nothing came since or it was through this link; and whether somebody else may. */
const readToDeclare = ({ ctx, link }: Pick<Visit, 'ctx' | 'link'>) =>
  read(ctx, async (tx) => {
    const evidence = await store.listEvidence(tx, link.subjectId)
    const { otherSigner } = await settingsOf(tx, link.organisationId)
    const last = await store.findAuthorship(tx, link.subjectId)
    const before = evidence.filter(({ row }) => last && row.createdAt <= last.declaration.at)
    const isOver = link.usedAt !== null || before.length === evidence.length
    const takesOthers = otherSigner !== 'refuse'
    const given = last && isOver ? { ...last, evidence: before } : null
    return { evidence, hash: hashOfEvidence(evidence), given, takesOthers }
  })

const toDeclare = (
  { evidence, hash, given, takesOthers }: Awaited<ReturnType<typeof readToDeclare>>,
  { link, base, language }: Pick<Visit, 'link' | 'base' | 'language'>,
  form: FilledForm,
) => {
  if (!given) return renderDeclaration(evidence, hash, { ...link, base, form, takesOthers }, language)
  const shown = { stage: given.stage, file: `${base}/declaration.html?lang=${language}` }
  const place = { zone: link.zone, base }
  return renderGivenDeclaration(given.declaration, given.evidence, place, shown, language)
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
        read: readToDeclare,
        json: ({ evidence, hash }) => ({ items: evidence.map((piece) => wire.viewEvidence(piece)), hash }),
        page: (shown, visit) => toDeclare(shown, visit, unsent),
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

    pages.gives(
      '/declare/:secret/frames/:piece',
      {
        ...reads('downloadDeclaredFrame', 'public'),
        summary: 'Download the first picture of a film that is to be declared, through a link',
        params: z.object({ piece: z.uuid() }),
        type: 'image/jpeg',
      },
      async ({ ctx, link, params: { piece } }) =>
        frameFileOf(ctx, await read(ctx, (tx) => store.getEvidence(tx, link.subjectId, piece))),
    )

    pages.gives(
      '/declare/:secret/declaration.html',
      {
        ...reads('downloadDeclaration', 'public'),
        summary: 'Download what was declared, through a link',
        type: 'text/html',
      },
      async (visit) => {
        const { given } = await readToDeclare(visit)
        if (!given) throw notFound('file')
        const { link, base, language } = visit
        const place = { zone: link.zone, base }
        const page = renderGivenDeclaration(given.declaration, given.evidence, place, null, language)
        return { name: 'declaration.html', type: htmlType, bytes: wholePage(page) }
      },
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
        act: ({ ctx, link, language, body: { name, onBehalf, hash } }) =>
          declareAuthorship(ctx, link, { name, onBehalf, hash, statement: say('statement')(language) }),
        json: ({ row }) => wire.viewDeclaration(row),
        page: ({ row, sending }, { link, base, language }) =>
          renderDeclared(row, { zone: link.zone, base, sending }, language),
        again: async (visit, typed, refusal) =>
          toDeclare(await readToDeclare(visit), visit, filledAgain(typed, refusal, visit.language)),
      },
    )
  })
