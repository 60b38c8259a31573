import { catalogue } from './platform/words/catalogue.ts'
import type { Messages } from './words/messages.ts'

/** The titles of the actions, one sentence for each row of the table. */
export const say = catalogue<Messages>(import.meta.url)
