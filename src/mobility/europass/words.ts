import { catalogue } from '../../platform/words/catalogue.ts'
import type { Messages } from './words/messages.ts'

/** What the fields of the form are called. */
export const say = catalogue<Messages>(import.meta.url)
