import type { FilePart } from './part.ts'

/** One thing on record: what it is, and what is known of it line by line. */
type FileItem = { heading: string; lines: string[] }

/** Things of one kind, for a paper that lists what is held. */
export type Section = { title: string; items: FileItem[] }

/** The pieces of a paper that lists what is held, section by section, under its title and a line about it. */
export function listSections(title: string, about: string, sections: readonly Section[]): FilePart[] {
  return [
    { kind: 'heading', depth: 1, text: title },
    { kind: 'text', words: about, manner: 'quiet' },
    ...sections.flatMap((section): FilePart[] => [
      { kind: 'heading', depth: 2, text: section.title },
      ...section.items.flatMap(({ heading, lines }): FilePart[] => [
        { kind: 'heading', depth: 3, text: heading, isSmall: true },
        ...lines.map((line): FilePart => ({ kind: 'text', words: line })),
      ]),
    ]),
  ]
}

export const dayTime = (at: Date | null) =>
  at?.toISOString().replace('T', ' ').slice(0, 16).concat(' UTC') ?? '–'
