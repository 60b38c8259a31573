import type { Language } from '../../../../platform/words/language.ts'

type Named = readonly [code: string, name: string]

/** Languages as the EU vocabulary "Language" names them: its code, and the English name. */
const named: Record<Language, Named> = {
  bg: ['BUL', 'Bulgarian'],
  cs: ['CES', 'Czech'],
  da: ['DAN', 'Danish'],
  de: ['DEU', 'German'],
  el: ['ELL', 'Greek'],
  en: ['ENG', 'English'],
  es: ['SPA', 'Spanish'],
  et: ['EST', 'Estonian'],
  fi: ['FIN', 'Finnish'],
  fr: ['FRA', 'French'],
  ga: ['GLE', 'Irish'],
  hr: ['HRV', 'Croatian'],
  hu: ['HUN', 'Hungarian'],
  is: ['ISL', 'Icelandic'],
  it: ['ITA', 'Italian'],
  lt: ['LIT', 'Lithuanian'],
  lv: ['LAV', 'Latvian'],
  mt: ['MLT', 'Maltese'],
  nl: ['NLD', 'Dutch'],
  no: ['NOR', 'Norwegian'],
  pl: ['POL', 'Polish'],
  pt: ['POR', 'Portuguese'],
  ro: ['RON', 'Romanian'],
  sk: ['SLK', 'Slovak'],
  sl: ['SLV', 'Slovenian'],
  sv: ['SWE', 'Swedish'],
  tr: ['TUR', 'Turkish'],
  uk: ['UKR', 'Ukrainian'],
  ar: ['ARA', 'Arabic'],
  az: ['AZE', 'Azerbaijani'],
  be: ['BEL', 'Belarusian'],
  bs: ['BOS', 'Bosnian'],
  ca: ['CAT', 'Catalan'],
  cy: ['CYM', 'Welsh'],
  eu: ['EUS', 'Basque'],
  fa: ['FAS', 'Persian'],
  gl: ['GLG', 'Galician'],
  he: ['HEB', 'Hebrew'],
  hy: ['HYE', 'Armenian'],
  ja: ['JPN', 'Japanese'],
  ka: ['KAT', 'Georgian'],
  ko: ['KOR', 'Korean'],
  lb: ['LTZ', 'Luxembourgish'],
  mk: ['MKD', 'Macedonian'],
  nb: ['NOB', 'Norwegian Bokmål'],
  nn: ['NNO', 'Norwegian Nynorsk'],
  ru: ['RUS', 'Russian'],
  sq: ['SQI', 'Albanian'],
  sr: ['SRP', 'Serbian'],
  zh: ['ZHO', 'Chinese'],
}

/** A language by its tag, of which the part before a hyphen counts; one that is not listed is undetermined. */
export const languageNamed = (language: Language): Named =>
  named[language.split('-')[0]!] ?? ['UND', 'Undetermined']

/** Whether it is listed here. */
export const hasLanguage = (tag: string): boolean => Object.hasOwn(named, tag.split('-')[0]!)
