import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { moduleActions } from './actions.ts'
import { recordModules } from './record-modules.ts'
import * as wire from './schemas.ts'
import { getModule, listModules } from './store.ts'
import { suggestionOf } from './suggestion.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Modules']

/** The modules of vocational programmes that outcomes are recognised as. */
export const moduleRoutes: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/modules',
    {
      bodyLimit: LARGE_BODY,
      config: does(moduleActions.recordModules),
      schema: {
        summary: 'Record the modules of your programmes, the whole list',
        description:
          'A module is known by its code: one that is there is changed, or left as it is. What stands on the list no more is withdrawn; agreements that name it go on doing so.',
        tags,
        body: wire.ModuleList,
        response: { 200: wire.RecordedModules },
      },
    },
    async ({ ctx, body }) => recordModules(ctx, body),
  )

  app.get(
    '/modules',
    {
      config: reads('listModules', { scope: 'read' }),
      schema: {
        summary: 'List the modules of your organisation',
        description: 'With those that were withdrawn.',
        tags,
        querystring: z.strictObject({ ...SyncQuery, code: wire.ModuleCode.optional() }),
        response: { 200: syncPageOf(wire.ModuleView, 'ModulePage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => listModules(tx, ctx.actor.organisationId, keyset, query.code))
      return toPage(rows, keyset, wire.viewModule)
    },
  )

  app.get(
    '/modules/:id',
    {
      config: reads('readModule', { scope: 'read' }),
      schema: { summary: 'Read a module', tags, params, response: { 200: wire.ModuleView } },
    },
    async ({ ctx, params }) => wire.viewModule(await read(ctx, (tx) => getModule(tx, params.id))),
  )

  app.get(
    '/modules/:id/suggestions',
    {
      config: reads('suggestOutcomesOfModule', { scope: 'read' }),
      schema: {
        summary: 'Suggest outcomes for an agreement out of a module',
        description:
          'One for each of its competences. Levels, methods and how the baseline was found are not suggested.',
        tags,
        params,
        response: { 200: wire.ModuleSuggestion },
      },
    },
    async ({ ctx, params }) => {
      const module = await read(ctx, (tx) => getModule(tx, params.id))
      return wire.viewModuleSuggestion(module, suggestionOf(module, ctx.frameworks.get(module.framework)))
    },
  )
}
