import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, Services } from '../../context.ts'
import { linkHolders } from '../../db/schema/mobility/links.ts'
import { type Desk, followDesk, recallDesk } from '../auth/desks.ts'
import { type LinkHolder, type LinkPurpose, openedByPage } from '../auth/link-terms.ts'
import { followLink, type Link } from '../auth/links.ts'
import { followMyPage, followPage } from '../auth/page-links.ts'
import { linkRefusal } from './link-page.ts'

/** What came of following a link: whom it lets act, for what, and where its page is. */
export type Followed = {
  link: Link
  ctx: Context
  secret: string
  /** The address of the page that its forms and files lie below. */
  base: string
  /** The page that it was opened from; null where it was opened by a link of its own. */
  back: string | null
}

/** The same of a desk. */
export type FollowedToDesk = Omit<Followed, 'link'> & { desk: Desk }

/** A way to the pages of a purpose. `page` is the first part of their addresses. */
export type Door<Came = Followed> = {
  pathOf(path: string): string
  operationOf(id: string): string
  params: z.ZodObject
  follow(request: FastifyRequest, page: string): Promise<Came>
}

const secret = z.string().regex(/^[\w-]{43}$/)

/** A link that was made for it alone. */
const ownDoor = (services: Services, purpose: LinkPurpose): Door => ({
  pathOf: (path) => path,
  operationOf: (id) => id,
  params: z.object({ secret }),
  async follow({ params, id }, page) {
    const given = params as { secret: string }
    const follow =
      purpose === 'me'
        ? followMyPage(services, given.secret, id)
        : followLink(services, purpose, given.secret, id)
    const followed = await follow
    return { ...followed, secret: given.secret, base: `/${page}/${given.secret}`, back: null }
  },
})

/** The page of a learner, for one of the things that are theirs. */
const pageDoor = (services: Services, purpose: LinkPurpose, parties?: readonly LinkHolder[]): Door => ({
  pathOf: (path) => `/me/:secret${path.replace('/:secret', '/:subject')}`,
  operationOf: (id) => `${id}OnPage`,
  params: z.object({ secret, subject: z.uuid() }),
  async follow({ params, id }, page) {
    const given = params as { secret: string; subject: string }
    const followed = await followPage(services, purpose, given.secret, given.subject, id, parties)
    const back = `/me/${given.secret}`
    return { ...followed, secret: given.secret, base: `${back}/${page}/${given.subject}`, back }
  },
})

/** What the page of a learner itself has of one of their cases, at `/me/:secret/…/:subject`, and for whom. */
export const partDoor = (services: Services, parties?: readonly LinkHolder[]): Door => {
  const door = pageDoor(services, 'me', parties)
  return {
    ...door,
    pathOf: (path) => `/me/:secret${path}`,
    operationOf: (id) => id,
  }
}

/** What the page of a learner, or of their guardian, has of the person alone, at `/me/:secret/…`, and for whom. */
export const personDoor = (services: Services, parties: readonly LinkHolder[] = linkHolders): Door => ({
  ...ownDoor(services, 'me'),
  pathOf: (path) => `/me/:secret${path}`,
  async follow({ params, id }, page) {
    const given = params as { secret: string }
    const back = `/me/${given.secret}`
    const followed = await followMyPage(services, given.secret, id)
    if (!parties.includes(followed.link.party)) throw linkRefusal('unknown')
    return { ...followed, secret: given.secret, base: `${back}/${page}`, back }
  },
})

/** Every way to the pages of a purpose. */
export const doorsTo = (services: Services, purpose: LinkPurpose): Door[] => [
  ownDoor(services, purpose),
  ...(openedByPage[purpose] && purpose !== 'me' ? [pageDoor(services, purpose)] : []),
]

/** The way to a desk; with `recalls`, also to one that is over, where whoever came acts as nobody. */
export const deskDoor = (services: Services, recalls: boolean): Door<FollowedToDesk> => ({
  pathOf: (path) => path,
  operationOf: (id) => id,
  params: z.object({ secret }),
  async follow({ params, body, id }) {
    const given = params as { secret: string }
    const { desk, ctx } = await (recalls ? recallDesk : followDesk)(services, given.secret, id)
    const { form } = (body ?? {}) as { form?: string }
    const base = `/desk/${given.secret}`
    return { desk, ctx: form === undefined ? ctx : { ...ctx, form }, secret: given.secret, base, back: null }
  },
})
