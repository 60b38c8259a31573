import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { addDays } from '../../../platform/dates.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../../platform/http/pages.ts'
import { dayOf, UTC } from '../../../platform/time-zone.ts'
import { watchers } from '../access.ts'
import { assessorActions } from '../actions.ts'
import { listPauses } from './issuing-pause-store.ts'
import { reportAgreement } from './report-agreement.ts'
import { resumeIssuing } from './resume-issuing.ts'
import { AgreementReport, PauseView, Resumption, viewPause } from './schemas.ts'

const params = z.object({ id: z.uuid() })

export const raterAgreementRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/reports/agreement',
    {
      config: reads('reportAgreement', { scope: 'read', roles: watchers }),
      schema: {
        summary: 'Report how well assessors agree',
        description: 'By partnership, framework and quarter, over the outcomes that two assessors marked.',
        tags: ['Reports'],
        querystring: z.strictObject({
          from: z.iso.date().optional().describe('a year before `until` when left out'),
          until: z.iso
            .date()
            .optional()
            .describe('this day still counts; today when left out; days are those of UTC'),
          projectId: z.uuid().optional().describe('only what was marked in this project of yours'),
        }),
        response: { 200: AgreementReport },
      },
    },
    async ({ ctx, query }) => {
      const until = query.until ?? dayOf(ctx.now(), UTC)
      const from = query.from ?? addDays(until, -365)
      const asked = { from, until, projectId: query.projectId }
      return read(ctx, (tx) => reportAgreement(tx, ctx.actor.organisationId, asked))
    },
  )

  app.get(
    '/issuing-pauses',
    {
      config: reads('listIssuingPauses', { scope: 'read', roles: [...watchers, 'issuer'] }),
      schema: {
        summary: 'List the pauses of issuing',
        tags: ['Reports'],
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(PauseView, 'IssuingPausePage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(
        await read(ctx, (tx) => listPauses(tx, ctx.actor.organisationId, keyset)),
        keyset,
        viewPause,
      )
    },
  )

  app.post(
    '/issuing-pauses/:id/resumption',
    {
      config: does(assessorActions.resumeIssuing),
      schema: {
        summary: 'Resume issuing for a partnership, with a reason',
        tags: ['Reports'],
        params,
        body: Resumption,
        response: { 200: PauseView },
      },
    },
    async ({ ctx, params, body }) => viewPause(await resumeIssuing(ctx, params.id, body.reason)),
  )
}
