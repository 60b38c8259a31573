import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { organisationActions } from './actions.ts'
import { changeOrganisation } from './change-organisation.ts'
import { viewClient } from './clients/schemas.ts'
import { correctCountry } from './correct-country.ts'
import { registerOrganisation } from './register-organisation.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

export const directoryRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/organisations',
    {
      config: { ...does(organisationActions.registerOrganisation), secretAnswer: true },
      schema: {
        summary: 'Register an organisation',
        description: 'Enters a partner into the directory, and makes its first API client when asked.',
        tags: ['Registries'],
        body: wire.NewOrganisation,
        response: { 201: wire.RegisteredOrganisation },
      },
    },
    async (request, reply) => {
      const { organisation, client } = await registerOrganisation(request.ctx, request.body)
      const view = wire.viewOrganisation(organisation)
      reply.code(201).header('location', `/v1/organisations/${organisation.id}`)
      return client ? { ...view, client: { ...viewClient(client), secret: client.secret } } : view
    },
  )

  app.get(
    '/organisations',
    {
      config: reads('listOrganisations', { scope: 'read' }),
      schema: {
        summary: 'List the directory of organisations',
        tags: ['Registries'],
        querystring: z.strictObject(SyncQuery),
        response: { 200: syncPageOf(wire.OrganisationView, 'OrganisationPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(
        await read(ctx, (tx) => store.listOrganisations(tx, keyset)),
        keyset,
        wire.viewOrganisation,
      )
    },
  )

  app.get(
    '/organisations/:id',
    {
      config: reads('readOrganisation', { scope: 'read' }),
      schema: {
        summary: 'Read an organisation',
        tags: ['Registries'],
        params,
        response: { 200: wire.OrganisationView },
      },
    },
    async ({ ctx, params }, reply) => {
      const row = await read(ctx, (tx) => store.getOrganisation(tx, params.id))
      setVersion(reply, row.version)
      return wire.viewOrganisation(row)
    },
  )

  app.patch(
    '/organisations/:id',
    {
      config: does(organisationActions.changeOrganisation),
      schema: {
        summary: 'Change your own organisation',
        tags: ['Registries'],
        params,
        body: wire.ChangedOrganisation,
        response: { 200: wire.OrganisationView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const row = await changeOrganisation(request.ctx, request.params.id, check, request.body)
      setVersion(reply, row.version)
      return wire.viewOrganisation(row)
    },
  )

  app.put(
    '/organisations/:id/country',
    {
      config: { ...does(organisationActions.correctCountry), tells: ['ETag'] },
      schema: {
        summary: 'Correct the country of an organisation',
        description:
          'For whoever runs the service: an organisation does not say itself where it is. What was signed or issued before keeps the country that it was signed or issued with.',
        tags: ['Registries'],
        params,
        body: wire.CorrectedCountry,
        response: { 200: wire.OrganisationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await correctCountry(ctx, params.id, body.country)
      setVersion(reply, row.version)
      return wire.viewOrganisation(row)
    },
  )
}
