/** Chance that comes out the same for the same seed. */
export type Chance = {
  below(limit: number): number
  of<T>(things: readonly T[]): T
  bytes(length: number): Buffer
}

/** A Weyl sequence, scrambled: enough for choosing, and the same on every machine. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const below = (limit: number) => next() % limit
  return {
    below,
    of: (things) => things[below(things.length)]!,
    bytes: (length) => Buffer.from(Uint8Array.from({ length }, () => next() & 0xff)),
  }
}
