import { does, reads } from '../../../platform/actions/route-config.ts'
import { assertAccess } from '../../../platform/auth/assert-access.ts'
import { fieldAt } from '../../../platform/pages/forms/field-at.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import type { DeskPages } from '../../../platform/pages/link-pages.ts'
import { wrongIn } from '../../../platform/pages/typed-form.ts'
import { documentationActions } from '../../documentation/actions.ts'
import { MAX_EVIDENCE_BYTES } from '../../documentation/evidence.ts'
import { openFrame } from '../../documentation/frames/open-frame.ts'
import { films } from '../../documentation/media/recognise.ts'
import { evidenceReaders, openEvidence } from '../../documentation/open-evidence.ts'
import { EvidenceView, viewEvidence } from '../../documentation/schemas.ts'
import { extendEvidence } from '../../documentation/submit-evidence.ts'
import { withdrawEvidence } from '../../documentation/withdrawal/withdraw-evidence.ts'
import { readCaseSheet } from '../read-case-sheet.ts'
import { say } from '../words.ts'
import { bringAtDesk } from './bring-at-desk.ts'
import { bringingHtml } from './render-bringing.ts'
import * as wire from './schemas.ts'

const path = '/desk/:secret/recognitions/:id/evidence'
/** Chosen at once on a telephone. */
const MAX_FILES = 10

export function addEvidencePages(pages: DeskPages): void {
  // Whoever brings evidence takes it back, for longer than more of it is brought.
  const { withdrawEvidence: action } = documentationActions

  pages.shows(
    path,
    {
      ...reads('readCaseSheet', 'public'),
      summary: 'Read which evidence a case has and takes, at a desk',
      params: wire.OneCase,
      view: wire.CaseSheetView,
    },
    {
      read: ({ ctx, params, language }) => readCaseSheet(ctx, action, params.id, language),
      json: (sheet) => wire.viewCaseSheet(sheet),
      page: (sheet, { secret, language }) =>
        linkPage(
          language,
          say('bring')(language),
          bringingHtml({ sheet, sent: null, secret, language }, 0),
          'documentation',
        ),
    },
  )

  pages.takes(
    path,
    {
      ...does(documentationActions.submitEvidence),
      access: 'public',
      operation: 'submitEvidenceAtDesk',
      summary: 'Bring files as evidence, at a desk',
      description: 'multipart/form-data: the fields, then up to 10 files called `file`.',
      params: wire.OneCase,
      files: {
        fields: wire.BroughtEvidence,
        maxBytes: MAX_EVIDENCE_BYTES,
        maxFiles: MAX_FILES,
        large: films,
      },
      view: wire.BroughtView,
      status: 201,
    },
    {
      act: ({ ctx, params, readFiles }) => bringAtDesk(ctx, params.id, readFiles),
      json: (brought) => ({ items: brought.map((piece) => viewEvidence(piece)) }),
      page: async (brought, { ctx, params, secret, language }) => {
        const sheet = await readCaseSheet(ctx, action, params.id, language)
        const body = bringingHtml({ sheet, sent: null, secret, language }, brought.length)
        return linkPage(language, say('bring')(language), body, 'documentation')
      },
      again: async ({ ctx, params, secret, language }, typed, refusal) => {
        const sheet = await readCaseSheet(ctx, action, params.id, language)
        const sent = { typed, wrong: wrongIn(refusal, typed, language, fieldAt) }
        const kept = Number(refusal.extra.kept ?? 0)
        return linkPage(
          language,
          say('bring')(language),
          bringingHtml({ sheet, sent, secret, language }, kept),
          'documentation',
        )
      },
    },
  )

  pages.gives(
    `${path}/:evidenceId`,
    {
      ...reads('openEvidenceAtDesk', 'public'),
      summary: 'Open a piece of evidence, at a desk',
      params: wire.OnePiece,
      type: '*/*',
    },
    ({ ctx, params }) =>
      openEvidence(ctx, params.id, params.evidenceId, (actor) =>
        assertAccess(actor, { scope: 'read', roles: evidenceReaders }),
      ),
  )

  pages.gives(
    `${path}/:evidenceId/frame`,
    {
      ...reads('openEvidenceFrameAtDesk', 'public'),
      summary: 'Open the first picture of a film that is evidence, at a desk',
      params: wire.OnePiece,
      type: 'image/jpeg',
    },
    ({ ctx, params }) =>
      openFrame(ctx, params.id, params.evidenceId, (actor) =>
        assertAccess(actor, { scope: 'read', roles: evidenceReaders }),
      ),
  )

  pages.takes(
    `${path}/:evidenceId/outcomes`,
    {
      ...does(documentationActions.extendEvidence),
      access: 'public',
      operation: 'extendEvidenceAtDesk',
      summary: 'Say which further outcomes a piece of evidence shows, at a desk',
      params: wire.OnePiece,
      body: wire.ExtensionForm,
      view: EvidenceView,
    },
    {
      act: ({ ctx, params, body }) => extendEvidence(ctx, params.id, params.evidenceId, body.competences),
      json: (piece) => viewEvidence(piece),
      page: (_piece, { params, secret }) => ({
        seeOther: `/desk/${secret}/recognitions/${params.id}/evidence`,
      }),
      again: async ({ ctx, params, secret, language }, typed, refusal) => {
        const sheet = await readCaseSheet(ctx, action, params.id, language)
        const wrong = wrongIn(refusal, typed, language, () => null)
        const body = bringingHtml({ sheet, sent: { typed: {}, wrong }, secret, language }, 0)
        return linkPage(language, say('bring')(language), body, 'documentation')
      },
    },
  )

  pages.takes(
    `${path}/:evidenceId/withdrawal`,
    {
      ...does(action),
      access: 'public',
      operation: 'withdrawEvidenceAtDesk',
      summary: 'Take back a piece of evidence, at a desk',
      params: wire.OnePiece,
      body: wire.WithdrawalAtDesk,
      view: EvidenceView,
    },
    {
      act: ({ ctx, params, body }) => withdrawEvidence(ctx, params.id, params.evidenceId, body.reason),
      json: (piece) => viewEvidence(piece),
      page: (_piece, { params, secret }) => ({
        seeOther: `/desk/${secret}/recognitions/${params.id}/evidence`,
      }),
      again: async ({ ctx, params, secret, language }, typed, refusal) => {
        const sheet = await readCaseSheet(ctx, action, params.id, language)
        const wrong = wrongIn(refusal, typed, language, fieldAt)
        const withdrawing = { evidenceId: params.evidenceId, typed, wrong }
        const body = bringingHtml({ sheet, sent: null, secret, language, withdrawing }, 0)
        return linkPage(language, say('bring')(language), body, 'documentation')
      },
    },
  )
}
