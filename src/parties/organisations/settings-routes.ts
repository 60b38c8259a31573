import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { organisationActions } from './actions.ts'
import { changeOwnSettings } from './change-settings.ts'
import * as wire from './settings-schemas.ts'
import * as store from './store.ts'

export const settingsRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/settings',
    {
      config: reads('readSettings', { scope: 'read' }),
      schema: {
        summary: 'Read the settings of your organisation',
        tags: ['Registries'],
        response: { 200: wire.SettingsView },
      },
    },
    async ({ ctx }, reply) => {
      const row = await read(ctx, (tx) => store.findSettings(tx, ctx.actor.organisationId))
      setVersion(reply, row?.version ?? 0)
      return wire.viewSettings(row)
    },
  )

  app.patch(
    '/settings',
    {
      config: does(organisationActions.changeSettings),
      schema: {
        summary: 'Change the settings of your organisation',
        description: 'They hold for the cases it sends. null takes a setting back to its default.',
        tags: ['Registries'],
        body: wire.ChangedSettings,
        response: { 200: wire.SettingsAnswer },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const { row, grantId } = await changeOwnSettings(request.ctx, check, request.body)
      setVersion(reply, row.version)
      return { ...wire.viewSettings(row), grantId }
    },
  )
}
