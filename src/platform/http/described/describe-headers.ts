import type { DescribedRoute, Operation } from '../api-document.ts'

/** The headers of answers that a client goes by, and what each tells. */
const headers = {
  ETag: {
    description: 'the version of what is answered: for If-None-Match, and for If-Match where it is changed',
    example: '"3"',
  },
  Location: {
    description: 'the path at which what was made is read',
    example: '/v1/people/0199a2f0-0000-7000-8000-000000000001',
  },
  'Retry-After': { description: 'after how many seconds to ask again', example: '1' },
  RateLimit: {
    description: 'which limit counts, how many requests are left of it (r), and for how many seconds (t)',
    example: '"client";r=1199;t=60',
  },
  'RateLimit-Policy': {
    description: 'which limit counts, how many requests it allows (q), and in how many seconds (w)',
    example: '"client";q=1200;w=60',
  },
  'WWW-Authenticate': { description: 'how to say who asks', example: 'Bearer' },
  Link: { description: 'the addresses of the next, previous, first and last page (RFC 8288)' },
  'X-Total-Count': { description: 'how many there are on all pages' },
} as const satisfies Record<string, { description: string; example?: string }>

export type DescribedHeader = keyof typeof headers

/** Each header, for answers to refer to by its name. */
export const headerComponents = Object.fromEntries(
  Object.entries(headers).map(([name, told]) => [name, { ...told, schema: { type: 'string' } }]),
)

const referred = (names: readonly DescribedHeader[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const limits: readonly DescribedHeader[] = ['RateLimit', 'RateLimit-Policy']
const later: readonly DescribedHeader[] = ['Retry-After']

/** Of a problem, whatever the route. */
export const headersOfProblem = (status: string) =>
  referred([
    ...limits,
    ...(status === '401' ? (['WWW-Authenticate'] as const) : []),
    ...(['429', '503', '507'].includes(status) ? later : []),
  ])

/** Says of each answer of an operation which headers it has; what the service has in common says so itself. */
export function describeHeaders(operation: Operation, route: DescribedRoute, all: DescribedRoute[]): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (answer.$ref) continue
    const told = Number(status) < 400 ? headersOf(status, route, all) : headersOfProblem(status)
    if (Object.keys(told).length > 0) answer.headers = told
  }
}

function headersOf(status: string, route: DescribedRoute, all: DescribedRoute[]) {
  const { access, rateLimit, tells = [] } = route.config ?? {}
  return referred([
    ...(access !== 'public' || rateLimit !== undefined ? limits : []),
    ...(hasVersion(route, all) ? (['ETag'] as const) : []),
    ...(isFoundAt(status, route, all) ? (['Location'] as const) : []),
    ...tells.filter((name) => name !== 'ETag' && name !== 'Location'),
  ])
}

/** What can be asked for again, and what can be changed, says in which version it is. */
const hasVersion = (route: DescribedRoute, all: DescribedRoute[]) =>
  route.config?.also?.includes(304) ||
  route.config?.tells?.includes('ETag') ||
  all.some((other) => isChangeOf(other, route))

/** What was made says where it is; so does an answer that sends on. */
const isFoundAt = (status: string, route: DescribedRoute, all: DescribedRoute[]) =>
  status === '302' ||
  status === '303' ||
  (['201', '202'].includes(status) &&
    (route.config?.tells?.includes('Location') || all.some((other) => isMadeBy(other, route))))

const isChangeOf = (other: DescribedRoute, { url, method }: DescribedRoute) =>
  other.method === 'PATCH' && other.url === url && (method === 'GET' || method === 'PATCH')

/** What a POST to a list makes is read below it, under its id. */
const isMadeBy = (other: DescribedRoute, { url, method }: DescribedRoute) =>
  method === 'POST' &&
  other.method === 'GET' &&
  other.url.startsWith(`${url}/:`) &&
  !other.url.slice(url.length + 2).includes('/')
