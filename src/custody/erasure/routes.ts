import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { erasureActions } from './actions.ts'
import { erasePerson } from './erase-person.ts'
import { readErasure } from './read-erasure.ts'
import { ErasureView, NewErasure, viewErasure } from './schemas.ts'

const params = z.object({ id: z.uuid() })
const querystring = z.strictObject({
  lang: LanguageQuery.lang.describe('language of the sentences; Accept-Language when left out'),
})

export const erasureRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/people/:id/erasure',
    {
      config: does(erasureActions.erasePerson),
      schema: {
        summary: 'Erase a person',
        description:
          'For good, as the matrix in the answer says: evidence, contact data, links and free texts go; certificates, decisions, marks and the log stay, so that certificates go on verifying as valid or revoked. Refused, with every reason and the first day on which it is possible, while a case or an appeal is open or may still come. Erasing again changes nothing.',
        tags: ['Registries'],
        params,
        querystring,
        body: NewErasure,
        response: { 200: ErasureView },
      },
    },
    async (request, reply) => {
      await erasePerson(request.ctx, request.params.id, request.body)
      return present(request, reply, request.params.id)
    },
  )

  app.get(
    '/people/:id/erasure',
    {
      config: {
        ...reads('readErasure', { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] }),
        also: [409],
      },
      schema: {
        summary: 'Read what was erased of a person, or would be and from when',
        tags: ['Registries'],
        params,
        querystring,
        response: { 200: ErasureView },
      },
    },
    async (request, reply) => present(request, reply, request.params.id),
  )
}

async function present(request: FastifyRequest, reply: FastifyReply, personId: string) {
  const { ctx } = request
  const language = chooseSpoken(request)
  reply.header('content-language', language)
  return viewErasure(await read(ctx, (tx, actor) => readErasure(tx, actor, personId, ctx.now())), language)
}
