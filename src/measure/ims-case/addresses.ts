import type { z } from 'zod'
import type { Framework } from '../frameworks/framework.ts'
import { identifierOf } from './identifier.ts'
import type { LinkURI } from './schemas.ts'

/** Where the service answers CASE, under its public address. */
export const CASE_ROOT = '/ims/case/v1p0'

export type CaseLink = z.infer<typeof LinkURI>

export type Addresses = {
  link(title: string, collection: string, identifier: string): CaseLink
  idOf(...name: string[]): string
  /** What every object begins with; the name tells it apart within its package. */
  head(collection: string, ...name: string[]): { identifier: string; uri: string; lastChangeDateTime: string }
}

/** Gives all that is in one language of a framework its identifier and address, the same ones every time. */
export function makeAddresses(framework: Framework, language: string, publicUrl: string): Addresses {
  const lastChangeDateTime = `${framework.source.year}-01-01T00:00:00+00:00`
  // An item is named again by each of its associations: hashing its name once is enough.
  const given = new Map<string, string>()
  const idOf = (...name: string[]) => {
    const key = name.join('/')
    const identifier = given.get(key) ?? identifierOf(framework.id, language, key)
    given.set(key, identifier)
    return identifier
  }
  const uriOf = (collection: string, identifier: string) =>
    `${publicUrl}${CASE_ROOT}/${collection}/${identifier}`
  return {
    link: (title, collection, identifier) => ({ title, identifier, uri: uriOf(collection, identifier) }),
    idOf,
    head(collection, ...name) {
      const identifier = idOf(...name)
      return { identifier, uri: uriOf(collection, identifier), lastChangeDateTime }
    },
  }
}
