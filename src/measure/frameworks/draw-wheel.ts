import { type Html, html } from '../../platform/pages/html.ts'
import { competencesOf, type Framework, textsIn } from './framework.ts'
import { type Sector, type Wheel, wheelSegments } from './wheel.ts'
import { say } from './words.ts'

/** The hues of the certificate. */
const colours = { deep: '#0c3544', accent: '#155e75', faint: '#e3edf0', ink: '#1a2a30', muted: '#4c5f67' }
const radius = 280
const margin = 20
const centre = margin + radius
const legendLeft = 2 * centre + 20
const width = 1160
const lineHeight = 19
/** Characters of a legend line at 14 px, so chosen that the widest letters still fit. */
const lineLength = 62

/** Levels by competence; where the framework has no levels, 1 stands for reached. */
export type Profile = ReadonlyMap<string, number>

/** The competence wheel as an SVG that is also told in words; without a profile it shows areas and competences alone. */
export function wheelSvg(framework: Framework, language: string, profile: Profile | null): string {
  const wheel = wheelSegments(framework.areas, profile ?? new Map(), framework.levels.length)
  const texts = textsIn(framework, language)
  const legend = legendOf(framework, language, profile)
  const lines = legend.reduce((sum, entry) => sum + entry.lines.length + (entry.strong ? 0.4 : 0), 0)
  const height = Math.ceil(Math.max(2 * centre, lines * lineHeight + 2 * margin))
  const title = `${say('wheel')(language)}: ${texts.title}`
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="wheel-title wheel-desc" lang="${language}" xml:lang="${language}" font-family="'Noto Sans', system-ui, sans-serif" font-size="14">
<title id="wheel-title">${title}</title>
<desc id="wheel-desc">${inWords(framework, language, profile)}</desc>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<g transform="translate(${centre} ${Math.round(height / 2)})">${drawSectors(wheel, titlesIn(texts))}</g>
<g fill="${colours.ink}">${drawLegend(legend)}</g>
</svg>
`.text
}

/** The wheel alone, for those who have its segments. */
export function wheelAlone(wheel: Wheel, titleOf: TitleOf, words: { title: string; said: string }): string {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * centre} ${2 * centre}" width="${2 * centre}" height="${2 * centre}" role="img" aria-labelledby="wheel-title wheel-desc" font-family="'Noto Sans', system-ui, sans-serif">
<title id="wheel-title">${words.title}</title>
<desc id="wheel-desc">${words.said}</desc>
<rect width="${2 * centre}" height="${2 * centre}" fill="#ffffff"/>
<g transform="translate(${centre} ${centre})">${drawSectors(wheel, titleOf)}</g>
</svg>
`.text
}

/** The title of an area or a competence by its code. */
type TitleOf = (of: 'areas' | 'competences', code: string) => string

const titlesIn =
  (texts: ReturnType<typeof textsIn>): TitleOf =>
  (of, code) =>
    texts[of][code]!.title

function drawSectors(wheel: Wheel, titleOf: TitleOf): Html[] {
  const label = (at: Wheel['areas'][number]['label'], size: number, fill: string) =>
    html`<text x="${round(at.x * radius)}" y="${round(at.y * radius)}" dy="0.36em" text-anchor="middle" font-size="${size}" fill="${fill}">${at.text}</text>`
  return [
    ...wheel.competences.map(
      (spoke) => html`
<g><title>${spoke.code} ${titleOf('competences', spoke.code)}</title><path d="${pathOf(spoke)}" fill="${colours.faint}" stroke="#ffffff"/>${
        spoke.reached
          ? html`<path d="${pathOf(spoke.reached)}" fill="${colours.accent}" stroke="#ffffff"/>`
          : null
      }${label(spoke.label, 12, colours.muted)}</g>`,
    ),
    ...wheel.rings.map(
      (ring) => html`
<circle r="${round(ring * radius)}" fill="none" stroke="#ffffff"/>`,
    ),
    ...wheel.areas.map(
      (area) => html`
<g font-weight="bold"><title>${area.code} ${titleOf('areas', area.code)}</title><path d="${pathOf(area)}" fill="${colours.deep}"/>${label(area.label, 14, '#ffffff')}</g>`,
    ),
  ]
}

type Entry = { code: string; lines: string[]; strong: boolean; reached: boolean }

function legendOf(framework: Framework, language: string, profile: Profile | null): Entry[] {
  const texts = textsIn(framework, language)
  return framework.areas.flatMap((area) => [
    { code: area.code, lines: wrap(texts.areas[area.code]!.title), strong: true, reached: false },
    ...area.competences.map(({ code }) => {
      const standing = standingOf(framework, language, profile?.get(code))
      const text = [texts.competences[code]!.title, standing].filter(Boolean).join(' – ')
      return { code, lines: wrap(text), strong: false, reached: standing !== null }
    }),
  ])
}

function drawLegend(entries: readonly Entry[]): Html[] {
  let y = margin
  return entries.map(({ code, lines, strong, reached }) => {
    if (strong) y += 0.4 * lineHeight
    const rows = lines.map((line) => {
      y += lineHeight
      return html`<tspan x="${legendLeft + 40}" y="${round(y)}">${line}</tspan>`
    })
    const first = round(y - (lines.length - 1) * lineHeight)
    const weight = strong || reached ? 'bold' : 'normal'
    return html`
<text font-weight="${weight}"${reached ? html` fill="${colours.accent}"` : null}><tspan x="${legendLeft}" y="${first}">${code}</tspan>${rows}</text>`
  })
}

function inWords(framework: Framework, language: string, profile: Profile | null): string {
  const texts = textsIn(framework, language)
  if (profile === null) {
    const areas = framework.areas.map((area) => {
      const inside = area.competences.map(({ code }) => `${code} ${texts.competences[code]!.title}`)
      return `${area.code} ${texts.areas[area.code]!.title} (${inside.join('; ')})`
    })
    return `${say('areas')(language)}: ${areas.join('. ')}.`
  }
  const reached = competencesOf(framework).flatMap(({ code }) => {
    const standing = standingOf(framework, language, profile.get(code))
    return standing === null ? [] : [`${code} ${texts.competences[code]!.title}: ${standing}`]
  })
  const head = framework.levels.length > 0 ? 'profile' : 'profile-without-levels'
  return `${say(head)(language)}: ${reached.join('; ')}.`
}

/** What is said of a competence of the profile; null where nothing was reached. */
function standingOf(framework: Framework, language: string, level: number | undefined): string | null {
  if (!level) return null
  if (framework.levels.length === 0) return say('reached')(language)
  const { code } = framework.levels[level - 1]!
  const standing = say('standing', { level, highest: framework.levels.length })(language)
  return code === String(level)
    ? standing
    : `${textsIn(framework, language).levels[level]!.title}, ${standing}`
}

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < lineLength)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The outline of a sector; a ring of one area alone is drawn as two halves, for an arc cannot end where it begins. */
function pathOf({ from, to, inner, outer }: Sector): string {
  if (to - from > 1.99 * Math.PI) {
    const half = (from + to) / 2
    return `${pathOf({ from, to: half, inner, outer })}${pathOf({ from: half, to, inner, outer })}`
  }
  const point = (angle: number, part: number) =>
    `${round(Math.sin(angle) * part * radius)} ${round(-Math.cos(angle) * part * radius)}`
  const large = to - from > Math.PI ? 1 : 0
  const arc = (part: number, sweep: number, angle: number) =>
    `A${round(part * radius)} ${round(part * radius)} 0 ${large} ${sweep} ${point(angle, part)}`
  return `M${point(from, outer)}${arc(outer, 1, to)}L${point(to, inner)}${arc(inner, 0, from)}Z`
}

const round = (value: number): number => Math.round(value * 100) / 100
