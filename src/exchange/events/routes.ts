import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Services } from '../../context.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { readEvents } from './read-events.ts'
import { EventPage, EventQuery, viewEvent } from './schemas.ts'
import { watchNumbering } from './watch-numbering.ts'

export function eventRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const numbering = watchNumbering(services)
    app.addHook('preClose', async () => numbering.stop())
    const access = { scope: 'read', roles: ['auditor', 'admin', 'coordinator'] } as const
    app.get(
      '/events',
      {
        config: { ...reads('listEvents', access), also: [410] },
        schema: {
          summary: 'List what happened, to be told of it soon',
          description:
            'That something was done, in the order in which it became visible: of your organisation, of the cases that it sends or hosts, and of its memoranda. Events name things by their ids and addresses; what became of a thing is read there. Keep `position` and give it as `after` the next time; with `wait` the answer comes when there is something. Events are told for 30 days. For what is older the answer is 410: read the lists with that position as `after`, and go on from the `position` of the first one.',
          tags: ['Events'],
          querystring: EventQuery,
          response: { 200: EventPage },
        },
      },
      async (request) => {
        const { ctx, query } = request
        const ends = performance.now() + query.wait * 1000
        const left = new AbortController()
        request.raw.once('close', () => left.abort())
        let found = await readEvents(ctx, query)
        while (found.events.length === 0 && !found.more && performance.now() < ends) {
          const after = found.position
          await numbering.waitBeyond(after, ends - performance.now(), left.signal)
          if (left.signal.aborted || numbering.isStopped()) break
          found = await readEvents(ctx, { ...query, after })
        }
        const { events, position, more } = found
        return { items: events.map((event) => viewEvent(event, ctx.publicUrl)), position, more }
      },
    )
  }
}
