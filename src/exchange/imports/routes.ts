import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { sha256 } from '../../platform/hash.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { readUpload } from '../../platform/http/upload.ts'
import { openLines } from '../progress/follow.ts'
import { importActions } from './actions.ts'
import { cancelImport } from './cancel-import.ts'
import { followImport } from './follow-import.ts'
import { unpackFindings } from './reading/findings.ts'
import { runImport } from './run-import.ts'
import * as wire from './schemas.ts'
import { startImport } from './start-import.ts'
import { getImport, type ImportKind, listImports, readFindings, readTold } from './store.ts'
import { templateFile } from './template-file.ts'
import { say } from './words.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Imports']
const readsImport = (operation: string) => reads(operation, { scope: 'read' })
const tableTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
const produces = ['text/csv', tableTypes.xlsx]

export const importRoutes: FastifyPluginAsyncZod = async (app) => {
  const openLine = openLines(app, say('too-many-followers'))

  app.post(
    '/imports',
    {
      bodyLimit: wire.MAX_TABLE_BYTES + 64 * 1024,
      config: {
        ...does(importActions.startImport),
        bodies: { 'multipart/form-data': wire.ImportFields },
      },
      schema: {
        summary: 'Send a table to be entered',
        description:
          'multipart/form-data: `file` (CSV or XLSX, up to 10 MiB and 50 000 rows), `kind`. It is checked first, and nothing is entered: see its faults, mend them and send it again, or run it where nothing blocks. Headings are those of a template, in any language and order, or the names of the fields. A row is who has its key, or the same name and birth date: then it changes what it says otherwise, and what it leaves empty stays. The same table twice changes nothing.',
        tags,
        consumes: ['multipart/form-data'],
        response: { 202: wire.ImportView },
      },
    },
    async (request, reply) => {
      const { fields, bytes } = await readUpload(request, wire.ImportFields, wire.MAX_TABLE_BYTES)
      const { kind, profile } = fields
      const table = await request.ctx.takeTable(kind, profile, bytes)
      const made = await startImport(request.ctx, kind, {
        table,
        isAnotherKind: profile !== undefined && kind !== 'people',
        sha256: sha256(bytes),
      })
      reply.code(202).header('location', `/v1/imports/${made.id}`)
      return wire.viewImport(made)
    },
  )

  app.get(
    '/imports',
    {
      config: readsImport('listImports'),
      schema: {
        summary: 'List your imports',
        description: 'Those that were asked for as whom you ask; kept for 30 days.',
        tags,
        querystring: wire.ImportQuery,
        response: { 200: pageOf(wire.ImportView, 'ImportPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(await read(ctx, (tx) => listImports(tx, ctx.actor, keyset)), keyset, wire.viewImport)
    },
  )

  app.get(
    '/imports/:id',
    {
      config: readsImport('readImport'),
      schema: { summary: 'Read how far an import is', tags, params, response: { 200: wire.ImportView } },
    },
    async ({ ctx, params }) => wire.viewImport(await read(ctx, (tx) => getImport(tx, ctx.actor, params.id))),
  )

  app.get(
    '/imports/:id/faults',
    {
      config: readsImport('listImportFaults'),
      schema: {
        summary: 'List what is to be mended in a table',
        description: 'All of it, line by line. It is there for as long as the table is kept.',
        tags,
        params,
        querystring: wire.FindingQuery,
        response: { 200: pageOf(wire.FindingView, 'ImportFaultPage') },
      },
    },
    async (request) => {
      const { ctx, params, query } = request
      const keyset = readKeyset(query)
      const text = await read(ctx, async (tx) =>
        readFindings(tx, (await getImport(tx, ctx.actor, params.id)).id),
      )
      const from = wire.positionIn(keyset.after?.id)
      const found = unpackFindings(text)
        .map((finding, index) => ({ ...finding, position: index + 1, id: wire.idAt(index + 1) }))
        .filter(
          ({ position, isBlocking }) =>
            position > from && (!query.severity || isBlocking === (query.severity === 'blocking')),
        )
      const language = chooseSpoken(request)
      return toPage(found.slice(0, keyset.limit + 1), keyset, (finding) =>
        wire.viewFinding(finding, language),
      )
    },
  )

  app.get(
    '/imports/:id/file',
    {
      config: { ...readsImport('downloadImportFile'), also: [410] },
      schema: {
        summary: 'Download a table with what is to be mended in it',
        description:
          'As it was sent, of the same form, with a column more that says of each row what does not fit. That column is read over when it is sent again.',
        tags,
        params,
        querystring: z.strictObject(LanguageQuery),
        produces,
        response: { 200: z.any().describe('the table') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const { found, told } = await read(ctx, async (tx) => {
        const found = await getImport(tx, ctx.actor, params.id)
        return { found, told: await readTold(tx, found.id) }
      })
      if (!told) throw new Refusal('gone', say('table-gone'))
      const form = found.form ?? 'csv'
      const language = chooseSpoken(request)
      const bytes = await ctx.tellFile(found.kind, told.bytes, told.findings, language)
      return sendDownload(request, reply, {
        name: `import-${found.id}.${form}`,
        type: tableTypes[form],
        bytes,
      })
    },
  )

  app.get(
    '/imports/:id/progress',
    {
      config: readsImport('followImport'),
      schema: {
        summary: 'Follow an import, as server-sent events',
        description:
          '`progress` with the import each time that it came further; then `end`. The line is closed after ten minutes: come again.',
        tags,
        params,
        produces: ['text/event-stream'],
        response: { 200: z.any().describe('the events') },
      },
    },
    async ({ ctx, params }, reply) => openLine(reply, (signal) => followImport(ctx, params.id, signal)),
  )

  app.post(
    '/imports/:id/run',
    {
      config: does(importActions.runImport),
      schema: {
        summary: 'Enter the rows of a table that was checked',
        description:
          'In portions, each whole or not at all; whoever is killed in between is gone on for. With the rights that you have then, and a line of the log for each row.',
        tags,
        params,
        body: wire.RunOfImport,
        response: { 202: wire.ImportView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(202)
      return wire.viewImport(await runImport(ctx, params.id, body.sha256))
    },
  )

  app.post(
    '/imports/:id/cancellation',
    {
      config: does(importActions.cancelImport),
      schema: {
        summary: 'Cancel an import',
        description: 'What was entered stays; nothing more is, and the table is removed.',
        tags,
        params,
        response: { 200: wire.ImportView },
      },
    },
    async ({ ctx, params }) => wire.viewImport(await cancelImport(ctx, params.id)),
  )
}

/** Tables to be filled, which are the same for everyone. */
export const importTemplateRoutes: FastifyPluginAsyncZod = async (app) => {
  for (const file of wire.templates) {
    const [kind, form] = file.split('.') as [ImportKind, keyof typeof tableTypes]
    app.get(
      `/imports/templates/${file}`,
      {
        config: reads(wire.templateOperation(kind, form), 'public'),
        schema: {
          summary: `Download a table of ${kind} to be filled, as ${form.toUpperCase()}`,
          description: 'With the headings in a language and one row to be replaced.',
          tags,
          querystring: z.strictObject(LanguageQuery),
          produces: [tableTypes[form].split(';')[0]!],
          response: { 200: z.any().describe('the table') },
        },
      },
      async (request, reply) => {
        const bytes = await templateFile(kind, form, chooseSpoken(request))
        return sendDownload(request, reply, { name: file, type: tableTypes[form], bytes })
      },
    )
  }
}
