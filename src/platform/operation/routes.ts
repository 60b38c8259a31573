import type { FastifyInstance } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { isAnswering } from '../../db/client.ts'
import { readinessOf, readyParts } from '../../db/ready.ts'
import { separations } from '../../db/separation.ts'
import { reads } from '../actions/route-config.ts'
import { auxiliaryFaults } from '../auxiliaries/auxiliary.ts'
import { listAuxiliaries } from '../auxiliaries/store.ts'
import { RequestTimes } from './request-times.ts'

const Health = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' })
const Readiness = z
  .object({
    status: z.enum(['ok', 'degraded', 'unavailable']),
    degraded: z
      .array(
        z.object({
          auxiliary: z.string().describe('such as seal or scanner'),
          fault: z.enum(auxiliaryFaults),
          since: z.iso.datetime(),
          endsAt: z.iso.datetime().nullable().describe('when its certificate ends, where it has one'),
        }),
      )
      .max(100)
      .optional()
      .describe('what stands beside the service and fails; all that does not need it goes on'),
    missing: z
      .array(z.enum([...readyParts, 'storage']))
      .max(readyParts.length + 1)
      .optional()
      .describe(
        'What is lacking: in the database, where it answers and cannot be worked with, or that no file can be kept',
      ),
    separation: z
      .enum(separations)
      .optional()
      .describe("Whether the service's user of the database is kept apart from the owner of its tables"),
  })
  .meta({ id: 'Readiness' })
/** Each look asks the database and writes to the disk: whoever watches needs one now and then. */
const config = { rateLimit: { max: 600, timeWindow: '1 minute' } } as const

/** What keeps the service running: is it alive, is it ready, how is it doing. */
export const operationRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/healthz',
      {
        config: { rateLimit: false, ...reads('checkLiveness', 'public') },
        schema: { summary: 'Is the process alive?', tags: ['Operation'], response: { 200: Health } },
      },
      async () => ({ status: 'ok' as const }),
    )

    app.get(
      '/readyz',
      {
        config: { ...config, ...reads('checkReadiness', 'public') },
        schema: {
          summary: 'Can it answer, with its database, and all that it needs there?',
          tags: ['Operation'],
          response: { 200: Readiness, 503: Readiness },
        },
      },
      async (_request, reply) => {
        if (!(await isAnswering(services.db))) {
          reply.code(503)
          return { status: 'unavailable' as const }
        }
        const unknown = { missing: ['migrations' as const], separation: undefined }
        const { missing: lacking, separation } = await readinessOf(services.db).catch(() => unknown)
        const missing = [...lacking, ...((await services.storage.isWritable()) ? [] : ['storage' as const])]
        if (missing.length === 0) return { ...(await readiness(services)), separation }
        reply.code(503)
        return { status: 'unavailable' as const, missing }
      },
    )

    app.get(
      '/metrics',
      {
        config: { ...config, ...reads('readMetrics', 'public') },
        schema: {
          summary: 'Read metrics, for Prometheus',
          tags: ['Operation'],
          produces: ['text/plain'],
          response: { 200: z.string().describe('Prometheus text format') },
        },
      },
      async (_request, reply) => {
        const { registry, times } = metricsOf(app)
        return reply.type(registry.contentType).send(`${await registry.metrics()}\n${times.write()}`)
      },
    )
  }

/** Whether all that stands beside the service works too; whose it is, is told to its people alone. */
async function readiness({ db, now }: Services): Promise<z.infer<typeof Readiness>> {
  const standings = await listAuxiliaries(db.owner, now())
  const degraded = standings.flatMap(({ name, fault, since, endsAt }) =>
    fault
      ? [
          {
            auxiliary: name,
            fault,
            since: since.toISOString(),
            endsAt: endsAt?.toISOString() ?? null,
          },
        ]
      : [],
  )
  return degraded.length > 0 ? { status: 'degraded', degraded: degraded.slice(0, 100) } : { status: 'ok' }
}

const metricsOf = (app: FastifyInstance) => app.getDecorator<Metrics>('metrics')

type Metrics = { registry: Registry; times: RequestTimes }

/** Measures the process and how long its requests take; answers where all that works in it adds what it measures. */
export function makeMetrics(app: FastifyInstance): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const times = new RequestTimes()
  app.decorate('metrics', { registry, times } satisfies Metrics)
  app.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    times.observe(method, routeOptions.url ?? 'unknown', statusCode, elapsedTime / 1000)
    done()
  })
  return registry
}
