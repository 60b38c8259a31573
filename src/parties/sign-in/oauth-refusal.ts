import { type Fault, Refusal } from '../../errors.ts'
import { reference } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'

/**
 * A problem document that also carries the `error` of RFC 6749, section 5.2, which OAuth libraries look for, and its
 * description, which may hold nothing but ASCII: that is in English, whatever was asked for.
 */
export function oauthRefusal(
  reason: 'unauthenticated' | 'bad-input',
  error: string,
  sentence: Sentence,
  faults: Fault[] = [],
): Refusal {
  return new Refusal(reason, sentence, faults, { error, error_description: sentence(reference) })
}
