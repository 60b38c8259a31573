import { z } from 'zod'
import { unwritable } from '../pdf/writable.ts'
import { asMessage } from './word-issue.ts'
import { say } from './words.ts'

/**
 * What is never part of a text that somebody wrote to be read: bells and other controls but line ends and tabs, and the
 * marks that turn the direction of everything after them, with which a text shows itself as another.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** Whether a text is one that can be kept and shown. */
export const isText = (text: string): boolean => text.isWellFormed() && !unseen.test(text)

const lineEnds = /[\t\n\r\u2028\u2029]/

/** Letters that show nothing, spaces of every kind, and what only changes how others look. */
const invisible = /[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Of what is too short already, nothing more is said. */
const showsSomething = (text: string) => text === '' || text.replace(invisible, '') !== ''
const isOneLine = (text: string) => !lineEnds.test(text)

const seen = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(showsSomething, asMessage(say('shows-nothing')))

/** A fault where the text holds letters that no paper can show. */
const writable: z.core.CheckFn<string> = ({ value, issues }) => {
  const letters = unwritable(value).slice(0, 50).toWellFormed()
  if (letters !== '') issues.push({ code: 'custom', input: value, params: { unwritable: letters } })
}

/** A text of several lines, of which something can be seen, and which papers can show. */
export const longText = (max: number) => seen(max).check(writable)

const oneLine = asMessage(say('one-line'))

/** Another text of one line, of which something can be seen, and which papers can show. */
export const shortText = (max: number) => longText(max).refine(isOneLine, oneLine)

/** A name, or a key of somebody's own, in whatever letters it is written. */
export const textInAnyScript = (max: number) => seen(max).refine(isOneLine, oneLine)
