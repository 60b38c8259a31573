type Bilingual = { lv: string; en: string }

export const words = {
  wheel: { lv: 'Kompetenču aplis', en: 'Competence wheel' },
  reached: { lv: 'sasniegts', en: 'reached' },
  areas: { lv: 'Kompetenču jomas un kompetences', en: 'Competence areas and competences' },
  profile: { lv: 'Sasniegtie līmeņi', en: 'Levels reached' },
  profileWithoutLevels: { lv: 'Sasniegtās kompetences', en: 'Competences reached' },
} as const satisfies Record<string, Bilingual>

/** Our own words in a language; where we have none in it, in English. */
export function say(key: keyof typeof words, language: string): string {
  return words[key][language === 'lv' ? 'lv' : 'en']
}

export function sayStanding(level: number, highest: number, language: string): string {
  return language === 'lv' ? `${level}. līmenis no ${highest}` : `level ${level} of ${highest}`
}
