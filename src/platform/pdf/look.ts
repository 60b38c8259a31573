import type { Face } from './scripts.ts'

/** A4 in points. */
export const sheet = { width: 595.28, height: 841.89, left: 36, right: 36, top: 38, bottom: 38 }
export const textWidth = sheet.width - sheet.left - sheet.right
export const columnGap = 20

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

/** The type scale: every size on the paper stands here. Where there are three of one, the first that fits is taken. */
export const type = {
  masthead: style('regular', 8, 11, 'muted'),
  mastheadNumber: style('strong', 9.5, 13, 'ink'),
  mastheadStrong: style('strong', 11, 14, 'ink'),
  mastheadLess: style('strong', 9.5, 12, 'ink'),
  mastheadLeast: style('strong', 8.5, 11, 'ink'),
  title: style('light', 22, 26, 'deep'),
  titleSecond: style('regular', 10, 13, 'muted'),
  name: style('strong', 26, 31, 'ink'),
  nameLess: style('strong', 20, 24, 'ink'),
  nameLeast: style('strong', 15, 18, 'ink'),
  subtitle: style('strong', 12, 17, 'deep'),
  figure: style('strong', 8, 9.4, 'accent'),
  code: style('strong', 13, 17, 'deep'),
  section: style('strong', 12, 16, 'deep'),
  heading: style('strong', 9.5, 11.5, 'deep'),
  headingNumber: style('strong', 9.5, 11.5, 'accent'),
  headingSecond: style('regular', 9, 11.5, 'muted'),
  area: style('strong', 9.5, 13, 'accent'),
  competence: style('strong', 9.5, 12, 'ink'),
  competenceCode: style('strong', 9.5, 12, 'accent'),
  competenceSecond: style('regular', 9, 11.5, 'muted'),
  lead: style('regular', 9, 12, 'ink'),
  leadSecond: style('regular', 9, 12, 'muted'),
  leadLong: style('regular', 8, 10.5, 'ink'),
  leadLongSecond: style('regular', 8, 10.5, 'muted'),
  body: style('regular', 8.5, 11.5, 'ink'),
  bodyStrong: style('strong', 8.5, 11.5, 'ink'),
  bodySecond: style('regular', 8.5, 11.5, 'muted'),
  shown: style('regular', 8.5, 11, 'ink'),
  shownSecond: style('regular', 8.5, 11, 'muted'),
  level: style('strong', 9, 11.5, 'ink'),
  levelSecond: style('regular', 8, 10, 'muted'),
  status: style('strong', 8, 9.4, 'accent'),
  statusOther: style('strong', 8, 9.4, 'muted'),
  statusSecond: style('regular', 8, 9.4, 'muted'),
  label: style('strong', 8, 9.4, 'muted'),
  labelInk: style('strong', 8, 9.4, 'ink'),
  labelSecond: style('regular', 8, 9.4, 'muted'),
  link: style('regular', 8, 9.4, 'accent'),
  areaCode: style('strong', 8, 9.4, 'accent'),
  note: style('regular', 8, 9.4, 'ink'),
  noteStrong: style('strong', 8.5, 10.1, 'ink'),
  noteCode: style('strong', 8.5, 10.1, 'accent'),
  noteSecond: style('regular', 8, 9.4, 'muted'),
  small: style('regular', 8, 9.4, 'muted'),
  tick: style('regular', 8, 9, 'muted'),
} as const satisfies Record<string, Style>

/** The colours of a paper, as the operands of PDF's colour operators. */
export type Inks = Readonly<Record<Colour, string>>

const operandsOf = (hex: string): string =>
  [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(4)).join(' ')

export const houseInks = Object.fromEntries(
  Object.entries(colours).map(([name, hex]) => [name, operandsOf(hex)]),
) as Inks

/** The same with another hue (#rrggbb, dark enough for text on white): its own, a darker one and a paler one. */
export const inksOf = (accent: string): Inks => ({
  ...houseInks,
  deep: operandsOf(mixed(accent, '#000000', 0.4)),
  accent: operandsOf(accent),
  middle: operandsOf(mixed(accent, '#ffffff', 0.55)),
})

function mixed(colour: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [one, two] = [colour, other].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16))
    return Math.round(one! * (1 - share) + two! * share)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}
