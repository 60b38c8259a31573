import { catalogue } from '../../../platform/words/catalogue.ts'
import type { Messages } from './words/messages.ts'

/** What happened in a case, as its timeline tells it. */
export const say = catalogue<Messages>(import.meta.url)
