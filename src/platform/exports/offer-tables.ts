import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod, RouteOptions } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { sendDownload } from '../http/download.ts'
import { LanguageQuery, spokenAnyway } from '../http/language.ts'
import { columnsIn } from './columns-in.ts'
import { type ListForm, listForms } from './list-forms.ts'
import { pagesOfList } from './pages-of-list.ts'
import { say } from './words.ts'

const FormatQuery = {
  format: z
    .enum(['json', ...(Object.keys(listForms) as ListForm[])])
    .default('json')
    .describe(
      '`json` is one page. The others are the whole list as it is filtered, without `limit` and `cursor`, as a file that is written while it is read: a line for each thing, in the order of the pages. In `csv` and `xlsx` what lies within is a column of its own (`a.b`), several values are parted by semicolons, and numbers are numbers; nothing in them is taken for a formula. `jsonl` has each thing as `json` shows it. A file that ends before the connection was closed properly is not whole: ask again.',
    ),
}

const lang = LanguageQuery.lang.describe(
  'language of a table, which also says how its columns and decimals are parted; Accept-Language when left out',
)

/** Has every list of the API answer as a table too: what makes a page is asked for one page after another. */
export function offerTables(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const list = listOf(route)
    if (!list) return
    const { schema = {}, handler } = route
    route.schema = { ...schema, querystring: list.query, produces: ['application/json', ...typesOfTables] }
    route.handler = orTable(handler, list.page, list.item, nameOf(route.url))
  })
}

const typesOfTables = Object.values(listForms).map(({ type }) => type)

/** What a route shows where it is a list that has pages. */
function listOf({ schema }: RouteOptions): { query: z.ZodType; page: z.ZodType; item: z.ZodType } | null {
  const { querystring, response } = (schema ?? {}) as {
    querystring?: unknown
    response?: Record<string, unknown>
  }
  const page = response?.['200']
  if (!(page instanceof z.ZodObject && querystring instanceof z.ZodObject)) return null
  const { items, next } = page.shape as Record<string, unknown>
  if (!(items instanceof z.ZodArray) || next === undefined || 'format' in querystring.shape) return null
  const worded = 'lang' in querystring.shape ? {} : { lang }
  return { query: querystring.extend({ ...worded, ...FormatQuery }), page, item: items.element as z.ZodType }
}

/** The list's own word in its address. */
const nameOf = (url: string) =>
  url.split('/').findLast((part) => part !== '' && !part.startsWith(':')) ?? 'list'

function orTable(
  handler: RouteHandlerMethod,
  page: z.ZodType,
  item: z.ZodType,
  name: string,
): RouteHandlerMethod {
  const columns = columnsIn(item)
  return async function (this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) {
    const { format } = request.query as { format: ListForm | 'json' }
    if (format === 'json') return handler.call(this, request, reply)
    assertWhole(request)
    const { pages, language } = await pagesOfList({ handler, page }, request, reply)
    const worded = spokenAnyway(request)
    const { type, write } = listForms[format]
    const charset = type.startsWith('text/') ? '; charset=utf-8' : ''
    reply.header('content-language', language ?? worded).header('vary', 'accept-language')
    const stream = write(pages, { name, columns, language: worded })
    return sendDownload(request, reply, { name: `${name}.${format}`, type: type + charset, stream })
  }
}

/** A table is never a part of a list without saying so. */
function assertWhole({ url }: FastifyRequest): void {
  const given = new URLSearchParams(url.split('?').slice(1).join('?'))
  const parts = ['limit', 'cursor'].filter((name) => given.has(name))
  if (parts.length === 0) return
  const faults = parts.map((name) => ({
    in: 'query' as const,
    pointer: `/${name}`,
    detail: say('leave-out'),
  }))
  throw new Refusal('bad-input', say('whole-list'), faults)
}
