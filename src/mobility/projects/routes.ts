import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { NewJointMemorandum, viewPartnership } from '../../parties/partnerships/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { SoughtProjectCode } from '../mobilities/project-code.ts'
import { projectKeeping } from './actions.ts'
import { changeProject } from './change-project.ts'
import { proposeJointMemorandum } from './propose-joint-memorandum.ts'
import { registerProject } from './register-project.ts'
import * as wire from './schemas.ts'
import { getProject, listProjects } from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Projects']

/** What mobilities are funded as. */
export const projectRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/projects',
    {
      config: does(projectKeeping.registerProject),
      schema: {
        summary: 'Register a project',
        description:
          'Mobilities, groups and cohorts with its code as `projectCode` are of it, whenever they were registered; lists are asked for them by `projectId`.',
        tags,
        body: wire.NewProject,
        response: { 201: wire.ProjectView },
      },
    },
    async ({ ctx, body }, reply) => {
      const project = await registerProject(ctx, body)
      reply.code(201).header('location', `/v1/projects/${project.id}`)
      return wire.viewProject(project)
    },
  )

  app.post(
    '/projects/:id/memoranda',
    {
      config: { ...does(projectKeeping.proposeJointMemorandum), tells: ['Location'] },
      schema: {
        summary: 'Propose one memorandum to all partners of a project',
        description:
          'Each of them confirms or declines it for themselves (`/v1/partnerships/{id}/confirmation`, `…/end`). It is in force between you and each who has confirmed; what two partners agree with each other is a memorandum of their own.',
        tags,
        params,
        body: NewJointMemorandum,
        response: { 201: wire.JointMemorandumView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const proposed = await proposeJointMemorandum(ctx, params.id, body)
      const jointId = proposed[0]!.row.jointId!
      reply.code(201).header('location', `/v1/partnerships?jointId=${jointId}`)
      return { jointId, items: proposed.map(viewPartnership) }
    },
  )

  app.get(
    '/projects',
    {
      config: reads('listProjects', { scope: 'read' }),
      schema: {
        summary: 'List the projects of your organisation',
        tags,
        querystring: z.strictObject({ ...SyncQuery, code: SoughtProjectCode.optional() }),
        response: { 200: syncPageOf(wire.ProjectView, 'ProjectPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => listProjects(tx, ctx.actor.organisationId, keyset, query.code))
      return toPage(rows, keyset, wire.viewProject)
    },
  )

  app.get(
    '/projects/:id',
    {
      config: reads('readProject', { scope: 'read' }),
      schema: { summary: 'Read a project', tags, params, response: { 200: wire.ProjectView } },
    },
    async ({ ctx, params }, reply) => {
      const project = await read(ctx, (tx) => getProject(tx, params.id))
      setVersion(reply, project.version)
      return wire.viewProject(project)
    },
  )

  app.patch(
    '/projects/:id',
    {
      config: does(projectKeeping.changeProject),
      schema: {
        summary: 'Change a project',
        description: 'All of it but its code.',
        tags,
        params,
        body: wire.ChangedProject,
        response: { 200: wire.ProjectView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const project = await changeProject(request.ctx, request.params.id, check, request.body)
      setVersion(reply, project.version)
      return wire.viewProject(project)
    },
  )
}
