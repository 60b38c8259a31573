import fc from 'fast-check'

const MOST = 60

/** What was seen in answers so far, by the name under which it stands there; requests are made of it. */
export type Known = {
  /** Notes a value under a name; the oldest go when there are many. */
  note(name: string, value: string): void
  /** Notes every text of an answer under its property's name, ids under their collection, secrets of links under their page. */
  learn(path: string, answer: unknown): void
  /** One of those known by the name, or by any name where none is; drawn when it is needed. */
  oneOf(name: string): fc.Arbitrary<string>
}

/** What is in a property of this name is the id of a thing of this noun. */
const nouns: Record<string, string> = {
  learnerId: 'people',
  personId: 'people',
  memberId: 'members',
  mobilityId: 'mobilities',
  recognitionId: 'recognitions',
  certificateId: 'certificates',
  evidenceId: 'evidence',
  appealId: 'appeals',
  partnerId: 'organisations',
  organisationId: 'organisations',
  hostingOrganisationId: 'organisations',
  sendingOrganisationId: 'organisations',
}
export const nounOf = (property: string): string => nouns[property] ?? property

/** `spared`: ids that are never addressed, so that those who ask can go on asking. */
export function makeKnown(spared: ReadonlySet<string>): Known {
  const pools = new Map<string, string[]>()

  function note(name: string, value: string): void {
    const pool = pools.get(name) ?? []
    if (value.length > 300 || pool.includes(value)) return
    pools.set(name, [...pool.slice(1 - MOST), value])
  }

  function learnFrom(noun: string, value: unknown): void {
    if (value === null || typeof value !== 'object') return
    if (Array.isArray(value)) {
      for (const inner of value.slice(0, 20)) learnFrom(noun, inner)
      return
    }
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') learnFrom(name === 'items' ? noun : name, inner)
      else if (name === 'id') {
        if (!spared.has(inner)) note(noun, inner)
      } else if (name === 'url' && URL.canParse(inner)) noteLink(new URL(inner).pathname)
      else note(nounOf(name), inner)
    }
  }

  function noteLink(path: string): void {
    const [, page = '', secret] = path.split('/')
    if (secret) note(page, secret)
  }

  return {
    note,
    learn: (path, answer) => learnFrom(collectionOf(path), answer),
    oneOf: (name) =>
      fc.nat().map((number) => {
        const pool = pools.get(nounOf(name)) ?? [...pools.values()].flat()
        return pool[number % pool.length] ?? name
      }),
  }
}

/** The last word of an address that is written out. */
const collectionOf = (path: string) =>
  path.split('/').findLast((word) => word !== '' && !word.startsWith('{')) ?? ''
