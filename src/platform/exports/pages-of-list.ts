import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { z } from 'zod'

/** As much at once as a page may show. */
const limit = 200

type Page = { items: object[]; next: string | null }
type List = { handler: RouteHandlerMethod; page: z.ZodType }

/** All that a list shows to whoever asks, page by page as it would answer them, and the language of its words where it says. */
export type Paged = { pages: AsyncGenerator<object[]>; language: string | undefined }

/** Has the first page before it answers: what is refused is refused as ever. */
export async function pagesOfList(list: List, request: FastifyRequest, reply: FastifyReply): Promise<Paged> {
  const first = await pageAt(list, request, reply, undefined)
  async function* pages() {
    let page: Page = first.page
    yield page.items
    while (page.next !== null) {
      page = (await pageAt(list, request, reply, page.next)).page
      yield page.items
    }
  }
  return { pages: pages(), language: first.language }
}

/** One page, as the list makes it: the list itself is asked, in the place of a reader who turns the pages. */
async function pageAt(
  { handler, page }: List,
  request: FastifyRequest,
  reply: FastifyReply,
  cursor: string | undefined,
): Promise<{ page: Page; language: string | undefined }> {
  const { format: _, ...query } = request.query as Record<string, unknown>
  const { 'if-none-match': __, ...headers } = request.headers
  const turned: FastifyRequest = Object.create(request, {
    query: { value: { ...query, limit, ...(cursor === undefined ? {} : { cursor }) } },
    headers: { value: headers },
  })
  let sent: unknown
  let language: string | undefined
  const take = (name: string, value: unknown) => {
    if (name === 'content-language') language = String(value)
    return kept
  }
  const kept: FastifyReply = Object.create(reply, {
    // biome-ignore lint/suspicious/noThenProperty: waited for, a reply is one that has been sent; this one never is
    then: { value: undefined },
    header: { value: take },
    headers: {
      value: (all: object) => {
        for (const [name, value] of Object.entries(all)) take(name, value)
        return kept
      },
    },
    send: {
      value: (payload: unknown) => {
        sent = payload
        return kept
      },
    },
  })
  const answer = await handler.call(request.server, turned, kept)
  const json =
    answer === kept
      ? String(sent)
      : serializerCompiler({ schema: page, method: 'GET', url: request.url })(answer)
  return { page: JSON.parse(json), language }
}
