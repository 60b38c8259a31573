import type { Language } from '../../platform/words/language.ts'
import { say } from './words.ts'

/** The name under which something was signed, with by what right where somebody else did it for who was asked. */
export const signerName = (
  { name, onBehalf }: { name: string; onBehalf: string | null },
  language: Language,
): string => (onBehalf === null ? name : say('on-behalf', { name, right: onBehalf })(language))
