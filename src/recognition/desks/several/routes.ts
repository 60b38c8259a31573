import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { read, type Services } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { longText } from '../../../platform/http/texts.ts'
import { deskRoutes, FormName } from '../../../platform/pages/link-pages.ts'
import { assessmentActions } from '../../assessment/actions.ts'
import { assignAssessor } from '../../assessment/assignments/assign-assessor.ts'
import { documentationActions } from '../../documentation/actions.ts'
import { say } from '../words.ts'
import { deskDaysRoutes } from './days-routes.ts'
import { attestSeveral, declareForSeveral } from './do-several.ts'
import { readAssigning, readAttesting, readDeclaring } from './read-several.ts'
import { renderAssigning, renderAttesting, renderDeclaring } from './render-several.ts'
import { DoneAtDesk, severalIds, toDesk } from './schemas.ts'
import * as store from './store.ts'

const anId = '01993c7e-0000-7000-8000-000000000001'

const Attesting = z
  .strictObject({ cases: severalIds, statement: longText(2000).optional(), ...FormName })
  .meta({ id: 'AttestingAtDesk', examples: [{ cases: [anId] }] })

const Declaring = z
  .strictObject({
    assignments: severalIds,
    lastTrainedOn: z
      .union([z.literal(''), z.iso.date()])
      .optional()
      .describe('the last day on which you trained them'),
    related: z.union([z.boolean(), z.literal('true')]).optional(),
    otherConflict: z.union([z.literal(''), longText(2000)]).optional(),
    ...FormName,
  })
  .meta({ id: 'DeclaringAtDesk', examples: [{ assignments: [anId] }] })

const Assigning = z
  .strictObject({ memberId: z.uuid(), round: z.enum(['first', 'second', 'adjudication']), ...FormName })
  .meta({ id: 'AssigningAtDesk', examples: [{ memberId: anId, round: 'first' }] })

const Listed = z
  .object({
    items: z.array(
      z.object({ id: z.uuid(), recognitionId: z.uuid(), learner: z.string(), evidence: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'LearnersAtDesk' })

const params = z.object({ recognition: z.uuid() })

/** What is done at a desk for several learners at once, and who is to assess. */
export const deskSeveralRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    await app.register(workRoutes(services))
    await app.register(deskDaysRoutes(services))
  }

const workRoutes = (services: Services): FastifyPluginAsync =>
  deskRoutes(services, (pages) => {
    pages.shows(
      '/desk/:secret/attestations',
      {
        ...reads('readAttestationsAtDesk', 'public'),
        summary: 'Read whose work waits to be attested',
        view: Listed,
      },
      {
        read: ({ ctx, language }) => readAttesting(ctx, language),
        json: (items) => ({ items }),
        page: (items, { secret, language }) => renderAttesting(items, secret, language),
      },
    )
    pages.takes(
      '/desk/:secret/attestations',
      {
        ...does(documentationActions.attestEvidence),
        access: 'public',
        operation: 'attestAtDesk',
        summary: 'Attest the work of several learners at a desk',
        body: Attesting,
        view: DoneAtDesk,
      },
      {
        act: ({ ctx, language, body: { cases, statement } }) =>
          attestSeveral(ctx, cases, statement ?? say('attest-statement')(language)),
        json: (done) => ({ done }),
        page: toDesk,
      },
    )
    pages.shows(
      '/desk/:secret/conflicts',
      {
        ...reads('readConflictsAtDesk', 'public'),
        summary: 'Read for whom conflicts are to be declared',
        view: Listed,
      },
      {
        read: ({ ctx }) => readDeclaring(ctx),
        json: (items) => ({ items }),
        page: (items, { secret, language }) => renderDeclaring(items, secret, language),
      },
    )
    pages.takes(
      '/desk/:secret/conflicts',
      {
        ...does(assessmentActions.declareConflicts),
        access: 'public',
        operation: 'declareConflictsAtDesk',
        summary: 'Declare at a desk whether there is a conflict of interest, for one learner or for several',
        body: Declaring,
        view: DoneAtDesk,
      },
      {
        async act({ ctx, body: { assignments, lastTrainedOn, related, otherConflict } }) {
          const own = await read(ctx, (tx, actor) => store.listUndeclaredOf(tx, actor))
          const wanted = own.filter(({ id }) => assignments.includes(id))
          return declareForSeveral(ctx, wanted, {
            lastTrainedOn: lastTrainedOn || null,
            related: related === true || related === 'true',
            otherConflict: otherConflict || null,
          })
        },
        json: (done) => ({ done }),
        page: toDesk,
      },
    )
    pages.shows(
      '/desk/:secret/recognitions/:recognition/assignments',
      {
        ...reads('readAssessorsAtDesk', 'public'),
        summary: 'Read who may be assigned to assess a case',
        params,
        view: z
          .object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) })
          .meta({ id: 'AssessorsAtDesk' }),
      },
      {
        read: ({ ctx, params: { recognition } }) => readAssigning(ctx, recognition),
        json: ({ assessors }) => ({ items: assessors.map(({ id, name }) => ({ id, name })) }),
        page: (seen, { secret, language }) => renderAssigning(seen, secret, language),
      },
    )
    pages.takes(
      '/desk/:secret/recognitions/:recognition/assignments',
      {
        ...does(assessmentActions.assignAssessor),
        access: 'public',
        operation: 'assignAssessorAtDesk',
        summary: 'Assign an assessor at a desk',
        params,
        body: Assigning,
        view: z.object({ id: z.uuid() }).meta({ id: 'AssignedAtDesk' }),
      },
      {
        act: ({ ctx, params: { recognition }, body: { memberId, round } }) =>
          assignAssessor(ctx, recognition, { memberId, round }),
        json: ({ id }) => ({ id }),
        page: toDesk,
      },
    )
  })
