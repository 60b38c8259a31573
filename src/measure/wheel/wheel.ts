import { codesAround, type Label, type Lettering, labelInBand, marksOf } from './labels.ts'
import type { Profiles } from './profiles.ts'

type WheelArea = { code: string; competences: readonly { code: string }[] }

/** A part of a ring: angles in radians clockwise from the top, radii as parts of the wheel's own. */
export type Sector = { from: number; to: number; inner: number; outer: number }

export type Wheel = {
  /** One per area, a ring around the spokes. What a mark stands for is told beside the wheel where it is no code. */
  areas: (Sector & { code: string; mark: string | null; label: Label | null })[]
  /** One per competence: the whole spoke, what of it is filled and outlined (null if nothing), and its mark outside. */
  competences: (Sector & {
    code: string
    mark: string | null
    filled: Sector | null
    outlined: Sector | null
    label: Label | null
  })[]
  /** Radii of the circles between levels. */
  rings: number[]
  /** How thick an outline is. */
  line: number
}

/** All gaps between areas together, in radians, and the widest of them. */
const gaps = { all: 0.36, widest: 0.05 }
/** Between the rings of the wheel. */
const space = 0.02
/** How thick the ring of areas is where nothing is written on it. */
const thin = 0.06

/**
 * The competence wheel of any framework in unit coordinates (centre 0, 0; radius 1; y down): as many equal spokes as
 * competences, from the hub to the level. Levels beyond `highest` reach the rim. What is written on it is as large as
 * `lettering` says, upright where there is room, else along the spoke, else only where it does not run into another.
 */
export function layWheel(
  areas: readonly WheelArea[],
  highest: number,
  profiles: Profiles,
  lettering: Lettering,
): Wheel {
  const parts = areas.filter((area) => area.competences.length > 0)
  const spokes = spread(parts)
  const shown = (code: string) =>
    Boolean(profiles.filled?.has(code)) || Boolean(profiles.outlined?.profile.has(code))
  const marks = marksOf(
    parts.flatMap(({ competences }) => competences.map(({ code }) => code)),
    lettering,
    (index) => String(index + 1),
  )
  const around = codesAround(marks, spokes, (index) => shown(spokes[index]!.code), lettering)
  const outer = 1 - around.thickness
  const areaMarks = marksOf(
    parts.map(({ code }) => code),
    lettering,
    letterOf,
  )
  const written = areaMarks.some((mark) => mark !== null)
  const band = { inner: outer - (written ? lettering.height * 1.28 : thin), outer }
  const rim = band.inner - space
  const hub = rim * Math.min(0.5, Math.max(0.2, spokes.length * 0.008))
  const line = Math.min(lettering.height * 0.11, (spanOf(spokes[0]) * (hub + rim)) / 16)
  const top = Math.max(1, highest)
  const radius = (level: number) => hub + ((rim - hub) * Math.min(level, top)) / top

  let next = 0
  return {
    areas: parts.map(({ code, competences }, index) => {
      const [first, last] = [spokes[next]!, spokes[next + competences.length - 1]!]
      next += competences.length
      const ring = { from: first.from, to: last.to, ...band }
      const mark = areaMarks[index]!
      return { ...ring, code, mark, label: mark === null ? null : labelInBand(mark, ring, lettering) }
    }),
    competences: spokes.map(({ code, from, to }, index) => {
      const part = (level: number | undefined) =>
        level ? { from, to, inner: hub, outer: radius(level) } : null
      const outlined = part(profiles.outlined?.profile.get(code))
      return {
        ...{ from, to, inner: hub, outer: rim, code, mark: marks[index]!, label: around.labels[index]! },
        filled: part(profiles.filled?.get(code)),
        outlined: outlined && inset(outlined, line),
      }
    }),
    rings: Array.from({ length: top - 1 }, (_, index) => radius(index + 1)),
    line,
  }
}

/** Angles of all spokes: equal ones, with a gap before every area where there are several. */
function spread(parts: readonly WheelArea[]): { code: string; from: number; to: number }[] {
  const count = parts.reduce((sum, area) => sum + area.competences.length, 0)
  const gap = gapOf(parts.length)
  const span = count ? (2 * Math.PI - gap * parts.length) / count : 0
  let angle = -gap / 2
  return parts.flatMap(({ competences }) => {
    angle += gap
    return competences.map(({ code }) => {
      const from = angle
      angle += span
      return { code, from, to: angle }
    })
  })
}

const gapOf = (areas: number): number => (areas > 1 ? Math.min(gaps.widest, gaps.all / areas) : 0)

const spanOf = (sector: { from: number; to: number } | undefined): number =>
  sector ? Math.min(Math.PI, sector.to - sector.from) : Math.PI

/** How large a wheel has to be at least for all its codes to be read, in the unit of the lettering. */
export function radiusForCodes(areas: readonly WheelArea[], height: number, width: number): number {
  const parts = areas.filter((area) => area.competences.length > 0)
  const [first] = spread(parts)
  return width + (height * 1.05) / spanOf(first)
}

/** Drawn within its spoke, so that outlines of neighbours do not lie on each other. */
function inset(sector: Sector, line: number): Sector {
  const trim = sector.to - sector.from > Math.PI ? 0 : line / ((sector.inner + sector.outer) / 2)
  return { ...sector, from: sector.from + trim, to: sector.to - trim }
}

/** A, B … Z, A1, B1 … */
const letterOf = (index: number): string =>
  `${String.fromCharCode(65 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26)}`
