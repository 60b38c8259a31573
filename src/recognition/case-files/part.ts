import type { Language } from '../../platform/words/language.ts'

/** Words in one manner; with `to` they lead to the place of that name in the file, and hold no more than a number or a code. */
export type Phrase = { text: string; manner?: 'strong' | 'quiet'; to?: string }

/** What stands in one spot: plain words, or words in several manners one after the other. */
export type Words = string | readonly (string | Phrase)[]

/** A row of a table; `place` is what others call it who lead to it. */
export type FileRow = { cells: Words[]; place?: string }

/** A picture that is small enough to be printed beside a few lines. */
export type Thumbnail = { png: Uint8Array; width: number; height: number }

/** A stage of the case, and from when until when it lasted, in milliseconds. */
export type Band = { label: string; from: number; until: number }

/** The course of a case, to be drawn: bands one after the other, and numbered events at their moments, the earliest first. */
export type Timeline = {
  bands: Band[]
  /** The days that the learner was away. */
  stay: Band
  events: number[]
  /** What it shows, for whoever hears it. */
  alt: string
}

/** A piece of the paper, with all its words in the language of its reader. */
export type FilePart =
  | {
      kind: 'heading'
      depth: 1 | 2 | 3 | 4
      text: string
      place?: string
      onNewPage?: boolean
      isSmall?: boolean
    }
  /** A `lead` is never parted from what it leads to. */
  | { kind: 'text'; words: Words; manner?: 'quiet' | 'lead' }
  | { kind: 'facts'; rows: [name: string, words: Words][] }
  /** `widths` are shares of the page; the first cell of a row is what the row is about. */
  | { kind: 'table'; widths: number[]; head: string[]; rows: FileRow[]; isDense?: boolean }
  | { kind: 'exhibit'; place: string; title: Words; lines: Words[]; thumbnail: Thumbnail | null; alt: string }
  | { kind: 'timeline'; timeline: Timeline }
  /** A QR code of an address, and beside it what it is for. */
  | { kind: 'code'; url: string; lines: Words[]; alt: string }

/** From whom a paper is: stands above all else on its first page. */
export type Sender = {
  name: string
  /** Where it is and how it is reached, each a line. */
  lines: string[]
  logo: { sha256: string; mediaType: 'image/png' | 'image/svg+xml'; bytes: Uint8Array } | null
  /** What the logo is, for whoever hears it. */
  alt: string
  /** #rrggbb, dark enough for text on white; null: ours. */
  accent: string | null
}

/** What a paper says that is made of parts, in one language. */
export type CaseFile = {
  title: string
  /** Left out where the paper shows nobody. */
  from?: Sender
  /** Stands at the foot of every page. */
  foot: string
  parts: FilePart[]
  language: Language
  id: string
  sending: string
  at: Date
}
