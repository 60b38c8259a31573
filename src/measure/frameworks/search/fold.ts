/** A word without case and diacritics: a reader without a Latvian keyboard finds it all the same. */
export function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
