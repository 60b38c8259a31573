import type { TextsFile } from '../../framework-file.ts'

/** One text of a wording: `areas/1/title` lies in a section, under an id, in a field; the title itself is `about/title`. */
export type Leaf = { section: string; id: string; field: string; text: string }

const ownWords = ['language', 'wording', 'source', 'licence', 'attribution', 'share', 'partial']

export const leafKey = ({ section, id, field }: Partial<Leaf>): string =>
  [section, id, field].filter(Boolean).join('/')
const keyFor = (path: readonly string[]) => (path.length === 1 ? `about/${path[0]}` : path.join('/'))

/** Every text of a wording in its order, without what the wording says of itself. */
export function leavesOf(texts: object): Leaf[] {
  const leaves: Leaf[] = []
  replaceLeaves(plain(texts), [], (path, text) => {
    const [section = '', id = '', ...field] = path
    leaves.push(
      path.length === 1
        ? { section: 'about', id: section, field: '', text }
        : { section, id, field: field.join('/'), text },
    )
    return text
  })
  return leaves
}

/** A copy of a wording with each text replaced that has a translation; the others stay as they are. */
export const translated = (texts: TextsFile, translation: (key: string) => string | undefined): object =>
  replaceLeaves(plain(texts), [], (path, text) => translation(keyFor(path)) ?? text) as object

/** A copy of a wording with those texts only that have a translation; a list is there whole or not at all. */
export const translatedOnly = (texts: TextsFile, translation: (key: string) => string | undefined): object =>
  (replaceLeaves(plain(texts), [], (path) => translation(keyFor(path))) ?? {}) as object

const plain = (texts: object) =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => !ownWords.includes(key)))

/** Every text in a JSON value replaced; what is replaced by nothing is left out, and so is what nothing is left of. */
function replaceLeaves(
  value: unknown,
  path: string[],
  replace: (path: string[], text: string) => string | undefined,
): unknown {
  if (typeof value === 'string') return replace(path, value)
  if (Array.isArray(value)) {
    const items = value.map((item, index) => replaceLeaves(item, [...path, String(index + 1)], replace))
    return items.includes(undefined) ? undefined : items
  }
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, replaceLeaves(inner, [...path, key], replace)] as const)
    .filter(([, inner]) => inner !== undefined)
  return kept.some(([, inner]) => inner !== null) || Object.keys(value).length === 0
    ? Object.fromEntries(kept)
    : undefined
}
