import { type Access, roles as allRoles, describeAccess } from '../auth/access.ts'
import { reference } from '../words/language.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Action, Doer } from './action.ts'
import { say } from './words.ts'

/** One of them or another, in words. */
export const anyOf = (sentences: readonly Sentence[]): Sentence =>
  sentences.reduce((before, last) => say('or', { one: before, other: last }))

/** By whom something is done, as a sentence. */
export function whoDoes(by: Doer): Sentence {
  if ('service' in by) return say('done-by-service', { how: by.service })
  if ('link' in by)
    return say('done-by-holder', { parties: anyOf(by.parties.map((party) => say('party', { party }))) })
  const side = say('side-of', { side: by.side })
  if (by.roles.length === allRoles.length)
    return by.person ? say('done-by-members', { side }) : say('done-by-all', { side })
  const named = anyOf(by.roles.map((role) => say('a-role', { role })))
  return by.person
    ? say('done-in-person', { side, roles: named })
    : say('done-by-clients', { side, roles: named })
}

/** From which other parts in a case it is kept apart, as a sentence; null where it is from none. */
export const whoMayNot = ({ apart }: Pick<Action, 'apart'>): Sentence | null =>
  apart ? say('kept-apart', { part: apart }) : null

/** What the API description says of who may call a route: what its access asks, and what the table says of each action. */
export function describeWho(access: Access, actions: readonly Action[]): string {
  if (actions.length === 0) return describeAccess(access)
  const scope = access === 'public' ? [] : [`Needs the scope \`${access.scope}\`.`]
  const said = actions.map((action) => ({ name: action.name, who: describeAction(action) }))
  const isOne = said.every(({ who }) => who === said[0]!.who)
  return [...scope, ...(isOne ? [said[0]!.who] : said.map(({ name, who }) => `\`${name}\`: ${who}`))].join(
    ' ',
  )
}

function describeAction(action: Action): string {
  const signIn = action.signIn ? say('signs-in') : null
  const sentences = [whoDoes(action.by), whoMayNot(action), signIn]
  return sentences.flatMap((sentence) => sentence?.(reference) ?? []).join(' ')
}
