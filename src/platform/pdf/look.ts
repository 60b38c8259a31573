import type { Face } from './scripts.ts'

/** A4 in points. */
export const sheet = { width: 595.28, height: 841.89, left: 56, right: 56, top: 58, bottom: 54 }
export const textWidth = sheet.width - sheet.left - sheet.right
export const columnGap = 22

/** One hue from deep to faint, and two greys of ink. Text uses deep, accent, ink, muted and white only. */
export const colours = {
  deep: '#0c3544',
  accent: '#155e75',
  middle: '#4a8ea5',
  line: '#c3d6dc',
  faint: '#e3edf0',
  ink: '#1a2a30',
  muted: '#4c5f67',
  white: '#ffffff',
  /** The emblem of the European Union: reflex blue and yellow. */
  unionBlue: '#003399',
  unionYellow: '#ffcc00',
} as const
export type Colour = keyof typeof colours

export type Style = { face: Face; size: number; leading: number; colour: Colour }

const style = (face: Face, size: number, leading: number, colour: Colour): Style => ({
  face,
  size,
  leading,
  colour,
})

/** The type scale: every size on the paper stands here. */
export const type = {
  masthead: style('regular', 8, 11.5, 'muted'),
  mastheadNumber: style('strong', 9.5, 13, 'ink'),
  mastheadStrong: style('strong', 11, 15, 'ink'),
  title: style('light', 24, 28, 'deep'),
  titleSecond: style('regular', 10.5, 14, 'muted'),
  subtitle: style('strong', 12, 17, 'deep'),
  subtitleSecond: style('regular', 10.5, 15, 'muted'),
  figure: style('light', 20, 25, 'accent'),
  figureSmall: style('light', 14, 19, 'accent'),
  code: style('strong', 13, 18, 'deep'),
  section: style('strong', 12, 16, 'deep'),
  sectionNumber: style('strong', 12, 16, 'accent'),
  sectionSecond: style('regular', 10.5, 16, 'muted'),
  area: style('strong', 9.5, 13, 'accent'),
  areaSecond: style('regular', 9, 13, 'muted'),
  competence: style('strong', 9.5, 12.5, 'ink'),
  competenceCode: style('strong', 9.5, 12.5, 'accent'),
  competenceSecond: style('regular', 8.5, 11.5, 'muted'),
  lead: style('regular', 9, 12.5, 'ink'),
  leadSecond: style('regular', 9, 12.5, 'muted'),
  leadLong: style('regular', 8.5, 12, 'ink'),
  leadLongSecond: style('regular', 8.5, 12, 'muted'),
  body: style('regular', 8.5, 11.5, 'ink'),
  bodyStrong: style('strong', 8.5, 11.5, 'ink'),
  bodySecond: style('regular', 8.5, 11.5, 'muted'),
  level: style('strong', 9, 12, 'ink'),
  levelSecond: style('regular', 8, 11, 'muted'),
  status: style('strong', 8.5, 11.5, 'accent'),
  statusOther: style('strong', 8.5, 11.5, 'muted'),
  statusSecond: style('regular', 8.5, 11.5, 'muted'),
  label: style('strong', 8, 11, 'muted'),
  labelInk: style('strong', 8, 11, 'ink'),
  labelSecond: style('regular', 8, 11, 'muted'),
  link: style('regular', 8, 11, 'accent'),
  areaCode: style('strong', 8.5, 11.5, 'accent'),
  areaName: style('regular', 8.5, 11.5, 'ink'),
  areaNameSecond: style('regular', 8, 11, 'muted'),
  small: style('regular', 8, 11, 'muted'),
  wheelArea: style('strong', 8, 10, 'white'),
  tick: style('regular', 8, 9, 'muted'),
} as const satisfies Record<string, Style>

/** The colour as the operands of a PDF colour operator. */
export function operands(colour: Colour): string {
  return operandsOf[colour]
}

const operandsOf = Object.fromEntries(
  Object.entries(colours).map(([name, hex]) => [
    name,
    [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(4)).join(' '),
  ]),
) as Record<Colour, string>
