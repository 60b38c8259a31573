import type { Access } from '../auth/access.ts'
import type { Content, DescribedRoute } from './api-document.ts'
import { headersOfProblem } from './described/describe-headers.ts'

type Answer = { description?: string; content?: Content }

export const responseName = (status: string) => `Problem${status}`

const problemTexts: Record<string, string> = {
  400: 'The input is not valid; every fault is named.',
  401: 'A valid token, client or secret is missing.',
  403: 'The token does not allow it.',
  404: 'There is no such thing, or it is not yours to know of.',
  408: 'The request did not arrive in time.',
  409: 'Not possible in the present state; `blockers` say what is missing.',
  410: 'It is no longer told; the answer says how to go on.',
  412: 'It was changed meanwhile.',
  413: 'The body is too large.',
  414: 'The address is too long.',
  415: 'This kind of content is not accepted.',
  416: 'There is no such part of it.',
  422: 'The input is understood but does not fit; every fault is named.',
  428: 'If-Match is missing.',
  429: 'Too many requests.',
  503: 'The service is busy or not ready.',
  507: 'There is no room to keep it; nothing was kept.',
}

/** How a problem is told, whatever the route: a browser is shown a page. */
const problemContent: Content = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  'text/html': { schema: { type: 'string' } },
}

/** One response for each status, for operations to refer to by `responseName`. */
export const problemResponses = Object.fromEntries(
  Object.entries(problemTexts).map(([status, description]) => [
    responseName(status),
    {
      description,
      headers: headersOfProblem(status),
      content: problemContent,
    },
  ]),
)

/** With which statuses a route may refuse: those of its kind, and those that its config adds. */
export function problemsOf({ config, url }: DescribedRoute, method: string): string[] {
  const access = config?.access as Access
  const also: readonly number[] = config?.also ?? []
  const writes = method !== 'get' && method !== 'head'
  const acts = writes || (config?.actions ?? []).length > 0
  const applies: Record<string, boolean> = {
    // A text that cannot be kept is refused in any query.
    400: true,
    401: access !== 'public' || method === 'post',
    403: access !== 'public',
    404: true,
    408: writes,
    409: acts,
    412: method === 'patch',
    413: writes,
    414: url.includes(':'),
    415: writes,
    422: writes,
    428: method === 'patch',
    429: true,
    503: true,
    507: writes,
  }
  return Object.keys(problemTexts).filter((status) => applies[status] || also.includes(Number(status)))
}

/**
 * What an operation says of a problem that it tells in its own way. An address that cannot be read never comes so far: it
 * is told as everywhere.
 */
export function ownProblem(own: Answer, { url }: DescribedRoute, status: string): Answer {
  if (status !== '400' || !url.includes(':')) return own
  return { ...own, content: { ...structuredClone(problemContent), ...own.content } }
}

const usualTexts: Record<string, string> = {
  ...problemTexts,
  200: 'What was asked for, or what became of it.',
  201: 'It was made.',
  202: 'It was taken up, and is not done yet.',
}

/** An answer whose route says nothing of it is described by its status. */
export function describeAnswers(responses: Record<string, Answer>): void {
  for (const [status, answer] of Object.entries(responses))
    if (answer.description === 'Default Response' && usualTexts[status])
      answer.description = usualTexts[status]
}

const furtherTexts: Record<number, string> = {
  206: 'The part that was asked for.',
  302: 'A browser is sent on to where the page is.',
  303: 'Done; a browser is sent on to the page that comes next.',
  304: 'Unchanged since it was read.',
}

/** The answers of a route that are neither its success nor a problem; a part is of the kind of the whole. */
export function furtherResponses({ config }: DescribedRoute, whole: Answer | undefined): [string, Answer][] {
  const also: readonly number[] = config?.also ?? []
  return also.flatMap((status): [string, Answer][] => {
    const description = furtherTexts[status]
    if (!description) return []
    const content = status === 206 && whole?.content ? { content: structuredClone(whole.content) } : {}
    return [[String(status), { description, ...content }]]
  })
}
