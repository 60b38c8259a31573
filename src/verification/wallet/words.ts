import { catalogue } from '../../platform/words/catalogue.ts'
import type { Messages } from './words/messages.ts'

/** What the wallet calls the credential. */
export const say = catalogue<Messages>(import.meta.url)
