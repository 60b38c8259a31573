import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { partRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import { wrongIn } from '../../platform/pages/typed-form.ts'
import { MAX_EVIDENCE_BYTES } from '../documentation/evidence.ts'
import { films } from '../documentation/media/recognise.ts'
import { EvidenceView, EvidenceWithdrawal, viewEvidence } from '../documentation/schemas.ts'
import type { EvidenceWithOutcomes } from '../documentation/store.ts'
import { withdrawEvidence } from '../documentation/withdrawal/withdraw-evidence.ts'
import { ownEvidenceActions } from './actions.ts'
import { bringEvidence } from './bring-evidence.ts'
import { readDiary, readOwnEvidence } from './read-own-evidence.ts'
import { renderDiary } from './render-diary.ts'
import { renderOwnEvidence } from './render-own-evidence.ts'
import * as wire from './schemas.ts'
import { submitDiary } from './submit-diary.ts'
import { changeDiary, writeDiary } from './write-diary.ts'

const evidence = '/evidence/:subject'
const diary = '/diary/:subject'
/** Chosen at once on a telephone. */
const MAX_FILES = 10

/** The field that a pointer into a form leads to. */
const fieldAt = (pointer: string) => pointer.split('/')[1] || null
const seeDiary = (_done: unknown, { back, link }: Pick<Visit, 'back' | 'link'>) => ({
  seeOther: `${back}/diary/${link.subjectId}`,
})

/** What a learner brings to their case from their own page: files, and a diary of which they hand in what they want. */
export const ownEvidenceRoutes = (services: Services): FastifyPluginAsync =>
  partRoutes(services, (pages) => {
    pages.shows(
      evidence,
      {
        ...reads('readOwnEvidence', 'public'),
        summary: 'Read what evidence a case has and takes, on the page of its learner',
        view: wire.OwnEvidenceView,
      },
      {
        read: ({ ctx, link, language }) => readOwnEvidence(ctx, link, language),
        json: ({ recognitionId, takes, outcomes, pieces }) => ({
          recognitionId,
          takes,
          outcomes,
          pieces: pieces.map((piece) => viewEvidence(piece)),
        }),
        page: (own, visit) => renderOwnEvidence(own, null, 0, visit),
      },
    )

    pages.takes(
      evidence,
      {
        ...does(ownEvidenceActions.submitOwnEvidence),
        summary: 'Bring files as evidence, as the learner',
        description: 'multipart/form-data: the fields, then up to 10 files called `file`.',
        files: { fields: wire.OwnEvidence, maxBytes: MAX_EVIDENCE_BYTES, maxFiles: MAX_FILES, large: films },
        view: z.object({ items: z.array(EvidenceView).max(MAX_FILES) }).meta({ id: 'OwnEvidenceBrought' }),
        status: 201,
      },
      {
        act: ({ ctx, link, readFiles }) => bringEvidence(ctx, link, readFiles),
        json: (brought) => ({ items: brought.map((piece) => viewEvidence(piece)) }),
        page: async (brought, visit) =>
          renderOwnEvidence(
            await readOwnEvidence(visit.ctx, visit.link, visit.language),
            null,
            brought.length,
            visit,
          ),
        again: async (visit, typed, refusal) => {
          const own = await readOwnEvidence(visit.ctx, visit.link, visit.language)
          return renderOwnEvidence(
            own,
            { typed, wrong: wrongIn(refusal, typed, visit.language, fieldAt) },
            0,
            visit,
          )
        },
      },
    )

    pages.takes(
      `${evidence}/pieces/:piece/withdrawal`,
      {
        ...does(ownEvidenceActions.withdrawOwnEvidence),
        summary: 'Take back a piece of evidence that one brought, with a reason, as the learner',
        params: wire.OwnPiece,
        body: EvidenceWithdrawal,
        view: EvidenceView,
      },
      {
        act: ({ ctx, link, params, body }) =>
          withdrawEvidence(
            ctx,
            link.subjectId,
            params.piece,
            body.reason,
            ownEvidenceActions.withdrawOwnEvidence,
          ),
        json: (piece: EvidenceWithOutcomes) => viewEvidence(piece),
        page: (_piece, { back, link }) => ({ seeOther: `${back}/evidence/${link.subjectId}` }),
      },
    )

    pages.shows(
      diary,
      {
        ...reads('readDiary', 'public'),
        summary: 'Read the diary of a case, on the page of its learner',
        view: wire.DiaryView,
      },
      {
        read: ({ ctx, link, language }) => readDiary(ctx, link, language),
        json: ({ recognitionId, takes, writes, outcomes, entries }) => ({
          recognitionId,
          takes,
          writes,
          outcomes,
          entries: entries.map(wire.viewEntry),
        }),
        page: (own, visit) => renderDiary(own, null, visit),
      },
    )

    pages.takes(
      diary,
      {
        ...does(ownEvidenceActions.addDiaryEntry),
        summary: 'Write a day into the diary, as the learner',
        body: wire.DiaryForm,
        view: wire.DiaryEntryView,
        status: 201,
      },
      {
        act: ({ ctx, link, body }) => writeDiary(ctx, link, body),
        json: wire.viewEntry,
        page: seeDiary,
        again: async (visit, typed, refusal) => {
          const own = await readDiary(visit.ctx, visit.link, visit.language)
          return renderDiary(own, { typed, wrong: wrongIn(refusal, typed, visit.language, fieldAt) }, visit)
        },
      },
    )

    pages.takes(
      `${diary}/entries/:entry`,
      {
        ...does(ownEvidenceActions.changeDiaryEntry),
        summary: 'Change a day in the diary that was not handed in, as the learner',
        params: wire.OneEntry,
        body: wire.DiaryForm,
        view: wire.DiaryEntryView,
      },
      {
        act: ({ ctx, link, params, body }) => changeDiary(ctx, link, params.entry, body),
        json: wire.viewEntry,
        page: seeDiary,
      },
    )

    pages.takes(
      `${diary}/entries/:entry/submission`,
      {
        ...does(ownEvidenceActions.submitDiaryEntry),
        summary: 'Hand a day of the diary in as evidence, as the learner',
        params: wire.OneEntry,
        body: wire.DiarySubmission,
        view: EvidenceView,
        status: 201,
      },
      {
        act: ({ ctx, link, params, body, language }) =>
          submitDiary(ctx, link, params.entry, body.competences, language),
        json: (piece: EvidenceWithOutcomes) => viewEvidence(piece),
        page: seeDiary,
      },
    )
  })
