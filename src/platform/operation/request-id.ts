import { V7Generator } from 'uuidv7'

const words = new Uint32Array(1024)
let used = words.length

/** Randomness is fetched for many at once: each call for it costs more than all the rest of an id. */
function nextUint32(): number {
  if (used === words.length) {
    crypto.getRandomValues(words)
    used = 0
  }
  return words[used++]!
}

const generator = new V7Generator({ nextUint32 })

/** A new UUIDv7 for a request. */
export const newRequestId = (): string => generator.generate().toString()
