/** A word without case and diacritics: a reader without a Latvian keyboard finds it all the same. */
export function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Endings of inflected words, without diacritics. Folding has made most consonant changes (a hard and a soft consonant) one letter. */
const endings: Record<string, readonly string[]> = {
  lv: [
    'ajiem ajam ajai ajos ajas ajo aja ais',
    'sanas sanai sanam sanu sana',
    'iem ies iet iesi',
    'ojot ajot ejot ijot ot',
    'am as at ai ei im is it em es et us os om um',
    'a e i o u s',
  ].flatMap((line) => line.split(' ')),
  en: ['ings ing ies ied ed es', 's e y'].flatMap((line) => line.split(' ')),
}

for (const list of Object.values(endings)) (list as string[]).sort((a, b) => b.length - a.length)

const SHORTEST_STEM = 3

/** What the forms of a folded word have in common, so far as cutting off its longest known ending tells. */
export function stem(folded: string, language: string): string {
  for (const ending of endings[language] ?? []) {
    if (folded.length - ending.length >= SHORTEST_STEM && folded.endsWith(ending))
      return folded.slice(0, -ending.length)
  }
  return folded
}
