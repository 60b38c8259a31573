import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Context, read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { getMobility } from '../mobilities/store.ts'
import { europassActions } from './actions.ts'
import { describeMobility } from './describe-mobility.ts'
import * as wire from './schemas.ts'
import { type DescribingSide, type Description, findDescription } from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Mobilities']
const edition =
  'In the fields of the form of Decision No 2241/2004/EC, by its numbers. Certificates issued from then on print what is there under their numbers; one that was issued takes up a change by a correction.'

/** What a side has described, with the version that a change has to name; 0 where nothing was described. */
function tell<S extends DescribingSide>(reply: FastifyReply, side: S, row: Description<S> | undefined) {
  setVersion(reply, row?.version ?? 0)
  return wire.viewDescription(row, side)
}

const described = <S extends DescribingSide>(ctx: Context, id: string, side: S) =>
  read(ctx, async (tx) => {
    await getMobility(tx, id)
    return findDescription(tx, id, side)
  })

export const europassRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/mobilities/:id/europass/sending',
    {
      config: reads('readSendingDescription', { scope: 'read' }),
      schema: {
        summary: 'Read what the sending organisation describes for Europass Mobility',
        tags,
        params,
        response: { 200: wire.SendingDescriptionView },
      },
    },
    async ({ ctx, params }, reply) => tell(reply, 'sending', await described(ctx, params.id, 'sending')),
  )

  app.patch(
    '/mobilities/:id/europass/sending',
    {
      config: does(europassActions.changeSendingDescription),
      schema: {
        summary: 'Describe a mobility for Europass Mobility, as the sending organisation',
        description: edition,
        tags,
        params,
        body: wire.ChangedSendingDescription,
        response: { 200: wire.SendingDescriptionView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const said = { id: request.params.id, side: 'sending', changes: request.body } as const
      return tell(reply, 'sending', await describeMobility(request.ctx, said, check))
    },
  )

  app.get(
    '/mobilities/:id/europass/hosting',
    {
      config: reads('readHostingDescription', { scope: 'read' }),
      schema: {
        summary: 'Read what the hosting organisation describes for Europass Mobility',
        tags,
        params,
        response: { 200: wire.HostingDescriptionView },
      },
    },
    async ({ ctx, params }, reply) => tell(reply, 'hosting', await described(ctx, params.id, 'hosting')),
  )

  app.patch(
    '/mobilities/:id/europass/hosting',
    {
      config: does(europassActions.changeHostingDescription),
      schema: {
        summary: 'Describe a mobility for Europass Mobility, as the hosting organisation',
        description: `${edition} It is shown as the statement of whoever wrote it, and as not assessed. Digital skills (field 32) are what is assessed, and have no place here.`,
        tags,
        params,
        body: wire.ChangedHostingDescription,
        response: { 200: wire.HostingDescriptionView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const said = { id: request.params.id, side: 'hosting', changes: request.body } as const
      return tell(reply, 'hosting', await describeMobility(request.ctx, said, check))
    },
  )
}
