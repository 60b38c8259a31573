import type { Action, Subject } from '../../src/platform/actions/action.ts'
import type { Caller } from './callers.ts'
import type { Thing } from './things.ts'

/** One question to the table: may this caller, or whoever holds the link for this purpose, do this with that thing? */
export type Pair = { action: Action; thing: Thing } & ({ caller: Caller } | { link: string })
/** What is known of the thing, and what the table says: the reason of its refusal, or null. */
export type Judged = { subject: Subject; says: string | null; atTheDoor?: true }
export const whoOf = (pair: Pair) => ('link' in pair ? `a link to ${pair.link}` : pair.caller.called)

/** Every action on everything that it is done to, by everyone who could ask; those who act only where that may matter. */
export function pairsOf(
  asked: readonly Action[],
  things: readonly Thing[],
  callers: readonly Caller[],
): Pair[] {
  const asking = (action: Action, thing: Thing): Pair[] => {
    if ('link' in action.by) {
      const links = new Set([action.by.link, 'nothing', ...Object.keys(thing.secrets)])
      return [...links].map((link) => ({ action, thing, link }))
    }
    const isPersonal =
      action.apart ??
      action.hinders ??
      (['batch', 'import'].includes(action.on) || action.route!.includes('{assignmentId}'))
    return callers
      .filter(({ isPlayer }) => isPersonal || !isPlayer)
      .map((caller) => ({ action, thing, caller }))
  }
  return asked.flatMap((action) =>
    things
      .filter(({ on, ids }) => on === action.on && ('stays' in ids || !isOfPart(action)))
      .flatMap((thing) => asking(action, thing)),
  )
}

/** Done to a part of a mobility, which not every one has. */
const isOfPart = ({ route }: Action) => route!.includes('/stays/{')

/**
 * Whether to ask again. Whom a route refuses by its access alone is refused whatever the thing is; of two things in one
 * state one is enough for what is refused; organisations that have no part in a thing are all told that there is none,
 * one role of theirs in each state; and a paper that takes long to make is asked for by one of each organisation that may
 * have it.
 */
export function isWorthIt() {
  const seen = new Set<string>()
  return ({ pair, judged: { says, atTheDoor, subject } }: { pair: Pair; judged: Judged }): boolean => {
    const { action, thing } = pair
    if (!('caller' in pair)) return true
    const { called, actor } = pair.caller
    if (says === null && !isPaper(action)) return true
    const who = called.startsWith('stranger') && !atTheDoor ? 'stranger' : called
    const refused = atTheDoor ? [who] : [who, subject.state, says]
    const question = says === null ? [actor.organisationId, ...Object.values(thing.ids)] : refused
    return seen.size < seen.add([action.key, ...question].join()).size
  }
}

export const isPaper = ({ route }: Action) => /\.(pdf|zip|edc\.jsonld)$/.test(route!)

/** What ends a thing comes after what leaves it as it is. */
export const endOf = ({ action: { key, to, route } }: Pair): number => {
  // Once anything was attested the host stays.
  if (key === 'changeHost') return -1
  if (['confirmMerge', 'dismissMerge'].includes(key)) return 2.5
  if (key === 'withdrawByLink') return 1.9
  if (key === 'cancelMobility' || key === 'erasePerson') return 3
  // What is returned waits for another version, and what is taken back leaves one that is signed: no link is made then.
  if (key === 'returnAgreement') return 0.6
  if (key === 'withdrawAgreement') return 0.7
  if (key === 'reinstateAgreement') return 0.8
  // Another address ends the link that confirms one.
  if (key === 'submitAddress') return 0.4
  if (key === 'withdrawAddress') return 0.45
  // A newer link ends the one through which something can still be done.
  if (to === undefined) return /links(\/|$)/.test(route ?? '') ? 0.5 : 0
  return to === 'withdrawn' ? 2 : 1
}

/** Acts in which each case has a lane of its own, and then those that concern no case, one after the other. */
export function lanesOf(acts: readonly Pair[]): Pair[][][] {
  const lanes = Map.groupBy(acts, ({ thing }) => thing.ids.recognitions)
  const alone = lanes.get(undefined) ?? []
  lanes.delete(undefined)
  return [[...lanes.values()], [alone]]
}
