import { does, reads } from '../../../platform/actions/route-config.ts'
import { fieldAt } from '../../../platform/pages/forms/field-at.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import type { DeskPages } from '../../../platform/pages/link-pages.ts'
import { textOf, wrongIn } from '../../../platform/pages/typed-form.ts'
import { assessmentActions } from '../../assessment/actions.ts'
import { viewAssessment, viewDraft } from '../../assessment/schemas.ts'
import { say } from '../words.ts'
import { outcomeAt } from './due-marking.ts'
import { keepAtDesk, submitAtDesk } from './mark-at-desk.ts'
import { readMarkingSheet, readNextOutcome, readSent } from './read-marking-sheet.ts'
import { markingHtml, sentHtml } from './render-marking.ts'
import * as wire from './schemas.ts'

export function addMarkingPages(pages: DeskPages): void {
  const path = '/desk/:secret/recognitions/:id/outcomes/:competence'
  pages.shows(
    path,
    {
      ...reads('readMarkingSheet', 'public'),
      summary: 'Read what is to be marked of an outcome, at a desk',
      params: wire.MarkedOutcome,
      view: wire.MarkingSheetView,
    },
    {
      read: ({ ctx, params, language }) => readMarkingSheet(ctx, params.id, params.competence, language),
      json: (sheet) => wire.viewSheet(sheet),
      page: (sheet, { secret, language }) =>
        linkPage(language, sheet.title, markingHtml(sheet, null, { secret, language }), 'assessment'),
    },
  )
  pages.takes(
    path,
    {
      ...does(assessmentActions.saveDraft, assessmentActions.recordMarks),
      access: 'public',
      operation: 'markAtDesk',
      summary: 'Keep or give the marks of an outcome, at a desk',
      params: wire.MarkedOutcome,
      body: wire.MarkingForm,
      view: wire.MarkingDone,
    },
    {
      act: async ({ ctx, params, body, language }) => {
        const where = { recognitionId: params.id, competence: params.competence }
        if (textOf(body, 'do') !== 'submit') return { draft: await keepAtDesk(ctx, where, body), sent: null }
        const assessment = await submitAtDesk(ctx, where, body)
        return { draft: null, sent: await readSent(ctx, assessment, where, language) }
      },
      json: ({ draft, sent }) => ({
        draft: draft && viewDraft(draft),
        assessment: sent && viewAssessment(sent.assessment, sent.standings),
      }),
      page: async ({ sent }, { ctx, params, secret, language }) => {
        const own = { recognitionId: params.id, competence: params.competence }
        if (!sent) return { seeOther: outcomeAt(secret, own) }
        const next = await readNextOutcome(ctx, params.id, language)
        const waiting = next && { ...next, href: outcomeAt(secret, next) }
        const body = sentHtml(sent, sent.level, waiting, { secret, language })
        return linkPage(language, say('sent-title')(language), body, 'assessment')
      },
      again: async ({ ctx, params, secret, language }, typed, refusal) => {
        const sheet = await readMarkingSheet(ctx, params.id, params.competence, language)
        const wrong = wrongIn(refusal, typed, language, fieldAt)
        return linkPage(
          language,
          sheet.title,
          markingHtml(sheet, { typed, wrong }, { secret, language }),
          'assessment',
        )
      },
    },
  )
}
