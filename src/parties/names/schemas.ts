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
