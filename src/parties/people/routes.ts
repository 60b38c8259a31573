import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { keepReadingOf } from '../../custody/ledger/readings-store.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { personActions } from './actions.ts'
import { changePerson } from './change-person.ts'
import { registerPerson } from './register-person.ts'
import { ChangedPerson, NewPerson, PersonFilter, PersonView, viewPerson } from './schemas.ts'
import { getPerson, listPeople, type Person } from './store.ts'

const params = z.object({ id: z.uuid() })
const reading = { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] } as const

const asRead = ({ id, organisationId }: Person) => ({ personId: id, organisationId })

export const peopleRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/people',
    {
      config: does(personActions.registerLearner),
      schema: {
        summary: 'Register a learner',
        description:
          'Whoever is registered already under the same name, in whichever order and with or without marks, and was born on the same day, is not registered twice: 409 says who it is. Use that person, or say `sameNameIsAnother` where it is somebody else.',
        tags: ['Registries'],
        body: NewPerson,
        response: { 201: PersonView },
      },
    },
    async (request, reply) => {
      const person = await registerPerson(request.ctx, request.body)
      reply.code(201).header('location', `/v1/people/${person.id}`)
      return viewPerson(person)
    },
  )

  app.get(
    '/people',
    {
      config: reads('listLearners', reading),
      schema: {
        summary: 'List the learners of your organisation',
        tags: ['Registries'],
        querystring: z.strictObject({ ...SyncQuery, ...PersonFilter }),
        response: { 200: syncPageOf(PersonView, 'PersonPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, async (tx, actor) => {
        const found = await listPeople(tx, actor.organisationId, keyset, query)
        await keepReadingOf(tx, actor, found.slice(0, keyset.limit).map(asRead), ctx.now())
        return found
      })
      return toPage(rows, keyset, viewPerson)
    },
  )

  app.get(
    '/people/:id',
    {
      config: reads('readLearner', reading),
      schema: { summary: 'Read a learner', tags: ['Registries'], params, response: { 200: PersonView } },
    },
    async ({ ctx, params }, reply) => {
      const row = await read(ctx, async (tx, actor) => {
        const found = await getPerson(tx, params.id)
        await keepReadingOf(tx, actor, [asRead(found)], ctx.now())
        return found
      })
      setVersion(reply, row.version)
      return viewPerson(row)
    },
  )

  app.patch(
    '/people/:id',
    {
      config: does(personActions.correctLearner),
      schema: {
        summary: "Correct a learner's data",
        tags: ['Registries'],
        params,
        body: ChangedPerson,
        response: { 200: PersonView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changePerson(request.ctx, request.params.id, check, request.body)
      setVersion(reply, row.version)
      return viewPerson(row)
    },
  )
}
