import { does, reads } from '../../../platform/actions/route-config.ts'
import { fieldAt } from '../../../platform/pages/forms/field-at.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import type { DeskPages } from '../../../platform/pages/link-pages.ts'
import { wrongIn } from '../../../platform/pages/typed-form.ts'
import { documentationActions } from '../../documentation/actions.ts'
import { EvidenceView, viewEvidence } from '../../documentation/schemas.ts'
import { CaseSheetView, OneCase, viewCaseSheet } from '../evidence/schemas.ts'
import { readCaseSheet } from '../read-case-sheet.ts'
import { say } from '../words.ts'
import { observationHtml } from './render-observation.ts'
import { ObservationForm } from './schemas.ts'
import { writeObservation } from './write-observation.ts'

export function addObservationPages(pages: DeskPages): void {
  const path = '/desk/:secret/recognitions/:id/observations'
  const { submitRecord } = documentationActions

  pages.shows(
    path,
    {
      ...reads('readObservationForm', 'public'),
      summary: 'Read of which outcomes and tasks something can be written down, at a desk',
      params: OneCase,
      view: CaseSheetView,
    },
    {
      read: ({ ctx, params, language }) => readCaseSheet(ctx, submitRecord, params.id, language),
      json: (sheet) => viewCaseSheet(sheet),
      page: (sheet, { secret, language }) =>
        linkPage(
          language,
          say('observe')(language),
          observationHtml({ sheet, sent: null, secret, language }, sheet.member, false),
          'documentation',
        ),
    },
  )

  pages.takes(
    path,
    {
      ...does(documentationActions.submitRecord),
      access: 'public',
      operation: 'recordObservation',
      summary: 'Write down what was seen, as evidence, at a desk',
      params: OneCase,
      body: ObservationForm,
      view: EvidenceView,
      status: 201,
    },
    {
      act: ({ ctx, params, body, language }) => writeObservation(ctx, params.id, body, language),
      json: (piece) => viewEvidence(piece),
      page: async (_piece, { ctx, params, secret, language }) => {
        const sheet = await readCaseSheet(ctx, submitRecord, params.id, language)
        const body = observationHtml({ sheet, sent: null, secret, language }, sheet.member, true)
        return linkPage(language, say('observe')(language), body, 'documentation')
      },
      again: async ({ ctx, params, secret, language }, typed, refusal) => {
        const sheet = await readCaseSheet(ctx, submitRecord, params.id, language)
        const wrong = wrongIn(refusal, typed, language, observationField)
        const body = observationHtml({ sheet, sent: { typed, wrong }, secret, language }, sheet.member, false)
        return linkPage(language, say('observe')(language), body, 'documentation')
      },
    },
  )
}

/** What is said of the record is said of what was typed of it. */
const observationField = (pointer: string): string | null =>
  fieldAt(pointer.replace(/^\/record\/(?:by\/)?/, '/'))
