import fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { offerTables } from '../../src/platform/exports/offer-tables.ts'
import { PageQuery, pageOf } from '../../src/platform/http/pages.ts'

/** Serves a list of so many things. */
const rows = Number(process.argv[2])

const Thing = z.object({
  id: z.string(),
  name: z.string(),
  hours: z.int(),
  outcomes: z.array(z.object({ competence: z.string(), level: z.int() })),
  updatedAt: z.string(),
})

const thing = (n: number): z.infer<typeof Thing> => ({
  id: `01993c7e-0000-7000-8000-${String(n).padStart(12, '0')}`,
  name: `Izglītības guvējs ${n}`,
  hours: n % 200,
  outcomes: [
    { competence: '1.1', level: 4 },
    { competence: '2.1', level: 5 },
  ],
  updatedAt: '2026-11-21T14:00:00.000Z',
})

const app = fastify()
app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
offerTables(app)
const schema = { querystring: z.strictObject(PageQuery), response: { 200: pageOf(Thing, 'ThingPage') } }
app.get('/v1/things', { schema }, async ({ query }) => {
  const { limit, cursor } = query as { limit: number; cursor?: string }
  const from = Number(cursor ?? 0)
  const items = Array.from({ length: Math.min(limit, rows - from) }, (_, n) => thing(from + n))
  return { items, next: from + limit < rows ? String(from + limit) : null }
})
await app.listen({ port: 0 })
const { port } = app.server.address() as { port: number }
process.send!({ ready: { port } })
process.once('SIGTERM', () => process.exit(0))
