import type { Source, SourceTree } from './source.ts'

export type Violation = { file: string; line?: number; says: string }

/** Something that holds of all sources, with files in which it is broken and what is said of them then. */
export type Rule = {
  title: string
  find(tree: SourceTree): Violation[]
  planted: Record<string, string>
  told: string[]
}

export const tell = ({ file, line, says }: Violation): string =>
  `${file}${line === undefined ? '' : `:${line}`} ${says}`

/** The files of the service alone. */
export const serviceOf = (tree: SourceTree): Source[] =>
  [...tree.values()].filter(({ path }) => path.startsWith('src/'))

/** Violations found by looking at one file of the service at a time. */
export const inEachFile =
  (look: (source: Source) => Omit<Violation, 'file'>[]) =>
  (tree: SourceTree): Violation[] =>
    serviceOf(tree).flatMap((source) => look(source).map((found) => ({ file: source.path, ...found })))
