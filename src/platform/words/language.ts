import { readdirSync } from 'node:fs'

/** A language by its tag, as in `lv`. Nothing but the files of the catalogues says which are spoken. */
export type Language = string

/** In which every catalogue is whole, and what is spoken where nothing else is asked for. */
export const reference: Language = 'en'

/** Everything that this service words itself is there in these; the reference comes first. */
export const spoken: readonly [Language, ...Language[]] = [
  reference,
  ...languagesIn(import.meta.dirname)
    .filter((language) => language !== reference)
    .sort(),
]

/** The languages for which a folder holds a catalogue. */
export function languagesIn(folder: string): Language[] {
  return readdirSync(folder).flatMap((file) => /^([a-z]{2,3}(?:-[A-Za-z\d]+)*)\.json$/.exec(file)?.[1] ?? [])
}
