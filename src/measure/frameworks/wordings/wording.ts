import type { PartialTextsFile, TextsFile, wordings } from '../framework-file.ts'

/**
 * How many of the texts a wording has itself, of how many there are. The rest is said as another wording says it: `rest`
 * names the language of each, by `section/id`.
 */
export type OwnShare = { texts: number; of: number; rest: ReadonlyMap<string, string> }

/** The texts of a framework in one language, whole; one that was made whole says how much of it is its own. */
export type Wording = TextsFile & { share?: OwnShare }

export type WordingKind = (typeof wordings)[number]
/** Which wording is used, by language. */
export type WordingChoice = Readonly<Record<string, { wording: WordingKind }>>

type Texts = Record<string, unknown>

/** What a file says of itself, beside its texts. */
const about = ['language', 'wording', 'source', 'licence', 'attribution', 'partial']

/** A partial wording, with the first of `others` that is there saying what it does not say itself. */
export function madeWhole(own: PartialTextsFile, whole: Wording): Wording {
  const counted = { texts: 0, of: 0 }
  const rest = new Map<string, string>()
  const { partial: _, ...said } = own
  const filled = merge(withoutAbout(said), withoutAbout(whole), [], (path, isOwn) => {
    counted.of += 1
    if (isOwn) counted.texts += 1
    else rest.set(entityOf(path), languageOf(whole, path))
  })
  const kept = Object.fromEntries(about.flatMap((key) => (key in said ? [[key, (said as Texts)[key]]] : [])))
  return {
    ...(kept as Pick<TextsFile, 'language' | 'wording'>),
    ...(filled as TextsFile),
    share: { ...counted, rest },
  }
}

const withoutAbout = (texts: object): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => !about.includes(key) && key !== 'share'))

const entityOf = (path: readonly string[]) => path.slice(0, 2).join('/')
const languageOf = ({ share, language }: Wording, path: readonly string[]) =>
  share?.rest.get(entityOf(path)) ?? language

/** Lists and texts are taken whole from the one or the other; what neither has stays away. */
function merge(
  own: unknown,
  whole: unknown,
  path: string[],
  tell: (path: string[], isOwn: boolean) => void,
): unknown {
  if (!isSection(own) && !isSection(whole)) {
    const taken = own === undefined ? whole : own
    if (taken !== null) tell(path, own !== undefined)
    return taken
  }
  const [left, right] = [isSection(own) ? own : {}, isSection(whole) ? whole : {}]
  return Object.fromEntries(
    [...new Set([...Object.keys(right), ...Object.keys(left)])].map((key) => [
      key,
      merge(left[key], right[key], [...path, key], tell),
    ]),
  )
}

const isSection = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The language that a text is in where the wording itself does not have it, as it is shown beside the text. */
export function fallen({ share }: Wording, section: string, id: string | number): { saidIn?: string } {
  const language = share?.rest.get(`${section}/${id}`)
  return language === undefined ? {} : { saidIn: language }
}

/** Of a hundred texts, how many a partial wording has: never a hundred. */
export const percentOf = ({ texts, of }: OwnShare): number => Math.floor((texts * 100) / of)

/** The language that the rest of a partial wording is in; of several, the one to fall back to last. */
export const restIn = ({ rest }: OwnShare): string | null => [...rest.values()].at(-1) ?? null

/** The wording of each language that is used: the official one where there are two. */
export const preferred = (wordings: ReadonlyMap<string, readonly Wording[]>): ReadonlyMap<string, Wording> =>
  new Map(
    [...wordings].map(([language, known]) => [
      language,
      known.find(({ wording }) => wording === 'official') ?? known[0]!,
    ]),
  )
