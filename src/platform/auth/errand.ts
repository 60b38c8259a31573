import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest, InjectOptions } from 'fastify'
import type { Asker, Scope } from './access.ts'

/**
 * What the service asks itself on behalf of somebody who asked for it before, by one of its own routes: as whom, with what
 * their token allowed, and under which key it is done once. What they may do is looked up when it is done.
 */
export type Errand = {
  actor: Asker
  scopes: readonly Scope[]
  /** No client can send it: it has a space in it. */
  key: string
  requestId: string
  /** The row of the table that it is to do, and the route, which may do others. */
  action: string
  route: string
  /** The hash of what was read for it, where it judges. */
  read: string | undefined
  /** The standing order by which it is done, and since when that is in force. */
  order?: { kind: string; since: string }
}

export type Errands = (
  errand: Errand,
  request: Pick<InjectOptions, 'method' | 'url' | 'headers' | 'payload'>,
) => Promise<{ status: number; headers: Record<string, unknown>; body: string }>

/** Those that are under way in this process, by a pass that nobody outside of it has ever seen. */
const underWay = new Map<string, Errand>()

/** Sends errands to a service in the same process: through the route that anyone else would have to take. */
export const errandsTo =
  (service: () => Promise<FastifyInstance>): Errands =>
  async (errand, request) => {
    const app = await service()
    const pass = randomBytes(32).toString('base64url')
    underWay.set(pass, errand)
    try {
      const headers = { ...request.headers, authorization: `Errand ${pass}` }
      const { statusCode: status, headers: answered, body } = await app.inject({ ...request, headers })
      return { status, headers: answered, body }
    } finally {
      underWay.delete(pass)
    }
  }

/** The errand on which a request comes; each pass is good for one. */
export function errandOf({ headers }: FastifyRequest): Errand | undefined {
  const pass = /^Errand ([\w-]{43})$/.exec(headers.authorization ?? '')?.[1]
  const errand = pass === undefined ? undefined : underWay.get(pass)
  if (pass !== undefined) underWay.delete(pass)
  return errand
}
