import { type Html, html } from '../../platform/pages/html.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { layLegend, wrap } from './legend.ts'
import { type Depicted, keyOf, tellStanding, tellWheel } from './profiles.ts'
import { hues, letteringOf, sectorsAsSvg, type TitleOf } from './sectors.ts'
import { layWheel } from './wheel.ts'
import { say } from './words.ts'

/** Of the picture, in px: what it is at least, at most, and where nothing else is asked for (a telephone held upright). */
export const widths = { least: 300, usual: 400, most: 1600 }

const margin = 8
/** The diameter of the wheel at most, and the least width of a column of names. */
const [largest, column] = [480, 280]

/**
 * The competence wheel as an SVG that is also told in words: on top what it is of, then the wheel, and below it, or beside it
 * where it is wide enough, what its codes stand for. Nothing in it is written smaller than 12 px at its own width.
 */
export function wheelSvg(shown: Depicted, title: Sentence, language: Language, width = widths.usual): string {
  const inner = width - 2 * margin
  const diameter = Math.min(inner, largest)
  const isBeside = inner - diameter >= column + 20
  const wheel = wheelOf(shown, diameter / 2, true)
  const name = `${say('wheel')(language)}: ${title(language)}`
  const head = wrap(name, inner, true, 15)
  const key = drawKey(shown, language, diameter)
  const legendWidth = isBeside ? inner - diameter - 20 : inner
  const columns = Math.max(1, Math.floor((legendWidth + 20) / (column + 20)))
  const legend = layLegend(wheel, shown, language, { width: legendWidth, columns })

  const top = margin + head.length * 20 + 8
  const left = isBeside ? margin : (width - diameter) / 2
  const below = top + diameter + key.height
  const height = Math.ceil((isBeside ? Math.max(below, top + legend.height) : below + legend.height) + margin)
  return html`${openSvg(width, height, language)}
<title id="wheel-title">${name}</title>
<desc id="wheel-desc">${tellWheel(shown)(language)}</desc>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text font-size="15" font-weight="bold" fill="${hues.ink}">${head.map((line, index) => html`<tspan x="${margin}" y="${margin + 15 + index * 20}">${line}</tspan>`)}</text>
<g transform="translate(${left + diameter / 2} ${top + diameter / 2})">${sectorsAsSvg(wheel, diameter / 2, titlesOf(shown, language))}</g>
<g transform="translate(${left} ${top + diameter})" fill="${hues.ink}">${key.drawn}</g>
<g>${isBeside ? legend.at(margin + diameter + 20, top) : legend.at(margin, below)}</g>
</svg>
`.text
}

/** The wheel alone, under another title. */
export function wheelAlone(shown: Depicted, title: string, language: Language): string {
  const radius = 300
  return html`${openSvg(2 * radius, 2 * radius, language)}
<title id="wheel-title">${title}</title>
<desc id="wheel-desc">${tellWheel(shown)(language)}</desc>
<rect width="${2 * radius}" height="${2 * radius}" fill="#ffffff"/>
<g transform="translate(${radius} ${radius})">${sectorsAsSvg(wheelOf(shown, radius - 4, false), radius - 4, titlesOf(shown, language))}</g>
</svg>
`.text
}

const openSvg = (width: number, height: number, language: Language): Html =>
  html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="wheel-title wheel-desc" lang="${language}" xml:lang="${language}" font-family="'Noto Sans', system-ui, sans-serif" font-size="13">`

const wheelOf = ({ areas, levels, profiles }: Depicted, radius: number, counts: boolean) =>
  layWheel(areas, levels.length, profiles, letteringOf(radius, counts))

function titlesOf(shown: Depicted, language: Language): TitleOf {
  const titles = {
    areas: new Map(shown.areas.map(({ code, title }) => [code, title])),
    competences: new Map(
      shown.areas.flatMap(({ competences }) => competences.map(({ code, title }) => [code, title])),
    ),
  }
  return (of, code) => {
    const standing = of === 'competences' ? tellStanding(shown, code)?.(language) : undefined
    return [`${code} ${titles[of].get(code)!(language)}`, standing].filter(Boolean).join(' – ')
  }
}

/** How the wheel shows its profiles: nothing where it shows none. */
function drawKey(shown: Depicted, language: Language, width: number): { height: number; drawn: Html[] } {
  const { outlined, filled, levels } = keyOf(shown)
  const swatch = (y: number, isFilled: boolean) =>
    isFilled
      ? html`<rect x="1" y="${y - 11}" width="20" height="12" fill="${hues.accent}"/>`
      : html`<rect x="1" y="${y - 11}" width="20" height="12" fill="${hues.faint}" stroke="${hues.ink}" stroke-width="1.6"/>`
  let y = 6
  const rows = (said: Sentence | null, left: number, mark: boolean | null) => {
    if (!said) return []
    return wrap(said(language), width - left, false).map((line, index) => {
      y += 18
      return html`
${mark === null || index > 0 ? null : swatch(y, mark)}<text x="${left}" y="${y}">${line}</text>`
    })
  }
  const drawn = [...rows(outlined, 30, false), ...rows(filled, 30, true), ...rows(levels, 0, null)]
  return { height: drawn.length > 0 ? y + 6 : 0, drawn }
}
