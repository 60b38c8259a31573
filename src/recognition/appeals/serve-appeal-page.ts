import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../context.ts'
import { does } from '../../platform/actions/route-config.ts'
import { unsent } from '../../platform/pages/forms/acceptance.ts'
import { filledAgain } from '../../platform/pages/forms/filled-again.ts'
import { linkRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import type { FilledForm } from '../../platform/pages/typed-form.ts'
import { appealActions, appealLinkActions } from './actions.ts'
import { renderAppealPage, renderDone } from './render-appeal.ts'
import * as wire from './schemas.ts'
import { showResults } from './show-results.ts'
import { submitAppeal, withdrawAppeal } from './submit-appeal.ts'

const toAppeal = (
  results: Awaited<ReturnType<typeof showResults>>,
  { link, base, language }: Pick<Visit, 'link' | 'base' | 'language'>,
  form: FilledForm,
) => renderAppealPage(results, { ...link, base, used: link.usedAt !== null }, form, language)

export const appealPageRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'appeal', (pages) => {
    pages.shows(
      '/appeal/:secret',
      {
        ...does(appealLinkActions.showResults),
        summary: 'Read your own results and marks through a link',
        view: wire.AppealPage,
      },
      {
        read: ({ ctx, link, language }) => showResults(ctx, link, language),
        json: (results) => results,
        page: (results, visit) => toAppeal(results, visit, unsent),
      },
    )

    pages.takes(
      '/appeal/:secret',
      {
        ...does(appealLinkActions.submitAppeal),
        summary: 'Submit an appeal or complaint through a link',
        body: wire.AppealForm,
        view: wire.AppealPage,
      },
      {
        act: ({ ctx, link, body }) => submitAppeal(ctx, link, body),
        json: (_appeal, { ctx, link, language }) =>
          showResults(ctx, { ...link, usedAt: ctx.now() }, language),
        page: ({ dueOn }, { language }) => renderDone('done', dueOn, language),
        again: async (visit, typed, refusal) => {
          const form = filledAgain(typed, refusal, visit.language)
          return toAppeal(await showResults(visit.ctx, visit.link, visit.language), visit, form)
        },
      },
    )

    pages.takes(
      '/appeal/:secret/withdrawal',
      {
        ...does(appealActions.withdrawAppeal),
        summary: 'Withdraw an appeal or complaint through a link',
        body: wire.WithdrawalForm,
        view: wire.AppealPage,
      },
      {
        act: ({ ctx, link, body }) => withdrawAppeal(ctx, link, body.appealId),
        json: (_appeal, { ctx, link, language }) => showResults(ctx, link, language),
        page: (_appeal, { language }) => renderDone('withdrawn', null, language),
      },
    )
  })
