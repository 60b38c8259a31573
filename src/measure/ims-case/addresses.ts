import type { z } from 'zod'
import type { Framework, FrameworkLibrary } from '../frameworks/framework.ts'
import { identifierOf } from './identifier.ts'
import { changedAt } from './last-change.ts'
import type { LinkURI } from './object-schemas.ts'
import type { CaseVersion } from './published/forms.ts'

/** Where the service answers each version of CASE, under its public address. */
export const caseRoots: Record<CaseVersion, string> = { '1.0': '/ims/case/v1p0', '1.1': '/ims/case/v1p1' }

/** A framework in one of its languages, as one version of CASE writes it. */
export type Publication = {
  framework: Framework
  language: string
  version: CaseVersion
  publicUrl: string
  /** Among what it is published: other editions, and what it is linked to. */
  library: FrameworkLibrary
}

export type CaseLink = z.infer<typeof LinkURI>

export type Addresses = {
  link(title: string, collection: string, identifier: string): CaseLink
  idOf(...name: string[]): string
  /** What every object begins with; the name tells it apart within its package. */
  head(collection: string, ...name: string[]): { identifier: string; uri: string; lastChangeDateTime: string }
}

/**
 * Gives all that is in one language of a framework its identifier and address, the same ones every time. The identifiers
 * are those of every version of CASE; the addresses are answered in the version asked for.
 */
export function makeAddresses({ framework, language, version, publicUrl }: Publication): Addresses {
  const lastChangeDateTime = changedAt(framework)
  // An item is named again by each of its associations: hashing its name once is enough.
  const given = new Map<string, string>()
  const idOf = (...name: string[]) => {
    const key = name.join('/')
    const identifier = given.get(key) ?? identifierOf(framework.id, language, key)
    given.set(key, identifier)
    return identifier
  }
  const uriOf = (collection: string, identifier: string) =>
    `${publicUrl}${caseRoots[version]}/${collection}/${identifier}`
  return {
    link: (title, collection, identifier) => ({ title, identifier, uri: uriOf(collection, identifier) }),
    idOf,
    head(collection, ...name) {
      const identifier = idOf(...name)
      return { identifier, uri: uriOf(collection, identifier), lastChangeDateTime }
    },
  }
}
