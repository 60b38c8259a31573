import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type Doc,
  type EmbeddedFont,
  embedFont,
  type ParsedFont,
  type Program,
  parseFont,
  shareProgram,
  useOnPage,
} from './pdfkit-inside.ts'

export type Face = 'regular' | 'strong' | 'light'

export type Fonts = {
  /** Width of a word in a face, in thousandths of the font size. */
  measure(face: Face, word: string): number
  /** The operators that show a line of text; null if a mark has to be placed on its letter, which pdfkit must do. */
  show(face: Face, size: number, text: string, x: number, baseline: number): string | null
}

/** What all documents share of a face. */
type Shared = {
  font: ParsedFont
  program: Program | null
  words: Record<string, unknown>
  widths: Map<string, number>
  /** How words of common characters are shown: their glyphs have the same numbers in every document. */
  operands: Map<string, Operands>
}
/** What shows a word, and the highest glyph number in it; null if a mark has to be placed on its letter. */
type Operands = { text: string; highest: number } | null

const files: Record<Face, string> = {
  regular: '400Regular/NotoSans_400Regular.ttf',
  strong: '600SemiBold/NotoSans_600SemiBold.ttf',
  light: '300Light/NotoSans_300Light.ttf',
}
const faces = Object.keys(files) as Face[]

const latvian = '\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e'
const letters = `abcdefghijklmnopqrstuvwxyz ${latvian} ff fi fl ffi`
const common = `${letters} ${letters.toUpperCase()} 0123456789 .,:;-–/()„“”·&+•©'’"%?!=_@#`
/** Characters that every document gets, in this order, so that most documents have the same part of a font. */
const presets: Record<Face, string> = {
  regular: common,
  strong: common,
  // Those of the large titles and figures: others are rare in this face.
  light: 'Mobilt\u0101es apcnjumyrfi0123456789/h',
}

/** Words remembered per face; beyond this the memory starts afresh, so that a long run stays flat. */
const maxWords = 8192

let parsed: Record<Face, Shared> | undefined

/** The fonts, read and parsed once in a process: parsing costs more than drawing a certificate. */
export function parsedFonts(): Record<Face, Shared> {
  if (parsed) return parsed
  const { resolve } = createRequire(import.meta.url)
  const shared = faces.map((face) => {
    const font = parseFont(readFileSync(resolve(`@expo-google-fonts/noto-sans/${files[face]}`)))
    fixMeanings(font)
    return [face, { font, program: null, ...nothingSaid() }]
  })
  parsed = Object.fromEntries(shared) as Record<Face, Shared>
  return parsed
}

const nothingSaid = () => ({ words: Object.create(null), widths: new Map(), operands: new Map() })

/**
 * A glyph is told which characters it stands for when it is first met, and keeps that for the process. Meeting all of
 * them in a fixed order makes a document the same whatever was drawn before it; ligatures come first because they also
 * have characters of their own (U+FB01), which nobody searches for.
 */
function fixMeanings(font: ParsedFont): void {
  for (const ligature of ['ff', 'fi', 'fl', 'ffi', 'ffl']) font.layout(ligature)
  for (const codePoint of [...font.characterSet].sort((a, b) => a - b)) font.glyphForCodePoint(codePoint)
}

/** Embeds every face in the document under its name, without parsing anything. */
export function openFonts(doc: Doc): Fonts {
  const opened = Object.fromEntries(faces.map((face) => [face, openFace(doc, face)])) as Record<Face, Opened>
  return {
    measure: (face, word) => opened[face].measure(word),
    show(face, size, text, x, baseline) {
      const { font, operandsOf } = opened[face]
      let shown = ''
      for (const word of text.split(afterSpace)) {
        const operands = operandsOf(word)
        if (!operands) return null
        shown += operands.text
      }
      useOnPage(doc, font)
      return `BT /${font.id} ${size} Tf 1 0 0 -1 ${x.toFixed(2)} ${baseline.toFixed(2)} Tm [${shown}] TJ ET`
    },
  }
}

const afterSpace = /(?<= )/

type Opened = ReturnType<typeof openFace>

function openFace(doc: Doc, face: Face) {
  const shared = parsedFonts()[face]
  if (shared.widths.size > maxWords) Object.assign(shared, nothingSaid())
  const { widths, operands } = shared
  const font = embedFont(doc, face, shared.font, shared.words)
  const [preset] = font.encode(presets[face])
  const highestPreset = Math.max(...preset.map((glyph) => Number.parseInt(glyph, 16)))
  const presetGlyphs = font.subset.glyphs.join()
  shareProgram(doc, font, (glyphs, cut) => {
    if (glyphs !== presetGlyphs) return cut()
    shared.program ??= cut()
    return shared.program
  })
  const rare = new Map<string, Operands>()
  return {
    font,
    operandsOf(word: string): Operands {
      let found = operands.get(word) ?? rare.get(word)
      if (found === undefined) {
        found = operandsOf(font, word)
        const everywhere = found && found.highest <= highestPreset
        ;(everywhere ? operands : rare).set(word, found)
      }
      return found
    },
    measure(word: string): number {
      let width = widths.get(word)
      if (width === undefined) {
        width = 0
        for (const { xAdvance } of font.layoutCached(word).positions) width += xAdvance
        widths.set(word, width)
      }
      return width
    },
  }
}

/** A word as strings of glyphs with the kerning between them. */
function operandsOf(font: EmbeddedFont, word: string): Operands {
  const [glyphs, positions] = font.encode(word)
  let text = '<'
  let highest = 0
  for (const [index, { xAdvance, advanceWidth, xOffset, yOffset }] of positions.entries()) {
    if (xOffset || yOffset) return null
    text += glyphs[index]
    highest = Math.max(highest, Number.parseInt(glyphs[index]!, 16))
    if (xAdvance !== advanceWidth) text += `>${Math.round((advanceWidth - xAdvance) * 100) / 100}<`
  }
  return { text: `${text}>`.replaceAll('<>', ''), highest }
}
