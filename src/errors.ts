import { reference } from './platform/words/language.ts'
import type { Messages } from './platform/words/messages.ts'
import type { Sentence } from './platform/words/sentence.ts'
import { say } from './platform/words.ts'

/** Every reason for which the service says no. `platform/http/problems.ts` gives each its status and title. */
export type Reason =
  | 'bad-input'
  | 'incomplete'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'wrong-state'
  | 'blocked'
  | 'conflict'
  | 'duplicate'
  | 'key-reused'
  | 'stale'
  | 'gone'
  | 'too-large'
  | 'unsupported-media'
  | 'precondition-required'
  | 'too-many'

/** One thing wrong with the input: in which part of it, where (an RFC 6901 pointer), and what. */
export type Fault = { in: 'body' | 'query' | 'path' | 'header'; pointer: string; detail: Sentence }

/** So many faults of one request are told: an answer must not grow with what was sent. */
export const MAX_FAULTS = 100

/** A refusal: the sentence is written for the caller and always shown to them, in the language that they ask for. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reason: Reason
  readonly sentence: Sentence
  /** The first of them, and whether there were more. */
  readonly faults: readonly Fault[]
  readonly moreFaults: boolean
  readonly extra: Record<string, unknown>

  constructor(
    reason: Reason,
    sentence: Sentence,
    faults: readonly Fault[] = [],
    extra: Record<string, unknown> = {},
  ) {
    super(sentence(reference))
    this.reason = reason
    this.sentence = sentence
    this.faults = faults.slice(0, MAX_FAULTS)
    this.moreFaults = faults.length > MAX_FAULTS
    this.extra = extra
  }
}

/** What whoever runs the service has to know, in words for them: they are logged, so they name no person. */
export class Trouble extends Error {
  override readonly name: string = 'Trouble'
}

/** Why the service does not start; shown without a stack. */
export class CannotStart extends Trouble {
  override readonly name = 'CannotStart'
}

/** What there is not, and what is not yours to know of, are answered alike. */
export function notFound(thing: Messages['not-there']['thing']): Refusal {
  return new Refusal('not-found', say('not-there', { thing }))
}
