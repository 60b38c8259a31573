import type { Label, Lettering } from '../../../measure/wheel/labels.ts'
import { type Depicted, keyOf, type Profiles, tellWheel } from '../../../measure/wheel/profiles.ts'
import { layWheel, radiusForCodes, type Sector } from '../../../measure/wheel/wheel.ts'
import type { Block } from '../../../platform/pdf/flow.ts'
import { type Colour, type Style, type } from '../../../platform/pdf/look.ts'
import {
  decorate,
  drawText,
  figure,
  fill,
  type Paper,
  stroke,
  type Tag,
} from '../../../platform/pdf/paper.ts'
import { type Box, passage } from '../../../platform/pdf/passage.ts'
import { inRowIfFits } from '../../../platform/pdf/text.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { say } from './words.ts'

type Centre = { x: number; y: number; radius: number }

const codeStyle = type.tick
const areaStyle: Style = { ...type.areaCode, colour: 'white' }
/** The radius of the wheel, which is larger only where its codes would not fit. */
const radii = { least: 56, most: 110 }

/** What the wheel of a certificate shows: what was reached and, where it is `besides`, what was planned. */
export function depictCertificate(snapshot: CertificateSnapshot, besides: 'planned' | null): Depicted {
  const { areas, levels } = snapshot.framework
  const named = <T extends { title: CertificateSnapshot['title'] }>({ title, ...rest }: T) => ({
    ...rest,
    title: (language: string) => readIn(title, language),
  })
  return {
    areas: areas.map((area) => ({ ...named(area), competences: area.competences.map(named) })),
    levels: levels.map(named),
    profiles: profilesOf(snapshot, besides),
  }
}

function profilesOf({ framework, outcomes }: CertificateSnapshot, besides: 'planned' | null): Profiles {
  const isLevelled = framework.levels.length > 0
  const filled = outcomes.map(({ competence, level, result }): [string, number] => [
    competence,
    isLevelled ? (level ?? 0) : Number(result === 'reached'),
  ])
  const planned = outcomes.map(({ competence, target, kind }): [string, number] => [
    competence,
    kind === 'planned' ? (isLevelled ? (target ?? 0) : 1) : 0,
  ])
  return {
    filled: new Map(filled),
    outlined: besides && { as: besides, profile: new Map(planned) },
  }
}

/** What the wheel is and shows, for those who cannot see it. */
export const wheelInWords =
  (shown: Depicted): Sentence =>
  (language) =>
    `${say('wheel')(language)}. ${tellWheel(shown)(language)}`

/** How large the wheel has to be for its codes to be read. */
export function wheelRadius(paper: Paper, { framework: { areas } }: CertificateSnapshot): number {
  const { widthOf, height } = letteringOf(paper, 1)
  const widths = areas.flatMap(({ competences }) => competences.map(({ code }) => widthOf(code)))
  const widest = Math.min(3.6 * height, Math.max(0, ...widths))
  return Math.min(radii.most, Math.max(radii.least, radiusForCodes(areas, height, widest)))
}

function letteringOf(paper: Paper, radius: number): Lettering {
  const { size } = codeStyle
  return {
    height: size / radius,
    widthOf: (text) => (paper.fonts.measure(areaStyle.face, text) * size) / 1000 / radius,
    counts: false,
  }
}

/** Draws a competence wheel as a figure that is also told in words. */
export function drawWheel(paper: Paper, parent: Tag, shown: Depicted, at: Centre): void {
  const wheel = layWheel(shown.areas, shown.levels.length, shown.profiles, letteringOf(paper, at.radius))
  const box: [number, number, number, number] = [
    at.x - at.radius,
    at.y - at.radius,
    2 * at.radius,
    2 * at.radius,
  ]
  const filled = wheel.competences.flatMap((spoke) => spoke.filled ?? [])
  const outlined = wheel.competences.flatMap((spoke) => spoke.outlined ?? [])
  figure(paper, parent, { alt: wheelInWords(shown), box }, () => {
    fillSectors(paper, at, wheel.competences, 'faint', 0.7)
    fillSectors(paper, at, filled, 'accent', 0.7)
    fillSectors(paper, at, wheel.areas, 'deep', 0)
    stroke(paper, 'white', 0.6)
    for (const ring of wheel.rings) paper.doc.circle(at.x, at.y, ring * at.radius)
    if (wheel.rings.length > 0) paper.doc.stroke()
    outlineSectors(paper, at, outlined, 'white', 2.2 * wheel.line)
    outlineSectors(paper, at, outlined, 'ink', wheel.line)
    for (const { label } of wheel.competences) drawLabel(paper, at, label, codeStyle)
    for (const { label } of wheel.areas) drawLabel(paper, at, label, areaStyle)
  })
}

/** What fill and outline mean, side by side. */
export function wheelKey(paper: Paper, parent: Tag, shown: Depicted, box: Box): Block {
  const { outlined, filled } = keyOf(shown)
  const [indent, swatch] = [16, { width: 11, height: 6.5 }]
  const width = box.width / 2 - indent
  const said = [outlined, filled].flatMap((sentence, index) => {
    if (!sentence) return []
    const inner = { x: box.x + indent + (index * box.width) / 2, width }
    const runs = inRowIfFits(paper, sentence, [type.note, type.noteSecond], width)
    return [{ text: passage(paper, parent, 'P', runs, inner), isFilled: index === 1 }]
  })
  return {
    height: Math.max(...said.map(({ text }) => text.height)),
    gap: 4,
    draw(top) {
      for (const { text, isFilled } of said) {
        decorate(paper, () => {
          fill(paper, isFilled ? 'accent' : 'faint')
          stroke(paper, 'ink', 0.9)
          const place = paper.doc.rect(text.box.x - indent + 0.5, top + 1.7, swatch.width, swatch.height)
          if (isFilled) place.fill()
          else place.fillAndStroke()
        })
        text.draw(top)
      }
    },
  }
}

function drawLabel(paper: Paper, at: Centre, label: Label | null, style: Style): void {
  if (!label) return
  const width = (paper.fonts.measure(style.face, label.text) * style.size) / 1000
  const [x, y] = [at.x + label.x * at.radius, at.y + label.y * at.radius]
  if (label.turn !== 0) paper.doc.save().rotate((label.turn * 180) / Math.PI, { origin: [x, y] })
  drawText(paper, { text: label.text, style }, label.text, x - width / 2, y + style.size * 0.36)
  if (label.turn !== 0) paper.doc.restore()
}

/** Fills sectors with straight gaps of `gap` points between neighbours. */
function fillSectors(
  paper: Paper,
  at: Centre,
  sectors: readonly Sector[],
  colour: Colour,
  gap: number,
): void {
  if (sectors.length === 0) return
  fill(paper, colour)
  for (const sector of sectors) trace(paper, at, sector, gap)
  paper.doc.fill()
}

function outlineSectors(
  paper: Paper,
  at: Centre,
  sectors: readonly Sector[],
  colour: Colour,
  line: number,
): void {
  if (sectors.length === 0) return
  stroke(paper, colour, line * at.radius)
  for (const sector of sectors) trace(paper, at, sector, 0)
  paper.doc.stroke()
}

/** Puts the outline of a sector on the path. */
function trace(paper: Paper, at: Centre, sector: Sector, gap: number): void {
  const inner = sector.inner * at.radius
  const outer = sector.outer * at.radius
  const trim = (radius: number) => gap / 2 / radius
  const start = pointAt(at, outer, sector.from + trim(outer))
  paper.doc.moveTo(start.x, start.y)
  arc(paper, at, outer, sector.from + trim(outer), sector.to - trim(outer))
  const turn = pointAt(at, inner, sector.to - trim(inner))
  paper.doc.lineTo(turn.x, turn.y)
  arc(paper, at, inner, sector.to - trim(inner), sector.from + trim(inner))
  paper.doc.closePath()
}

function pointAt(at: Centre, radius: number, angle: number): { x: number; y: number } {
  return { x: at.x + Math.sin(angle) * radius, y: at.y - Math.cos(angle) * radius }
}

/** Continues the path along a circle; a Bézier curve follows at most a quarter of it closely. */
function arc(paper: Paper, at: Centre, radius: number, from: number, to: number): void {
  const steps = Math.max(1, Math.ceil(Math.abs(to - from) / (Math.PI / 2)))
  const step = (to - from) / steps
  const reach = (4 / 3) * Math.tan(step / 4) * radius
  for (let index = 0; index < steps; index++) {
    const [a, b] = [from + index * step, from + (index + 1) * step]
    const [start, end] = [pointAt(at, radius, a), pointAt(at, radius, b)]
    paper.doc.bezierCurveTo(
      start.x + Math.cos(a) * reach,
      start.y + Math.sin(a) * reach,
      end.x - Math.cos(b) * reach,
      end.y - Math.sin(b) * reach,
      end.x,
      end.y,
    )
  }
}
