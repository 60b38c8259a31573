import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import { notFound } from '../../errors.ts'
import { LinkDelivery, QueuedLinkView } from '../../exchange/outbox/schemas.ts'
import { Code } from '../../measure/frameworks/code.ts'
import { LinkView } from '../../mobility/agreements/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { unsent } from '../../platform/pages/forms/acceptance.ts'
import { filledAgain } from '../../platform/pages/forms/filled-again.ts'
import { linkRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import type { FilledForm } from '../../platform/pages/typed-form.ts'
import { htmlType, wholePage } from '../../platform/pages/whole-page.ts'
import { loadCase } from '../load-case.ts'
import { OutcomeView, viewOutcome } from '../schemas.ts'
import { caseOf, getRecognition } from '../store.ts'
import { acknowledgeInformation, sheetOf } from './acknowledge-information.ts'
import { identificationActions } from './actions.ts'
import { addOutcome } from './add-outcome.ts'
import { claimOutcome } from './claim-outcome.ts'
import { hashOfSheet } from './information.ts'
import { makeInformationLink } from './make-information-link.ts'
import { readAccommodations } from './read-accommodations.ts'
import { recordAccommodation } from './record-accommodation.ts'
import { renderAcknowledged, renderGiven, renderInformation } from './render-information.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

export const identificationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/outcomes',
    {
      bodyLimit: LARGE_BODY,
      config: does(identificationActions.addOutcome),
      schema: {
        summary: 'Add an outcome that was not planned',
        tags: ['Identification'],
        params,
        body: wire.AdditionalOutcome,
        response: { 201: OutcomeView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewOutcome(await addOutcome(ctx, params.id, body))
    },
  )

  app.put(
    '/recognitions/:id/outcomes/:competence/claim',
    {
      config: does(identificationActions.claimOutcome),
      schema: {
        summary: 'Claim an outcome, or drop it with a reason',
        tags: ['Identification'],
        params: z.object({ id: z.uuid(), competence: Code }),
        body: wire.Claim,
        response: { 200: OutcomeView },
      },
    },
    async ({ ctx, params, body }) => viewOutcome(await claimOutcome(ctx, params.id, params.competence, body)),
  )

  app.post(
    '/recognitions/:id/information-links',
    {
      config: { ...does(identificationActions.makeInformationLink), secretAnswer: true, bodyOptional: true },
      schema: {
        summary: 'Make a link through which the learner reads and acknowledges the information sheet',
        description:
          'Identification begins only when that is done. The page is in Latvian or English; the link works once.',
        tags: ['Identification'],
        params,
        body: LinkDelivery.nullish(),
        response: { 201: LinkView, 202: QueuedLinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const link = await makeInformationLink(ctx, params.id, body?.deliver ?? 'answer')
      reply.code('url' in link ? 201 : 202)
      return link
    },
  )

  app.get(
    '/recognitions/:id/information',
    {
      config: reads('readAcknowledgement', { scope: 'read' }),
      schema: {
        summary: 'Read what the learner has acknowledged, and when',
        tags: ['Identification'],
        params,
        response: { 200: wire.InformationView },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const recognition = await getRecognition(tx, params.id)
        await keepReading(tx, actor, [caseOf(recognition)], ctx.now())
        return wire.viewInformation(await store.findAcknowledgement(tx, params.id))
      }),
  )

  app.post(
    '/recognitions/:id/accommodations',
    {
      config: does(identificationActions.recordAccommodation),
      schema: {
        summary: 'Record special needs and accommodations',
        description: 'The newest entry holds.',
        tags: ['Identification'],
        params,
        body: wire.NewAccommodation,
        response: { 201: wire.AccommodationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await recordAccommodation(ctx, params.id, body.text)
      reply.code(201)
      return wire.viewAccommodation(row)
    },
  )

  app.get(
    '/recognitions/:id/accommodations',
    {
      config: does(identificationActions.readAccommodations),
      schema: {
        summary: 'Read special needs and accommodations',
        description: 'Oldest first; the newest holds. Each reading is written down.',
        tags: ['Identification'],
        params,
        response: {
          200: z.object({ items: z.array(wire.AccommodationView) }).meta({ id: 'AccommodationList' }),
        },
      },
    },
    async ({ ctx, params }) => ({
      items: (await readAccommodations(ctx, params.id)).map(wire.viewAccommodation),
    }),
  )
}

/** The sheet of a case as it is today, what was acknowledged, and whether somebody else may for who was asked. */
async function readSheet({ ctx, link, language }: Pick<Visit, 'ctx' | 'link' | 'language'>) {
  const loaded = await read(ctx, (tx) => loadCase(tx, link.subjectId, ctx.now()))
  const sheet = sheetOf(ctx, loaded, language)
  const takesOthers = loaded.settings.otherSigner !== 'refuse'
  const { stage } = loaded.recognition
  return { sheet, hash: hashOfSheet(sheet), given: loaded.acknowledgements[0], stage, takesOthers }
}

const toRead = (
  { sheet, hash, given, stage, takesOthers }: Awaited<ReturnType<typeof readSheet>>,
  { link, base, language }: Pick<Visit, 'link' | 'base' | 'language'>,
  form: FilledForm,
) =>
  given
    ? renderGiven(
        given,
        { stage, zone: link.zone, file: `${base}/information.html?lang=${language}` },
        language,
      )
    : renderInformation(sheet, hash, link, { form, takesOthers })

export const informationRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'acknowledge-information', (pages) => {
    pages.shows(
      '/information/:secret',
      {
        ...reads('readInformationSheet', 'public'),
        summary: 'Read the information sheet through a link',
        view: wire.InformationToRead,
      },
      {
        read: readSheet,
        json: ({ sheet, hash }) => ({ sheet, hash }),
        page: (shown, visit) => toRead(shown, visit, unsent),
      },
    )

    pages.gives(
      '/information/:secret/information.html',
      {
        ...reads('downloadInformationSheet', 'public'),
        summary: 'Download the information sheet that was acknowledged, through a link',
        type: 'text/html',
      },
      async ({ ctx, link, language }) => {
        const given = await read(ctx, (tx) => store.findAcknowledgement(tx, link.subjectId))
        if (!given) throw notFound('file')
        return {
          name: 'information.html',
          type: htmlType,
          bytes: wholePage(renderGiven(given, { stage: null, zone: link.zone, file: null }, language)),
        }
      },
    )

    pages.takes(
      '/information/:secret',
      {
        ...does(identificationActions.acknowledgeInformation),
        summary: 'Acknowledge the information sheet through a link',
        body: wire.InformationForm,
        view: wire.InformationView,
      },
      {
        act: ({ ctx, link, body }) => acknowledgeInformation(ctx, link, body),
        json: ({ row }) => wire.viewInformation(row),
        page: ({ row, told }, { link, base, language }) =>
          renderAcknowledged(row, told, { zone: link.zone, base }, language),
        again: async (visit, typed, refusal) =>
          toRead(await readSheet(visit), visit, filledAgain(typed, refusal, visit.language)),
      },
    )
  })
