import { typeOf } from '../../platform/http/bare-problems.ts'
import type { Sentence } from '../../platform/words/sentence.ts'

/** The problem document of an item that was refused before any route was asked, as JSON. */
export const refusalSaid = (language: string, type: string, status: number, sentence: Sentence): string =>
  JSON.stringify({ type: typeOf(type), title: sentence(language), status })
