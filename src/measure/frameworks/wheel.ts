type WheelArea = { code: string; competences: readonly { code: string }[] }

/** A part of a ring: angles in radians clockwise from the top, radii as parts of the wheel's own. */
export type Sector = { from: number; to: number; inner: number; outer: number }
type Label = { text: string; x: number; y: number }

export type Wheel = {
  /** One per area, on the outside. */
  areas: (Sector & { code: string; label: Label })[]
  /** One per competence: the whole spoke, the part that is reached (null if none), and where its code stands. */
  competences: (Sector & { code: string; area: string; reached: Sector | null; label: Label })[]
  /** Radii of the circles between levels. */
  rings: number[]
}

const hub = 0.16
const rim = 0.78
const codes = 0.8425
const band = { inner: 0.905, outer: 1 }
const areaGap = 0.05

/**
 * The competence wheel of any framework in unit coordinates (centre 0, 0; radius 1; y down): as many equal spokes as
 * competences, filled from the hub to the level that was reached. Levels beyond `maxLevel` fill the spoke.
 */
export function wheelSegments(
  areas: readonly WheelArea[],
  levelsByCompetence: ReadonlyMap<string, number | null>,
  maxLevel: number,
): Wheel {
  const parts = areas.filter((area) => area.competences.length > 0)
  const count = parts.reduce((sum, area) => sum + area.competences.length, 0)
  const gap = parts.length > 1 ? areaGap : 0
  const spoke = count ? (2 * Math.PI - gap * parts.length) / count : 0
  const top = Math.max(1, maxLevel)
  const radius = (level: number) => hub + ((rim - hub) * Math.min(level, top)) / top

  const wheel: Wheel = {
    areas: [],
    competences: [],
    rings: Array.from({ length: top - 1 }, (_, index) => radius(index + 1)),
  }
  let angle = gap / 2
  for (const area of parts) {
    const start = angle
    for (const { code } of area.competences) {
      const span = { from: angle, to: angle + spoke }
      const level = levelsByCompetence.get(code) ?? 0
      wheel.competences.push({
        ...span,
        inner: hub,
        outer: rim,
        code,
        area: area.code,
        reached: level > 0 ? { ...span, inner: hub, outer: radius(level) } : null,
        label: labelAt(code, (span.from + span.to) / 2, codes),
      })
      angle = span.to
    }
    const ring = { from: start, to: angle, ...band }
    wheel.areas.push({
      ...ring,
      code: area.code,
      label: labelAt(area.code, (start + angle) / 2, (band.inner + band.outer) / 2),
    })
    angle += gap
  }
  return wheel
}

function labelAt(text: string, angle: number, radius: number): Label {
  return { text, x: Math.sin(angle) * radius, y: -Math.cos(angle) * radius }
}
