import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { stageShown } from '../../mobility/mobilities/stage-shown.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { longText } from '../../platform/http/texts.ts'
import { html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import { partRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import { type FilledForm, spaceHtml, wrongHtml, wrongIn } from '../../platform/pages/typed-form.ts'
import { loadCase } from '../../recognition/load-case.ts'
import { isOpen, type Stage } from '../../recognition/stage.ts'
import { myPageActions } from './actions.ts'
import { withdrawByLink } from './withdraw-by-link.ts'
import { say } from './words.ts'

const path = '/withdrawal/:subject'

const WithdrawalForm = z
  .strictObject({ reason: longText(2000) })
  .meta({ id: 'CaseWithdrawalForm', examples: [{ reason: 'The mobility ended early.' }] })

const fieldAt = (pointer: string) => pointer.split('/')[1] || null

/** Whether the case of a page can be ended now. */
const readStage = ({ ctx, link }: Pick<Visit, 'ctx' | 'link'>) =>
  read(ctx, async (tx) => {
    const { recognition } = await loadCase(tx, link.subjectId, ctx.now())
    return { recognitionId: recognition.id, stage: recognition.stage }
  })

function renderWithdrawing(
  stage: Stage,
  form: FilledForm,
  { base, language }: Pick<Visit, 'base' | 'language'>,
): string {
  const w = say.in(language)
  const reason = { name: 'reason', label: w('withdraw-why'), max: 2000, rows: 4, required: true }
  const body = isOpen(stage)
    ? html`<p class="lead">${w('withdraw-means')}</p>
${wrongHtml(form, language)}
<form class="panel" method="post" action="${base}?lang=${language}">
${spaceHtml(form, reason, language)}
<p><button class="quiet">${w('withdraw-do')}</button></p></form>`
    : html`<p>${w('withdraw-over')}</p>`
  return linkPage(language, w('withdraw-title'), body, stageShown(stage))
}

/** Where a guardian, or a learner of age, ends a case. */
export const withdrawalRoutes = (services: Services): FastifyPluginAsync =>
  partRoutes(
    services,
    (pages) => {
      pages.shows(
        path,
        {
          ...reads('readWithdrawalForm', 'public'),
          summary: 'Read whether a case can be ended, on the page of its learner or their guardian',
          view: z.object({ recognitionId: z.uuid(), open: z.boolean() }).meta({ id: 'CaseWithdrawalPage' }),
        },
        {
          read: readStage,
          json: ({ recognitionId, stage }) => ({ recognitionId, open: isOpen(stage) }),
          page: ({ stage }, visit) => renderWithdrawing(stage, { typed: {}, wrong: [] }, visit),
        },
      )

      pages.takes(
        path,
        {
          ...does(myPageActions.withdrawByLink),
          summary: 'End a case with a reason, as the guardian of its learner, or as a learner of age',
          body: WithdrawalForm,
          view: z
            .object({ recognitionId: z.uuid(), stage: z.literal('withdrawn') })
            .meta({ id: 'CaseWithdrawn' }),
        },
        {
          act: ({ ctx, link, body }) => withdrawByLink(ctx, link, body.reason),
          json: (done) => done,
          page: (_done, { back }) => ({ seeOther: back! }),
          again: async (visit, typed, refusal) => {
            const { stage } = await readStage(visit)
            const wrong = wrongIn(refusal, typed, visit.language, fieldAt)
            return renderWithdrawing(stage, { typed, wrong }, visit)
          },
        },
      )
    },
    ['learner', 'guardian'],
  )
