/** One step of reading an SVG: an element opens, with its attributes, or closes. */
export type SvgStep =
  | { kind: 'open'; name: string; attributes: [name: string, value: string][]; empty: boolean }
  | { kind: 'close'; name: string }

const space = /\s+/y
const text = /[^<]+/y
const comment = /<!--(?:(?!--)[\s\S])*-->/y
const declaration = /<\?xml\s[^<>?]*\?>/y
const closing = /<\/([A-Za-z_][\w.:-]*)\s*>/y
const opening = /<([A-Za-z_][\w.:-]*)/y
const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const end = /\s*(\/?)>/y

/** Gives what matches next, and goes on behind it; null where something else comes. */
type Take = (pattern: RegExp) => RegExpExecArray | null

/**
 * Reads the elements of an SVG one after the other; text between them is left out. Null for whatever is no well-formed
 * XML, and for the parts of XML that a drawing does without: document types, entities of its own, sections of raw data,
 * and instructions.
 */
export function readSvg(source: string): SvgStep[] | null {
  const steps: SvgStep[] = []
  const open: string[] = []
  let at = 0
  const take: Take = (pattern) => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found) at = pattern.lastIndex
    return found
  }
  take(space)
  take(declaration)
  while (at < source.length) {
    if (take(comment) || take(text)) continue
    const step = nextStep(take)
    if (!step || !fits(step, open, steps.length === 0)) return null
    steps.push(step)
  }
  return open.length === 0 && steps.length > 0 ? steps : null
}

/** Whether a step can come here, and what is open after it: there is one outermost element, and all close in turn. */
function fits(step: SvgStep, open: string[], isFirst: boolean): boolean {
  if (step.kind === 'close') return open.pop() === step.name
  const isWithin = open.length > 0
  if (!step.empty) open.push(step.name)
  return isFirst || isWithin
}

function nextStep(take: Take): SvgStep | null {
  const closed = take(closing)?.[1]
  if (closed !== undefined) return { kind: 'close', name: closed }
  const name = take(opening)?.[1]
  if (name === undefined) return null
  const attributes = new Map<string, string>()
  for (let found = take(attribute); found; found = take(attribute)) {
    const [, key = '', inDouble, inSingle] = found
    if (attributes.has(key)) return null
    attributes.set(key, inDouble ?? inSingle ?? '')
  }
  const ended = take(end)
  return ended && { kind: 'open', name, attributes: [...attributes], empty: ended[1] === '/' }
}
