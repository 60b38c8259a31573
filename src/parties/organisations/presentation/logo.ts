import { Refusal } from '../../../errors.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'
import { type Cleaned, cleanPng } from './clean-png.ts'
import { cleanSvg } from './clean-svg.ts'
import { MAX_LOGO_BYTES } from './presentation.ts'

export type Logo = { mediaType: 'image/png' | 'image/svg+xml'; bytes: Uint8Array }

/** A logo that may be shown to strangers, out of what was sent; what it is, the bytes say. Refuses what is none, and why. */
export function readLogo(sent: Uint8Array): Logo {
  const refuse = (detail: Sentence) =>
    new Refusal('incomplete', say('logo-unfit'), [{ in: 'body', pointer: '/image', detail }])
  if (sent.length > MAX_LOGO_BYTES) throw refuse(say('logo-too-large', { bytes: MAX_LOGO_BYTES }))
  const isPng = Buffer.from(sent.subarray(0, 8)).equals(Buffer.from('89504e470d0a1a0a', 'hex'))
  const cleaned: Cleaned = isPng ? cleanPng(sent) : readText(sent)
  if ('fault' in cleaned) throw refuse(cleaned.fault)
  return { mediaType: isPng ? 'image/png' : 'image/svg+xml', bytes: cleaned.bytes }
}

function readText(sent: Uint8Array): Cleaned {
  const text = Buffer.from(sent)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  return /^\s*</.test(text) ? cleanSvg(text) : { fault: say('logo-no-picture') }
}
