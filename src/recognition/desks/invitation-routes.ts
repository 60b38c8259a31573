import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { deskActions } from './actions.ts'
import { vouchForAddress } from './confirm-desk-acts.ts'
import { endDesk } from './end-desk.ts'
import { inviteToDesk } from './invite-to-desk.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'
import { withdrawInvitation } from './withdraw-invitation.ts'

const params = z.object({ id: z.uuid() })
const inviting = { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] } as const
const administering = { scope: 'read', roles: ['admin', 'auditor'] } as const
const querystring = z.strictObject(PageQuery)

export const invitationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/organisations/:id/invitations',
    {
      config: { ...does(deskActions.inviteToDesk), secretAnswer: true },
      schema: {
        summary: 'Invite somebody of a partner to work by link',
        description:
          'They find at one address what waits for them, from whichever school. Where the host has an administrator of its own, that one gives roles and invites by the same operation.',
        tags: ['Desks'],
        params: params.describe('the organisation for which they work'),
        body: wire.NewInvitation,
        response: { 201: wire.InvitedView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewInvited(await inviteToDesk(ctx, params.id, body))
    },
  )

  app.get(
    '/invitations',
    {
      config: reads('listInvitations', inviting),
      schema: {
        summary: 'List whom your organisation invited to work by link',
        tags: ['Desks'],
        querystring,
        response: { 200: pageOf(wire.InvitationView, 'InvitationPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx, { organisationId }) =>
        store.listInvitations(tx, organisationId, keyset),
      )
      return toPage(rows, keyset, wire.viewInvitation)
    },
  )

  app.post(
    '/invitations/:id/withdrawal',
    {
      config: does(deskActions.withdrawInvitation),
      schema: {
        summary: 'Take back an invitation; the desk ends with the last one',
        tags: ['Desks'],
        params,
        response: { 200: wire.InvitationView },
      },
    },
    async ({ ctx, params }) => wire.viewInvitation(await withdrawInvitation(ctx, params.id)),
  )

  app.get(
    '/desks',
    {
      config: reads('listDesks', administering),
      schema: {
        summary: 'List the desks at which people of your organisation work',
        tags: ['Desks'],
        querystring,
        response: { 200: pageOf(wire.DeskView, 'DeskPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx, { organisationId }) => store.listDesks(tx, organisationId, keyset))
      return toPage(rows, keyset, wire.viewDesk)
    },
  )

  app.post(
    '/desks/:id/end',
    {
      config: does(deskActions.endDesk),
      schema: {
        summary: 'End a desk of your organisation',
        tags: ['Desks'],
        params,
        response: { 200: wire.DeskView },
      },
    },
    async ({ ctx, params }) => wire.viewDesk(await endDesk(ctx, params.id)),
  )

  app.post(
    '/organisations/:id/vouched-addresses',
    {
      config: does(deskActions.vouchForAddress),
      schema: {
        summary: 'Vouch for an address of an organisation',
        description:
          'What is done at a desk that was handed over by hand counts as the act of whoever has the address, also what was done before.',
        tags: ['Desks'],
        params,
        body: wire.NewVouchedAddress,
        response: { 201: wire.VouchedView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewVouched(await vouchForAddress(ctx, params.id, body))
    },
  )
}
