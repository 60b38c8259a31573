import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { sentOrHosted } from '../../db/sides.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { NewObjection, NewSignature } from '../agreements/schemas.ts'
import { MobilityView, ProjectQuery, viewMobility } from '../mobilities/schemas.ts'
import { groupActions } from './actions.ts'
import { addParticipants } from './add-participants.ts'
import { changeGroup } from './change-group.ts'
import { draftProgramme } from './draft-programme.ts'
import { newestProgramme } from './group.ts'
import { registerGroup } from './register-group.ts'
import { returnProgramme } from './return-programme.ts'
import * as wire from './schemas.ts'
import { signProgramme } from './sign-programme.ts'
import { getGroup, listGroups, listProgrammes, loadGroup } from './store.ts'
import { withdrawParticipant } from './withdraw-participant.ts'

export { deskProgrammeRoutes } from './at-desk/routes.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Group mobilities']
const reader = { scope: 'read' } as const

/** Groups that go to one host together, under one learning programme. */
export const groupRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/group-mobilities',
    {
      config: does(groupActions.registerGroup),
      schema: {
        summary: 'Register a group mobility',
        description:
          'Its participants are mobilities of the same project and host. Both organisations sign one learning programme; each participant adds a signature.',
        tags,
        body: wire.NewGroup,
        response: { 201: wire.GroupView },
      },
    },
    async ({ ctx, body }, reply) => {
      const group = await registerGroup(ctx, body)
      reply.code(201).header('location', `/v1/group-mobilities/${group.id}`)
      return wire.viewGroup(group)
    },
  )

  app.get(
    '/group-mobilities',
    {
      config: reads('listGroupMobilities', reader),
      schema: {
        summary: 'List group mobilities',
        description: 'Those that your organisation sends, or with `side=hosted` those that it hosts.',
        tags,
        querystring: z.strictObject({
          ...SyncQuery,
          side: z.enum(sentOrHosted).default('sent'),
          ...ProjectQuery,
        }),
        response: { 200: syncPageOf(wire.GroupView, 'GroupMobilityPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) =>
        listGroups(tx, ctx.actor.organisationId, query.side, keyset, query),
      )
      return toPage(rows, keyset, wire.viewGroup)
    },
  )

  app.get(
    '/group-mobilities/:id',
    {
      config: reads('readGroupMobility', reader),
      schema: { summary: 'Read a group mobility', tags, params, response: { 200: wire.GroupView } },
    },
    async ({ ctx, params }, reply) => {
      const group = await read(ctx, (tx) => getGroup(tx, params.id))
      setVersion(reply, group.version)
      return wire.viewGroup(group)
    },
  )

  app.patch(
    '/group-mobilities/:id',
    {
      config: does(groupActions.changeGroup),
      schema: {
        summary: 'Change a group mobility',
        description:
          'What a learning programme says of it stays as it was signed; write another version of it.',
        tags,
        params,
        body: wire.ChangedGroup,
        response: { 200: wire.GroupView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const group = await changeGroup(request.ctx, request.params.id, check, request.body)
      setVersion(reply, group.version)
      return wire.viewGroup(group)
    },
  )

  app.post(
    '/group-mobilities/:id/programmes',
    {
      bodyLimit: LARGE_BODY,
      config: does(groupActions.draftProgramme),
      schema: {
        summary: 'Write a version of the learning programme of a group',
        description:
          'Complete at once or refused with every gap. A version never changes: a change is a new version, which both organisations sign.',
        tags,
        params,
        body: wire.NewProgramme,
        response: { 201: wire.ProgrammeView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewProgramme(await draftProgramme(ctx, params.id, body))
    },
  )

  app.get(
    '/group-mobilities/:id/programmes',
    {
      config: reads('listLearningProgrammes', reader),
      schema: {
        summary: 'List the versions of the learning programme of a group',
        tags,
        params,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(wire.ProgrammeView, 'LearningProgrammePage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const found = await read(ctx, async (tx) => {
        await getGroup(tx, params.id)
        return listProgrammes(tx, params.id, keyset)
      })
      return toPage(
        found.map((programme) => ({ ...programme, id: programme.version.id })),
        keyset,
        wire.viewProgramme,
      )
    },
  )

  app.post(
    '/group-mobilities/:id/programmes/:number/objection',
    {
      config: does(groupActions.returnProgramme),
      schema: {
        summary: 'Return the newest learning programme with a comment instead of signing it',
        description: 'By the host. Nobody signs it any more; the next version answers.',
        tags,
        params: params.extend({ number: z.coerce.number().int().min(1).max(10_000) }),
        body: NewObjection,
        response: { 200: wire.ProgrammeView },
      },
    },
    async ({ ctx, params: { id, number }, body }) =>
      wire.viewProgramme(await returnProgramme(ctx, id, number, body.comment)),
  )

  app.get(
    '/group-mobilities/:id/programme',
    {
      config: reads('readLearningProgramme', reader),
      schema: {
        summary: 'Read the newest version of the learning programme of a group',
        tags,
        params,
        response: { 200: wire.ProgrammeView },
      },
    },
    async ({ ctx, params }) => {
      const { programmes } = await read(ctx, (tx) => loadGroup(tx, params.id))
      return wire.viewProgramme(newestProgramme(programmes))
    },
  )

  app.post(
    '/group-mobilities/:id/programme/signatures',
    {
      // Another version is the newest meanwhile.
      config: { ...does(groupActions.signProgramme), also: [412] },
      schema: {
        summary: 'Sign the learning programme of a group for your organisation',
        description:
          'With the second signature it stands in the agreement of each participant, who signs that by link, at home or on paper.',
        tags,
        params,
        body: NewSignature,
        response: { 201: wire.ProgrammeView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewProgramme(await signProgramme(ctx, params.id, body.hash))
    },
  )

  app.post(
    '/group-mobilities/:id/participants',
    {
      config: does(groupActions.addParticipants),
      schema: {
        summary: 'Put mobilities into a group',
        description:
          'Once the learning programme is signed by both organisations it stands in the agreement of each. Sent again for who is there already, an agreement is written anew where what it says of them has changed. `GET /v1/mobilities?groupId=` lists them.',
        tags,
        params,
        body: wire.NewParticipants,
        response: { 200: wire.ParticipantsView },
      },
    },
    async ({ ctx, params, body }) => ({ items: await addParticipants(ctx, params.id, body.mobilityIds) }),
  )

  app.post(
    '/group-mobilities/:id/participants/:mobility/departure',
    {
      config: { ...does(groupActions.withdrawParticipant), tells: ['ETag'] },
      schema: {
        summary: 'Take a mobility out of a group',
        description:
          'What everyone has signed stays its agreement; one that still waits for the learner is withdrawn. It may then be agreed by itself.',
        tags,
        params: params.extend({ mobility: z.uuid() }),
        body: wire.Departure,
        response: { 200: MobilityView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await withdrawParticipant(ctx, params.id, params.mobility, body.reason)
      setVersion(reply, row.version)
      return viewMobility(row)
    },
  )
}
