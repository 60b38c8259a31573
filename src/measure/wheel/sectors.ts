import { type Html, html } from '../../platform/pages/html.ts'
import type { Label, Lettering } from './labels.ts'
import type { Sector, Wheel } from './wheel.ts'

/** The hues of the certificate. */
export const hues = { deep: '#0c3544', accent: '#155e75', faint: '#e3edf0', ink: '#1a2a30', muted: '#4c5f67' }

/** Of whatever font the reader has, the widest that is likely. */
export const letterWidth = { plain: 0.6, bold: 0.68 }

/** Codes of 12 px on a wheel of so many. */
export const letteringOf = (radius: number, counts: boolean): Lettering => ({
  height: 12 / radius,
  widthOf: (text) => (text.length * 12 * letterWidth.bold) / radius,
  counts,
})

/** What is said of a part of the wheel when it is pointed at, by its code. */
export type TitleOf = (of: 'areas' | 'competences', code: string) => string

/** The wheel as SVG around its middle, with so large a radius. */
export function sectorsAsSvg(wheel: Wheel, radius: number, titleOf: TitleOf): Html[] {
  const label = (at: Label | null, fill: string) => at && labelAsSvg(at, radius, fill)
  const line = (colour: string, times: number) =>
    html`fill="none" stroke="${colour}" stroke-width="${round(times * wheel.line * radius)}" stroke-linejoin="round"`
  const circles = wheel.rings.map(
    (ring) => html`
<circle r="${round(ring * radius)}" fill="none" stroke="#ffffff"/>`,
  )
  return [
    ...wheel.competences.map(
      (spoke) => html`
<g><title>${titleOf('competences', spoke.code)}</title><path d="${pathOf(spoke, radius)}" fill="${hues.faint}" stroke="#ffffff"/>${
        spoke.filled &&
        html`<path d="${pathOf(spoke.filled, radius)}" fill="${hues.accent}" stroke="#ffffff"/>`
      }${label(spoke.label, hues.ink)}</g>`,
    ),
    ...circles,
    ...wheel.competences.flatMap(({ outlined }) =>
      outlined
        ? [
            html`
<g class="outlined"><path d="${pathOf(outlined, radius)}" ${line('#ffffff', 2.2)}/><path d="${pathOf(outlined, radius)}" ${line(hues.ink, 1)}/></g>`,
          ]
        : [],
    ),
    ...wheel.areas.map(
      (area) => html`
<g font-weight="bold"><title>${titleOf('areas', area.code)}</title><path d="${pathOf(area, radius)}" fill="${hues.deep}"/>${label(area.label, '#ffffff')}</g>`,
    ),
  ]
}

function labelAsSvg({ text, x, y, turn }: Label, radius: number, fill: string): Html {
  const [left, top] = [round(x * radius), round(y * radius)]
  const turned = turn ? html` transform="rotate(${round((turn * 180) / Math.PI)} ${left} ${top})"` : null
  return html`<text x="${left}" y="${top}" dy="0.36em" text-anchor="middle" font-size="12" fill="${fill}"${turned}>${text}</text>`
}

/** The outline of a sector; a ring of one area alone is drawn as two halves, for an arc cannot end where it begins. */
function pathOf({ from, to, inner, outer }: Sector, radius: number): string {
  if (to - from > 1.99 * Math.PI) {
    const half = (from + to) / 2
    return `${pathOf({ from, to: half, inner, outer }, radius)}${pathOf({ from: half, to, inner, outer }, radius)}`
  }
  const point = (angle: number, part: number) =>
    `${round(Math.sin(angle) * part * radius)} ${round(-Math.cos(angle) * part * radius)}`
  const large = to - from > Math.PI ? 1 : 0
  const arc = (part: number, sweep: number, angle: number) =>
    `A${round(part * radius)} ${round(part * radius)} 0 ${large} ${sweep} ${point(angle, part)}`
  return `M${point(from, outer)}${arc(outer, 1, to)}L${point(to, inner)}${arc(inner, 0, from)}Z`
}

const round = (value: number): number => Math.round(value * 100) / 100
