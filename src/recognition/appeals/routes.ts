import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Context, read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import type { Tx } from '../../db/client.ts'
import { QueuedLinkView } from '../../exchange/outbox/schemas.ts'
import { LinkView } from '../../mobility/agreements/schemas.ts'
import { MobilityQuery } from '../../mobility/mobilities/schemas.ts'
import { holderIn } from '../../parties/people/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { type Actor, todayFor } from '../../platform/auth/access.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { AssessmentView, viewAssessment } from '../assessment/schemas.ts'
import { loadCase } from '../load-case.ts'
import { appealActions, appealLinkActions } from './actions.ts'
import { askMarking } from './ask-marking.ts'
import { decideAppeal } from './decide-appeal.ts'
import { handlingOf, standingOfAppeal } from './handling.ts'
import { hearAppeal } from './hear-appeal.ts'
import { makeAppealLink } from './make-appeal-link.ts'
import { markAgain } from './mark-again.ts'
import { tookPartIn } from './participants.ts'
import { listMovers } from './participants-store.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })
const reading = {
  scope: 'read',
  roles: ['coordinator', 'assessor', 'validator', 'issuer', 'auditor', 'admin'],
} as const

/** What the caller may do with the appeal now. */
async function actionsOn(tx: Tx, { now }: Context, actor: Actor, row: store.Appeal) {
  const loaded = await loadCase(tx, row.recognitionId, now())
  const took = tookPartIn(loaded, await listMovers(tx, [row.recognitionId]), row)
  return handlingOf(standingOfAppeal(row, took, loaded.facts.assessedBy), actor)
}

async function stepsOf(tx: Tx, { id, recognitionId }: store.Appeal) {
  const steps = await store.listAppealMoves(tx, recognitionId)
  return steps.filter((step) => step.appealId === id).map(wire.viewStep)
}

/** What whoever may yet be asked to mark is shown of an appeal: neither what is contested nor why. */
const withoutGrounds = (row: store.Appeal): store.Appeal => ({
  ...row,
  certificateId: null,
  name: null,
  grounds: null,
})

/** An appeal with its steps, and what the caller may do with it. */
async function present(ctx: Context, id: string) {
  return read(ctx, async (tx, actor) => {
    const { isBlind: withheld, ...row } = await store.getAppealFor(tx, ctx.actor, id)
    assertNotBlind(withheld && row.closedAt !== null)
    await keepReading(tx, actor, [row], ctx.now())
    const issued = await store.certificatesForAppeals(tx, withheld ? [] : [id])
    return {
      ...wire.viewAppeal(
        withheld ? withoutGrounds(row) : row,
        todayFor(actor, ctx.now()),
        issued.get(id) ?? null,
      ),
      steps: await stepsOf(tx, row),
      actions: await actionsOn(tx, ctx, actor, row),
    }
  })
}

export const appealRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/appeal-links',
    {
      config: { ...does(appealLinkActions.makeAppealLink), secretAnswer: true },
      schema: {
        summary: 'Make a link through which the learner or a guardian sees the results and appeals',
        description:
          'Hand the address over yourself. It shows results and marks, and takes one appeal or complaint.',
        tags: ['Appeals'],
        params,
        body: wire.NewAppealLink,
        response: { 201: LinkView, 202: QueuedLinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const link = await makeAppealLink(ctx, params.id, holderIn(body), body.deliver)
      reply.code('url' in link ? 201 : 202)
      return link
    },
  )

  app.get(
    '/appeals',
    {
      config: reads('listAppeals', reading),
      schema: {
        summary: 'List the appeals and complaints about cases of your organisation',
        description: 'Without those in which the caller may yet be asked to mark.',
        tags: ['Appeals'],
        querystring: z.strictObject({
          ...SyncQuery,
          state: wire.AppealStateWire.optional(),
          kind: wire.AppealKindWire.optional(),
          ...MobilityQuery,
          recognitionId: z.uuid().optional(),
        }),
        response: { 200: syncPageOf(wire.AppealView, 'AppealList') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return read(ctx, async (tx, actor) => {
        const rows = await store.listAppeals(tx, actor, keyset, query)
        await keepReading(tx, actor, rows.slice(0, keyset.limit), ctx.now())
        const ids = rows.map((row) => row.id)
        const issued = await store.certificatesForAppeals(tx, ids)
        const today = todayFor(actor, ctx.now())
        return toPage(rows, keyset, (row) => wire.viewAppeal(row, today, issued.get(row.id) ?? null))
      })
    },
  )

  app.get(
    '/appeals/:id',
    {
      config: reads('readAppeal', reading),
      schema: {
        summary: 'Read an appeal: its clock, its steps, and what you may do',
        description:
          'An assessor who may yet be asked to mark in it is shown neither grounds nor certificate, and nothing of one that is decided.',
        tags: ['Appeals'],
        params,
        response: { 200: wire.AppealDetails },
      },
    },
    async ({ ctx, params }) => present(ctx, params.id),
  )

  app.post(
    '/appeals/:id/hearing',
    {
      config: does(appealActions.hearAppeal),
      schema: {
        summary: 'Take an appeal on: whoever hears it took no part in the case, and decides it',
        tags: ['Appeals'],
        params,
        response: { 201: wire.AppealDetails },
      },
    },
    async ({ ctx, params }, reply) => {
      await hearAppeal(ctx, params.id)
      reply.code(201)
      return present(ctx, params.id)
    },
  )

  app.post(
    '/appeals/:id/marking-request',
    {
      config: does(appealActions.askMarking),
      schema: {
        summary: 'Have the contested outcomes marked again by whoever assesses under the memorandum',
        description:
          'By a coordinator or whoever hears the appeal, once. It then waits in the work lists of assessors who took no part; where the hosting organisation assesses, its own find it there, and see evidence and criteria, but neither the appeal nor earlier marks.',
        tags: ['Appeals'],
        params,
        response: { 201: wire.AppealDetails },
      },
    },
    async ({ ctx, params }, reply) => {
      await askMarking(ctx, params.id)
      reply.code(201)
      return present(ctx, params.id)
    },
  )

  app.get(
    '/appeals/:id/marks',
    {
      config: reads('readAppealedOutcomes', {
        scope: 'read',
        roles: ['coordinator', 'assessor', 'validator', 'auditor'],
      }),
      schema: {
        summary: 'Read which outcomes are to be marked again in an appeal, and whether you may',
        description:
          'All that an assessor is shown of an appeal. The hosting organisation finds it once its assessors were asked.',
        tags: ['Appeals'],
        params,
        response: { 200: wire.AppealMarking },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const row = await store.getAppealToMark(tx, ctx.actor.organisationId, params.id)
        const marked = await store.listMarkedAgain(tx, [row.id])
        const actions = await actionsOn(tx, ctx, actor, row)
        return wire.viewMarking(row, marked.get(row.id) ?? [], actions)
      }),
  )

  app.post(
    '/appeals/:id/marks',
    {
      bodyLimit: LARGE_BODY,
      config: does(appealActions.markAgain),
      schema: {
        summary: 'Mark an appealed outcome again',
        description:
          'By an assessor who took no part, of whichever side assesses under the memorandum; of the hosting organisation once it was asked. The marks count once the appeal is decided by them. The level is computed, and the answer tells why.',
        tags: ['Appeals'],
        params,
        body: wire.NewAppealMarks,
        response: { 201: AssessmentView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { assessment, standings } = await markAgain(ctx, params.id, body)
      reply.code(201)
      return viewAssessment(assessment, standings)
    },
  )

  app.post(
    '/appeals/:id/decision',
    {
      config: does(appealActions.upholdAppeal, appealActions.rejectAppeal),
      schema: {
        summary: 'Decide an appeal with reasons',
        description:
          'Upheld with new results, these stand beside the old ones; `POST /v1/certificates` then issues the certificate that takes the old one’s place.',
        tags: ['Appeals'],
        params,
        body: wire.AppealDecision,
        response: { 201: wire.AppealDetails },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decideAppeal(ctx, params.id, body)
      reply.code(201)
      return present(ctx, params.id)
    },
  )
}
