import type { Access } from '../auth/access.ts'
import type { Operation } from './api-document.ts'

export const responseName = (status: string) => `Problem${status}`

const problemTexts: Record<string, string> = {
  400: 'The input is not valid; every fault is named.',
  401: 'A valid token, client or secret is missing.',
  403: 'The token does not allow it.',
  404: 'There is no such thing, or it is not yours to know of.',
  409: 'Not possible in the present state; `blockers` say what is missing.',
  412: 'It was changed meanwhile.',
  413: 'The body is too large.',
  415: 'This kind of content is not accepted.',
  422: 'The input is understood but does not fit; every fault is named.',
  428: 'If-Match is missing.',
  429: 'Too many requests.',
  503: 'The service is busy or not ready.',
  507: 'There is no room to keep it; nothing was kept.',
}

/** One response for each status, for operations to refer to by `responseName`. */
export const problemResponses = Object.fromEntries(
  Object.entries(problemTexts).map(([status, description]) => [
    responseName(status),
    {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
)

/** With which statuses a route may refuse. */
export function problemsOf(operation: Operation, method: string, access: Access): string[] {
  const writes = method !== 'get' && method !== 'head'
  const takesInput = writes || (operation.parameters?.length ?? 0) > 0
  const applies: Record<string, boolean> = {
    400: takesInput,
    401: access !== 'public' || method === 'post',
    403: access !== 'public',
    404: true,
    409: writes,
    412: method === 'patch',
    413: writes,
    415: writes,
    422: writes,
    428: method === 'patch',
    429: true,
    503: true,
    507: writes,
  }
  return Object.keys(problemTexts).filter((status) => applies[status])
}
