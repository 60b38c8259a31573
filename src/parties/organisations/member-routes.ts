import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { organisationActions } from './actions.ts'
import { changeMember } from './change-member.ts'
import { registerMember } from './register-member.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

export const memberRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/members',
    {
      config: does(organisationActions.registerMember),
      schema: {
        summary: 'Register a member of your organisation',
        tags: ['Registries'],
        body: wire.NewMember,
        response: { 201: wire.RegisteredMember },
      },
    },
    async (request, reply) => {
      const member = await registerMember(request.ctx, request.body)
      reply.code(201).header('location', `/v1/members/${member.id}`)
      return { ...wire.viewMember(member), grantId: member.grantId }
    },
  )

  app.get(
    '/members',
    {
      config: reads('listMembers', { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] }),
      schema: {
        summary: 'List the members of your organisation',
        tags: ['Registries'],
        querystring: z.strictObject(SyncQuery),
        response: { 200: syncPageOf(wire.MemberView, 'MemberPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(
        await read(ctx, (tx) => store.listMembers(tx, ctx.actor.organisationId, keyset)),
        keyset,
        wire.viewMember,
      )
    },
  )

  app.get(
    '/members/:id',
    {
      config: reads('readMember', { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] }),
      schema: { summary: 'Read a member', tags: ['Registries'], params, response: { 200: wire.MemberView } },
    },
    async ({ ctx, params }, reply) => {
      const row = await read(ctx, (tx) => store.getMember(tx, ctx.actor.organisationId, params.id))
      setVersion(reply, row.version)
      return wire.viewMember(row)
    },
  )

  app.patch(
    '/members/:id',
    {
      config: does(organisationActions.changeMember),
      schema: {
        summary: 'Change a member, or end their membership',
        tags: ['Registries'],
        params,
        body: wire.ChangedMember,
        response: { 200: wire.MemberAfterChange },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changeMember(request.ctx, request.params.id, check, request.body)
      setVersion(reply, row.version)
      const endedCredentials = row.ended.map(({ id, clientId }) => ({ clientId, id }))
      return { ...wire.viewMember(row), grantId: row.grantId, endedCredentials }
    },
  )
}
