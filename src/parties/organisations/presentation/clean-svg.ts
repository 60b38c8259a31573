import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'
import type { Cleaned } from './clean-png.ts'
import { readSvg, type SvgStep } from './read-svg.ts'

const drawn = new Set([
  ...['svg', 'g', 'defs', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'],
  ...['linearGradient', 'radialGradient', 'stop', 'clipPath'],
])
/** What draws nothing, and is left out with all that is in it. */
const silent = new Set(['title', 'desc', 'metadata'])

const kept = new Set([
  ...[
    'viewBox',
    'preserveAspectRatio',
    'width',
    'height',
    'x',
    'y',
    'x1',
    'y1',
    'x2',
    'y2',
    'cx',
    'cy',
    'r',
    'rx',
  ],
  ...[
    'ry',
    'fx',
    'fy',
    'd',
    'points',
    'transform',
    'gradientTransform',
    'gradientUnits',
    'spreadMethod',
    'offset',
  ],
  ...[
    'clip-path',
    'clip-rule',
    'clipPathUnits',
    'fill',
    'fill-opacity',
    'fill-rule',
    'stroke',
    'stroke-width',
  ],
  ...['stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray', 'stroke-dashoffset'],
  ...[
    'stroke-opacity',
    'opacity',
    'stop-color',
    'stop-opacity',
    'color',
    'display',
    'visibility',
    'id',
    'href',
  ],
])

const MAX_DEPTH = 50
const plain = /^[\w\s.,#%()+:;-]*$/
const within = /^#[\w.-]+$/
const urlWithin = /^url\(\s*(["']?)#[\w.-]+\1\s*\)(\s+(none|#[0-9a-fA-F]{3,8}|[a-z]+))?$/

/** A reason for which a drawing is refused; nothing else throws it. */
class Unfit extends Error {
  readonly fault: Sentence
  constructor(fault: Sentence) {
    super()
    this.fault = fault
  }
}

/**
 * The drawing written anew, of nothing but shapes, groups, gradients and clips: what editors note in names of their own is
 * left out; what could do something or fetch something is refused, and so is text, which every reader would show in
 * another font.
 */
export function cleanSvg(source: string): Cleaned {
  const steps = readSvg(source)
  if (!steps) return { fault: say('picture-broken') }
  try {
    return { bytes: Buffer.from(write(steps)) }
  } catch (error) {
    if (error instanceof Unfit) return { fault: error.fault }
    throw error
  }
}

function write(steps: readonly SvgStep[]): string {
  const shown = withoutNotes(steps)
  if (shown.length === 0) throw new Unfit(say('svg-unsized'))
  let depth = 0
  const written = shown.map((step, index) => {
    if (step.kind === 'open' && !step.empty) depth += 1
    if (step.kind === 'close') depth -= 1
    if (depth > MAX_DEPTH) throw new Unfit(say('picture-broken'))
    return step.kind === 'close' ? `</${step.name}>` : opened(step, index === 0)
  })
  return written.join('')
}

function opened(step: Opening, isOutermost: boolean): string {
  const { name, empty } = step
  if (!drawn.has(name)) throw new Unfit(say('svg-element', { element: name }))
  if (isOutermost && !isSized(step)) throw new Unfit(say('svg-unsized'))
  const space = isOutermost ? ' xmlns="http://www.w3.org/2000/svg"' : ''
  return `<${name}${space}${attributesOf(step)}${empty ? '/' : ''}>`
}

/** Without what draws nothing or has a name of an editor's own, and all that is in it. */
function withoutNotes(steps: readonly SvgStep[]): SvgStep[] {
  let within = 0
  return steps.filter((step) => {
    const isNote = within > 0 || silent.has(step.name) || step.name.includes(':')
    if (isNote && step.kind === 'close') within -= 1
    if (isNote && step.kind === 'open' && !step.empty) within += 1
    return !isNote
  })
}

type Opening = Extract<SvgStep, { kind: 'open' }>

/** So much longer than the other a side may be: of what is thinner nothing would be left on paper. */
const MAX_PROPORTION = 100

function isSized({ name, attributes }: Opening): boolean {
  const said = new Map(attributes)
  const box = said.get('viewBox')
  const sides = box
    ? box
        .trim()
        .split(/[\s,]+/)
        .slice(2)
    : [said.get('width'), said.get('height')]
  const [width = 0, height = 0] = sides.map((side) => Number.parseFloat(side ?? ''))
  const proportion = Math.max(width / height, height / width)
  return name === 'svg' && width > 0 && height > 0 && proportion <= MAX_PROPORTION
}

function attributesOf({ name, attributes }: Opening): string {
  const shown = new Map<string, string>()
  for (const [key, value] of attributes) {
    if (/^on/i.test(key)) throw new Unfit(say('svg-attribute', { attribute: key }))
    if (key === 'style') for (const [property, said] of declarations(value)) shown.set(property, said)
    else shown.set(key === 'xlink:href' ? 'href' : key, value)
  }
  return [...shown]
    .filter(([key]) => kept.has(key))
    .map(([key, value]) => ` ${key}="${checked(name, key, value.trim())}"`)
    .join('')
}

/** The properties that a style attribute sets. */
const declarations = (style: string): [string, string][] =>
  style.split(';').flatMap((declared) => {
    const [property = '', ...value] = declared.split(':')
    return value.length > 0 ? [[property.trim(), value.join(':').trim()]] : []
  })

/** A value that can be written as it stands: nothing in it leads out of the drawing. */
function checked(element: string, key: string, value: string): string {
  const leads = key === 'href' || /url|:/i.test(value)
  const isWithin = key === 'href' ? within.test(value) && element.endsWith('Gradient') : urlWithin.test(value)
  if (leads && !isWithin) throw new Unfit(say('svg-reference', { attribute: key }))
  if (!leads && !plain.test(value)) throw new Unfit(say('svg-attribute', { attribute: key }))
  return value.replaceAll('"', '')
}
