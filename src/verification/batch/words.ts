import { catalogue } from '../../platform/words/catalogue.ts'
import type { Messages } from './words/messages.ts'

export const say = catalogue<Messages>(import.meta.url)
