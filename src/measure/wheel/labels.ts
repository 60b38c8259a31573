/** How large things are written, as parts of the wheel's radius. */
export type Lettering = {
  height: number
  widthOf: (text: string) => number
  /** Whether codes that are too long are counted instead, as somebody tells beside the wheel; else none is written. */
  counts: boolean
}

/** A text with its middle at a point of the wheel, turned clockwise by so many radians. */
export type Label = { text: string; x: number; y: number; turn: number }

type Span = { from: number; to: number }

/** A text that is longer than so many times its height is too long for the wheel. */
const longest = 3.6
const pad = 0.02

/** What stands on the wheel for each of these codes: all of them as they are, or all counted, or nothing. */
export function marksOf(
  codes: readonly string[],
  { height, widthOf, counts }: Lettering,
  count: (index: number) => string,
): (string | null)[] {
  const areShort = codes.every((code) => widthOf(code) <= longest * height)
  return codes.map((code, index) => (areShort ? code : counts ? count(index) : null))
}

/** The marks outside the wheel, each at the middle of its spoke, and how thick a ring they take. */
export function codesAround(
  marks: readonly (string | null)[],
  spokes: readonly Span[],
  isShown: (index: number) => boolean,
  { height, widthOf }: Lettering,
): { labels: (Label | null)[]; thickness: number } {
  const widest = Math.max(0, ...marks.map((mark) => (mark === null ? 0 : widthOf(mark))))
  if (widest === 0) return { labels: marks.map(() => null), thickness: pad }
  const across = Math.max(widest, height)
  const [{ from, to }] = spokes as [Span]
  const isUpright = (to - from) * (1 - across / 2) >= across * 1.08
  const reach = isUpright ? across : widest
  const apart = isUpright ? 0 : (height * 1.02) / (1 - reach)
  const middles = spokes.map((spoke) => (spoke.from + spoke.to) / 2)
  const written = thinned(middles, isShown, apart)
  const labels = marks.map((text, index): Label | null => {
    if (text === null || !written.has(index)) return null
    const angle = middles[index]!
    return { text, ...pointAt(angle, 1 - reach / 2), turn: isUpright ? 0 : alongSpoke(angle) }
  })
  return { labels, thickness: reach + pad }
}

/** Which of these may be written without running into another one: those that are shown come first. */
function thinned(
  middles: readonly number[],
  isShown: (index: number) => boolean,
  apart: number,
): Set<number> {
  const written = new Set<number>()
  const indices = middles.map((_, index) => index)
  for (const index of [...indices.filter(isShown), ...indices.filter((other) => !isShown(other))]) {
    const isFree = [...written].every((other) => {
      const away = Math.abs(middles[index]! - middles[other]!)
      return Math.min(away, 2 * Math.PI - away) >= apart - 1e-9
    })
    if (isFree) written.add(index)
  }
  return written
}

/** A mark on the ring of an area: upright, else along the ring, else across it; null where it has no room. */
export function labelInBand(
  text: string,
  ring: Span & { inner: number; outer: number },
  { height, widthOf }: Lettering,
): Label | null {
  const width = widthOf(text) * 1.08
  const [angle, radius] = [(ring.from + ring.to) / 2, (ring.inner + ring.outer) / 2]
  const [along, thickness] = [(ring.to - ring.from) * radius, ring.outer - ring.inner]
  const at = { text, ...pointAt(angle, radius) }
  if (width <= thickness && along >= Math.max(width, height)) return { ...at, turn: 0 }
  if (along >= width) return { ...at, turn: alongRing(angle) }
  if (width <= thickness && along >= height * 0.8) return { ...at, turn: alongSpoke(angle) }
  return null
}

const pointAt = (angle: number, radius: number) => ({
  x: Math.sin(angle) * radius,
  y: -Math.cos(angle) * radius,
})

/** Read from left to right on either side of the wheel. */
const alongSpoke = (angle: number): number => angle + (angle < Math.PI ? -1 : 1) * (Math.PI / 2)

/** Never upside down. */
function alongRing(angle: number): number {
  const isBelow = angle > Math.PI / 2 && angle < 1.5 * Math.PI
  return isBelow ? angle - Math.PI : angle
}
