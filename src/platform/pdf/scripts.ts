import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type ParsedFont, parseFont } from './pdfkit-inside.ts'

export type Face = 'regular' | 'strong' | 'light'

/** What the common font has no room for, and where it is looked for. */
const ranges = {
  georgian: /[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f]/,
  armenian: /[\u0530-\u058f\ufb13-\ufb17]/,
  math: /[\u2190-\u2bff\u{1d400}-\u{1d7ff}]/u,
} as const
export type Script = 'common' | keyof typeof ranges
const beside = Object.keys(ranges) as (keyof typeof ranges)[]

const anyBeside = new RegExp(beside.map((script) => ranges[script].source).join('|'), 'u')

const weights: Record<Face, string> = { regular: '400Regular', strong: '600SemiBold', light: '300Light' }

const { resolve } = createRequire(import.meta.url)
const of = (name: string, weight: string) => `${weight}/${name}_${weight}.ttf`

/** Signs come in one weight. */
const files: Record<Script, (face: Face) => string> = {
  common: (face) => resolve(`@expo-google-fonts/noto-sans/${of('NotoSans', weights[face])}`),
  georgian: (face) =>
    resolve(`@expo-google-fonts/noto-sans-georgian/${of('NotoSansGeorgian', weights[face])}`),
  armenian: (face) =>
    resolve(`@expo-google-fonts/noto-sans-armenian/${of('NotoSansArmenian', weights[face])}`),
  math: () => resolve(`@expo-google-fonts/noto-sans-math/${of('NotoSansMath', weights.regular)}`),
}

const parsed = new Map<string, ParsedFont>()

/** A font, read and parsed once in a process: parsing costs more than drawing a certificate. */
export function fontOf(face: Face, script: Script): ParsedFont {
  const path = files[script](face)
  let font = parsed.get(path)
  if (!font) {
    font = parseFont(readFileSync(path))
    fixMeanings(font, script)
    parsed.set(path, font)
  }
  return font
}

const ligatures: { [Of in Script]?: string[] } = {
  common: ['ff', 'fi', 'fl', 'ffi', 'ffl'],
  armenian: ['մն', 'մե', 'մի', 'վն', 'մխ'],
}

/**
 * A glyph is told which characters it stands for when it is first met, and keeps that for the process. Meeting all of
 * them in a fixed order makes a document the same whatever was drawn before it; ligatures come first because they also
 * have characters of their own (U+FB01), which nobody searches for.
 */
function fixMeanings(font: ParsedFont, script: Script): void {
  for (const ligature of ligatures[script] ?? []) font.layout(ligature)
  for (const codePoint of [...font.characterSet].sort((a, b) => a - b)) font.glyphForCodePoint(codePoint)
}

const has = (script: Script, character: string) =>
  fontOf('regular', script).hasGlyphForCodePoint(character.codePointAt(0)!)

/** Which of the fonts has the character; undefined where none has. */
export function scriptOf(character: string): Script | undefined {
  if (has('common', character)) return 'common'
  return beside.find((script) => ranges[script].test(character) && has(script, character))
}

export type Span = { script: Script; text: string }

/** A text in the pieces that one font each can show; a mark, or a space, stays with what it follows. */
export function spansOf(text: string): Span[] {
  if (!anyBeside.test(text)) return [{ script: 'common', text }]
  const spans: Span[] = []
  for (const character of text) {
    const last = spans.at(-1)
    const stays = last && /[\p{M} ]/u.test(character) && has(last.script, character)
    const script = stays ? last.script : (scriptOf(character) ?? 'common')
    if (last?.script === script) last.text += character
    else spans.push({ script, text: character })
  }
  return spans
}
