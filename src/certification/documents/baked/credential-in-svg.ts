import { namespace } from './namespace.ts'

type Opening = { local: string; prefix: string; attributes: Map<string, string>; empty: boolean }

const space = /\s+/y
const text = /[^<]+/y
const raw = /<!\[CDATA\[([\s\S]*?)\]\]>/y
const note = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y
/** Without declarations of its own: an entity is never looked up, let alone fetched. */
const doctype = /<!DOCTYPE[^<>[\]]*>/iy
const closing = /<\/([A-Za-z_][\w.:-]*)\s*>/y
const opening = /<([A-Za-z_][\w.:-]*)/y
const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const end = /\s*(\/?)>/y

/** Earlier drafts, and tools that follow them, write the address otherwise. */
const namespaces = new Set([namespace, 'https://purl.imsglobal.org/spec/ob/v3p0', 'http://openbadges.org'])

/**
 * The credential that is baked into an SVG, as it stands there: JSON, or a JWS where it is named as one. Null where there is
 * none or more than one, and for what is no plain XML. Each part of the source is read once; nothing is unfolded.
 */
export function credentialInSvg(source: string): string | null {
  const reader = new Reader(source)
  let found: string | null = null
  while (!reader.isAtEnd) {
    if (reader.skip()) continue
    const element = reader.open()
    if (!element) return null
    if (!reader.isCredential(element)) continue
    const said = reader.saidIn(element)
    if (said === null || found !== null) return null
    found = said
  }
  return found
}

class Reader {
  readonly #source: string
  readonly #spaces = new Map<string, string>()
  #at = 0

  constructor(source: string) {
    this.#source = source.replace(/^\uFEFF/, '')
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)
    if (found) this.#at = pattern.lastIndex
    return found
  }

  /** Goes past what is no beginning of an element. */
  skip(): boolean {
    return [space, text, raw, note, doctype, closing].some((pattern) => this.#take(pattern) !== null)
  }

  open(): Opening | null {
    const name = this.#take(opening)?.[1]
    if (name === undefined) return null
    const attributes = new Map<string, string>()
    for (let found = this.#take(attribute); found; found = this.#take(attribute)) {
      const [, key = '', inDouble, inSingle] = found
      attributes.set(key, inDouble ?? inSingle ?? '')
      if (key.startsWith('xmlns:')) this.#spaces.set(key.slice('xmlns:'.length), inDouble ?? inSingle ?? '')
    }
    const ended = this.#take(end)
    const [local = '', prefix = ''] = name.split(':').reverse()
    return ended && { local, prefix, attributes, empty: ended[1] === '/' }
  }

  isCredential({ local, prefix }: Opening): boolean {
    return (local === 'credential' || local === 'assertion') && namespaces.has(this.#spaces.get(prefix) ?? '')
  }

  /** What stands in an element, or in its `verify`; null where other elements stand in it. */
  saidIn({ attributes, empty }: Opening): string | null {
    let inside = ''
    while (!empty) {
      const rawly = this.#take(raw)?.[1]
      const plainly = rawly === undefined ? this.#take(text)?.[0] : undefined
      if (rawly !== undefined) inside += rawly
      else if (plainly !== undefined) inside += withoutEntities(plainly)
      else if (!this.#take(note)) break
    }
    if (!empty && !this.#take(closing)) return null
    return (inside.trim() || attributes.get('verify')?.trim()) ?? null
  }
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** With the five characters that XML itself names; any other entity stays as it is written. */
const withoutEntities = (plain: string) =>
  plain.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name]!)
