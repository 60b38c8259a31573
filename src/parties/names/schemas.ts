import { z } from 'zod'
import { shortText, textInAnyScript } from '../../platform/http/texts.ts'
import { asMessage } from '../../platform/http/word-issue.ts'
import { say } from './words.ts'

/** As the person or organisation writes it. */
export const OwnName = textInAnyScript(200)
/** Needed where papers do not have the letters of the own name. */
export const LatinName = shortText(200).regex(
  /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u,
  asMessage(say('latin')),
)

/** What whoever gives their word through a link types. */
export const SignerFields = {
  name: shortText(200).describe(
    'the name of who was asked, in any order of its words, without regard to marks and capitals',
  ),
  onBehalf: z
    .preprocess((given) => (given === '' ? undefined : given), shortText(300).optional())
    .describe('by what right somebody else signs for who was asked: needed with another name'),
}

export const OnBehalf = z
  .string()
  .nullable()
  .describe('by what right somebody else signed for who was asked; null: who was asked signed')
