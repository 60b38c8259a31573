import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../context.ts'
import { notFound, Refusal } from '../errors.ts'
import { getMember } from '../organisations/store.ts'
import { addDays, dayOf } from '../platform/dates.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../platform/http/pages.ts'
import { getOutcome, getRecognition, listOutcomes, type Outcome } from '../recognitions/store.ts'
import { askSecondMarking } from './ask-second-marking.ts'
import { assignAssessor, declareConflicts } from './assign-assessor.ts'
import { authoriseAssessor, revokeAssessor } from './authorise-assessor.ts'
import { explain } from './explanation.ts'
import { acceptedEvidence, countMet, standings } from './level.ts'
import { recordMarks } from './record-marks.ts'
import { reportAgreement } from './report-agreement.ts'
import { resumeIssuing } from './resume-issuing.ts'
import { saveDraft } from './save-draft.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'
import { withdrawAssignment } from './withdraw-assignment.ts'

const params = z.object({ id: z.uuid() })
const outcomeParams = params.extend({ competence: z.string().min(1).max(20) })
const assessor = { scope: 'recognise', roles: ['assessor'], person: true } as const
const readers = ['coordinator', 'assessor', 'validator', 'issuer', 'auditor', 'admin'] as const

export const assessmentRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(markingRoutes)
  await app.register(assessorRoutes)
  await app.register(agreementOfAssessorsRoutes)
}

const markingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/marks',
    {
      config: { access: assessor },
      schema: {
        summary: 'Submit the marks of one outcome',
        description:
          'Judge each piece of evidence, mark each criterion. The level is computed, and the answer tells why. They count for the round that the assessor is assigned to, and never change.',
        tags: ['Assessment'],
        params,
        body: wire.NewAssessment,
        response: { 201: wire.AssessmentView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { assessment, standings } = await recordMarks(ctx, params.id, body)
      reply.code(201)
      return wire.viewAssessment(assessment, standings)
    },
  )

  app.put(
    '/recognitions/:id/outcomes/:competence/marks-draft',
    {
      config: { access: assessor },
      schema: {
        summary: 'Save a draft of the marks of one outcome',
        description: 'Whole or not; only its assessor sees it, and submitting the marks removes it.',
        tags: ['Assessment'],
        params: outcomeParams,
        body: wire.DraftMarks,
        response: { 200: wire.DraftView },
      },
    },
    async ({ ctx, params, body }) => wire.viewDraft(await saveDraft(ctx, params.id, params.competence, body)),
  )

  app.get(
    '/recognitions/:id/outcomes/:competence/marks-draft',
    {
      config: { access: { ...assessor, scope: 'read' } },
      schema: {
        summary: 'Read your draft of the marks of one outcome',
        tags: ['Assessment'],
        params: outcomeParams,
        response: { 200: wire.DraftView },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        const outcome = await getOutcome(tx, params.id, params.competence)
        const draft = await store.findDraft(tx, outcome.id, ctx.actor.memberId as string)
        if (!draft) throw notFound('draft of yours')
        return wire.viewDraft(draft)
      }),
  )

  app.get(
    '/recognitions/:id/assessments',
    {
      config: { access: { scope: 'read', roles: readers } },
      schema: {
        summary: 'Read the assessments of a recognition',
        description:
          'Those that the caller may see: marks that a second marking or an adjudication may still follow are shown to nobody but their assessor and the adjudicator.',
        tags: ['Assessment'],
        params,
        response: { 200: z.object({ items: z.array(wire.AssessmentView) }).meta({ id: 'AssessmentList' }) },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        await getRecognition(tx, params.id)
        const outcomes = await listOutcomes(tx, params.id)
        const rows = await store.readableAssessments(tx, ctx.actor, params.id)
        return { items: rows.map((row) => wire.viewAssessment(row, standingsOf(row, outcomes))) }
      }),
  )

  app.get(
    '/recognitions/:id/outcomes/:competence/level-explanation',
    {
      config: { access: { scope: 'read', roles: readers } },
      schema: {
        summary: 'Read why an outcome came out at its level',
        description: "For each assessment that the caller may see, and for the caller's own draft.",
        tags: ['Assessment'],
        params: outcomeParams,
        response: { 200: wire.ExplanationList },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        const outcome = await getOutcome(tx, params.id, params.competence)
        const items: wire.Explained[] = (await store.readableAssessments(tx, ctx.actor, params.id))
          .filter((row) => row.outcomeId === outcome.id)
          .map((row) => ({
            assessmentId: row.id,
            round: row.round,
            explanation: explain(outcome.criteria, row.marks, row.judgements),
          }))
        const { memberId } = ctx.actor
        const draft = memberId ? await store.findDraft(tx, outcome.id, memberId) : undefined
        const assignment = memberId ? await store.findAssignment(tx, params.id, memberId) : undefined
        if (draft && assignment) {
          const explanation = explain(outcome.criteria, draft.marks, draft.judgements)
          items.push({ assessmentId: null, round: assignment.round, explanation })
        }
        return { competence: outcome.competence, items }
      }),
  )
}

function standingsOf(row: store.Assessment, outcomes: Outcome[]) {
  const criteria = outcomes.find((one) => one.id === row.outcomeId)?.criteria ?? []
  return standings(countMet(criteria, row.marks, acceptedEvidence(row.judgements)))
}

const memberParams = z.object({ id: z.uuid() })

const assessorRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/members/:id/authorisations',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'Authorise a member to assess',
        description: 'By a whole framework, one of its areas or one competence, for a period.',
        tags: ['Registries'],
        params: memberParams,
        body: wire.NewAuthorisation,
        response: { 201: wire.AuthorisationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewAuthorisation(await authoriseAssessor(ctx, params.id, body))
    },
  )

  app.get(
    '/members/:id/authorisations',
    {
      config: { access: { scope: 'read', roles: ['coordinator', 'assessor', 'admin', 'auditor'] } },
      schema: {
        summary: 'Read what a member is authorised to assess',
        tags: ['Registries'],
        params: memberParams,
        response: {
          200: z.object({ items: z.array(wire.AuthorisationView) }).meta({ id: 'AuthorisationList' }),
        },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        const { organisationId } = ctx.actor
        await getMember(tx, organisationId, params.id)
        const rows = await store.listAuthorisations(tx, organisationId, params.id)
        return { items: rows.map(wire.viewAuthorisation) }
      }),
  )

  app.post(
    '/members/:id/authorisations/:authorisationId/revocation',
    {
      config: { access: { scope: 'administer', roles: ['admin'] } },
      schema: {
        summary: 'Take an authorisation to assess away',
        description: 'What was marked by it stands.',
        tags: ['Registries'],
        params: memberParams.extend({ authorisationId: z.uuid() }),
        response: { 200: wire.AuthorisationView },
      },
    },
    async ({ ctx, params }) =>
      wire.viewAuthorisation(await revokeAssessor(ctx, params.id, params.authorisationId)),
  )

  app.post(
    '/recognitions/:id/assignments',
    {
      config: { access: { scope: 'recognise', roles: ['coordinator'], person: true } },
      schema: {
        summary: 'Assign an assessor to a recognition',
        description: 'Each side assigns its own assessors; one person takes one round of a case.',
        tags: ['Assessment'],
        params,
        body: wire.NewAssignment,
        response: { 201: wire.AssignmentView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewAssignment(await assignAssessor(ctx, params.id, body))
    },
  )

  app.get(
    '/recognitions/:id/assignments',
    {
      config: { access: { scope: 'read', roles: readers } },
      schema: {
        summary: 'List who is assigned to assess a recognition',
        description: 'An assessor sees their own assignment.',
        tags: ['Assessment'],
        params,
        response: { 200: z.object({ items: z.array(wire.AssignmentView) }).meta({ id: 'AssignmentList' }) },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        await getRecognition(tx, params.id)
        const { memberId, roles } = ctx.actor
        const all = memberId === null || roles.some((role) => role !== 'assessor')
        const rows = await store.listAssignments(tx, params.id)
        return { items: rows.filter((row) => all || row.memberId === memberId).map(wire.viewAssignment) }
      }),
  )

  app.post(
    '/recognitions/:id/assignments/:assignmentId/withdrawal',
    {
      config: { access: { scope: 'recognise', roles: ['coordinator'], person: true } },
      schema: {
        summary: 'Withdraw an assignment made by mistake',
        description:
          'By the side that assigned, with a reason, while the assessor has submitted no marks. Their drafts are discarded; the assignment stays on record.',
        tags: ['Assessment'],
        params: params.extend({ assignmentId: z.uuid() }),
        body: wire.AssignmentWithdrawal,
        response: { 200: wire.AssignmentView },
      },
    },
    async ({ ctx, params, body }) =>
      wire.viewAssignment(await withdrawAssignment(ctx, params.id, params.assignmentId, body.reason)),
  )

  app.post(
    '/recognitions/:id/assignments/:assignmentId/declaration',
    {
      config: { access: assessor },
      schema: {
        summary: 'Declare whether you have a conflict of interest',
        description:
          'Said once, by the one who is assigned. Who trained the learner within the last two years cannot assess.',
        tags: ['Assessment'],
        params: params.extend({ assignmentId: z.uuid() }),
        body: wire.ConflictDeclarationWire,
        response: { 200: wire.AssignmentView },
      },
    },
    async ({ ctx, params, body }) =>
      wire.viewAssignment(await declareConflicts(ctx, params.id, params.assignmentId, body)),
  )
}

const watchers = ['coordinator', 'validator', 'auditor', 'admin'] as const

const agreementOfAssessorsRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/second-markings',
    {
      config: { access: { scope: 'recognise', roles: ['coordinator'], person: true } },
      schema: {
        summary: 'Ask for an outcome to be marked a second time',
        tags: ['Assessment'],
        params,
        body: wire.NewSecondMarking,
        response: { 201: wire.SecondMarkingView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewSecondMarking(await askSecondMarking(ctx, params.id, body))
    },
  )

  app.get(
    '/recognitions/:id/second-markings',
    {
      config: { access: { scope: 'read', roles: watchers } },
      schema: {
        summary: 'Read which outcomes are marked a second time, and why',
        description: 'With the number drawn for each. Refused to whoever may become a second assessor.',
        tags: ['Assessment'],
        params,
        response: {
          200: z.object({ items: z.array(wire.SecondMarkingView) }).meta({ id: 'SecondMarkingList' }),
        },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        await getRecognition(tx, params.id)
        const { organisationId, memberId } = ctx.actor
        const member = memberId ? await getMember(tx, organisationId, memberId) : null
        if (member?.roles.includes('assessor')) {
          throw new Refusal('forbidden', 'The reasons for a second marking are not shown to assessors.')
        }
        return { items: (await store.listSecondMarkings(tx, params.id)).map(wire.viewSecondMarking) }
      }),
  )

  app.get(
    '/reports/agreement',
    {
      config: { access: { scope: 'read', roles: watchers } },
      schema: {
        summary: 'Report how well assessors agree',
        description: 'By partnership, framework and quarter, over the outcomes that two assessors marked.',
        tags: ['Reports'],
        querystring: z.strictObject({
          from: z.iso.date().optional().describe('a year before `until` when left out'),
          until: z.iso.date().optional().describe('this day still counts; today when left out'),
        }),
        response: { 200: wire.AgreementReport },
      },
    },
    async ({ ctx, query }) => {
      const until = query.until ?? dayOf(ctx.now())
      const from = query.from ?? addDays(until, -365)
      return read(ctx, (tx) => reportAgreement(tx, ctx.actor.organisationId, from, until))
    },
  )

  app.get(
    '/issuing-pauses',
    {
      config: { access: { scope: 'read', roles: [...watchers, 'issuer'] } },
      schema: {
        summary: 'List the pauses of issuing',
        tags: ['Reports'],
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(wire.PauseView, 'IssuingPausePage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(
        await read(ctx, (tx) => store.listPauses(tx, ctx.actor.organisationId, keyset)),
        keyset,
        wire.viewPause,
      )
    },
  )

  app.post(
    '/issuing-pauses/:id/resumption',
    {
      config: { access: { scope: 'administer', roles: ['admin'], person: true } },
      schema: {
        summary: 'Resume issuing for a partnership, with a reason',
        tags: ['Reports'],
        params,
        body: wire.Resumption,
        response: { 200: wire.PauseView },
      },
    },
    async ({ ctx, params, body }) => wire.viewPause(await resumeIssuing(ctx, params.id, body.reason)),
  )
}
