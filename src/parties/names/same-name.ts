/** Letters that no normal form takes apart into one without a mark. */
const plain: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/** The words of a name, whatever their order, capitals and marks. */
export function nameWords(name: string): string {
  const folded = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[łøđðþßæœı]/g, (letter) => plain[letter] ?? letter)
  const words = folded.replace(/[’'`´]/g, '').match(/[\p{L}\p{N}]+/gu) ?? []
  return words.sort().join(' ')
}

/** Whether a name that somebody typed is this one: its words are the same, whatever their order, capitals and marks. */
export const isSameName = (typed: string, name: string): boolean =>
  nameWords(typed) !== '' && nameWords(typed) === nameWords(name)
