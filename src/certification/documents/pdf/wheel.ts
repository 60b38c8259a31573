import { type Sector, wheelSegments } from '../../../measure/frameworks/wheel.ts'
import { type Colour, type } from '../../../platform/pdf/look.ts'
import { drawText, figure, fill, type Paper, stroke, type Tag } from '../../../platform/pdf/paper.ts'
import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { say } from './words.ts'

type Centre = { x: number; y: number; radius: number }

/** Around the wheel, for the codes of its competences. */
const margin = 13
/** More codes than this do not fit around it: then only those that the certificate is of stand there. */
const mostCodes = 24

/** Draws the competence wheel of the certificate as a figure that is also told in words. */
export function drawWheel(paper: Paper, parent: Tag, snapshot: CertificateSnapshot, place: Centre): void {
  const { areas, levels } = snapshot.framework
  const wheel = wheelSegments(areas, levelsOnWheel(snapshot), levels.length)
  const at = { ...place, radius: place.radius - margin }
  const box: [number, number, number, number] = [
    place.x - place.radius,
    place.y - place.radius,
    2 * place.radius,
    2 * place.radius,
  ]
  const certified = new Set(snapshot.outcomes.map(({ competence }) => competence))
  const named = wheel.competences.filter(
    ({ code }) => wheel.competences.length <= mostCodes || certified.has(code),
  )
  figure(paper, parent, { alt: (language) => wheelInWords(snapshot, language), box }, () => {
    fillSectors(paper, at, wheel.competences, 'faint', 0.7)
    fillSectors(
      paper,
      at,
      wheel.competences.flatMap(({ reached }) => reached ?? []),
      'accent',
      0.7,
    )
    fillSectors(paper, at, wheel.areas, 'deep', 0)
    stroke(paper, 'white', 0.6)
    for (const ring of wheel.rings) paper.doc.circle(at.x, at.y, ring * at.radius)
    if (wheel.rings.length > 0) paper.doc.stroke()
    for (const { code, from, to } of named) drawCode(paper, at, code, (from + to) / 2)
  })
}

/** Levels by competence; where a framework has no levels, reached counts as one. */
export function levelsOnWheel(snapshot: CertificateSnapshot): Map<string, number | null> {
  const levelled = snapshot.framework.levels.length > 0
  return new Map(
    snapshot.outcomes.map(({ competence, level, result }) => [
      competence,
      levelled ? level : result === 'reached' ? 1 : null,
    ]),
  )
}

/** What the wheel shows, in words. */
export function wheelInWords(snapshot: CertificateSnapshot, language: Language): string {
  const count = snapshot.framework.levels.length
  const said = snapshot.outcomes
    .filter(({ level, result }) => (count ? level !== null : result === 'reached'))
    .map(({ competence, title, level }) => {
      const found = count ? level : say('result-reached')(language)
      return `${competence} ${readIn(title, language)}: ${found}`
    })
  const scale = count ? ` (${say('out-of', { count })(language)})` : ''
  return `${say('wheel')(language)}${scale}: ${said.join('; ') || say('nothing-reached')(language)}.`
}

/** A code outside the wheel, in the middle of its spoke. */
function drawCode(paper: Paper, at: Centre, text: string, angle: number): void {
  const style = type.tick
  const width = (paper.fonts.measure(style.face, text) * style.size) / 1000
  const { x, y } = pointAt(at, at.radius + 6.5, angle)
  drawText(paper, { text, style }, text, x - width / 2, y + style.size * 0.36)
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
  for (const sector of sectors) {
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
  paper.doc.fill()
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
