import { type Language, spoken } from '../words/language.ts'
import { say as sayOfAll } from '../words.ts'
import { say } from './words.ts'

/** Text that is markup already and is not escaped again. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

type Part = string | number | Html | null | undefined | readonly Part[]

/**
 * Markup with every value in it escaped; lists are joined, nothing stands for null. A value that is written from right to
 * left, or turns the direction of writing, does so within itself.
 */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  const isAttribute = attributesOf(strings)
  let text = strings[0]!
  for (const [index, value] of values.entries())
    text += `${render(value, isAttribute[index]!)}${strings[index + 1]}`
  return new Html(text)
}

const attributes = new WeakMap<TemplateStringsArray, boolean[]>()

/** Which values of a template stand within a tag, as attributes, which are not only shown. No value opens or ends a tag. */
function attributesOf(strings: TemplateStringsArray): boolean[] {
  const known = attributes.get(strings)
  if (known) return known
  let before = ''
  const found = strings.map((part) => {
    before += part
    return before.lastIndexOf('<') > before.lastIndexOf('>')
  })
  attributes.set(strings, found)
  return found
}

/** Scripts that are written from right to left, and what turns the direction of writing. */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** First strong isolate, and its end: what stands between them moves nothing outside. Ends of its own are taken out. */
const isolated = (text: string) =>
  turning.test(text) ? `\u2068${text.replace(/[\u2066-\u2069]/g, '')}\u2069` : text

const escaped = /[&<>"']/

function render(value: Part, isAttribute: boolean): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map((part) => render(part, isAttribute)).join('')
  const text = isAttribute ? String(value) : isolated(String(value))
  return escaped.test(text) ? text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`) : text
}

/**
 * A whole page: one column, readable on a telephone and on paper, nothing loaded but the style sheet. `hrefIn` is where
 * the same page is in another language.
 */
export function pageHtml(
  language: Language,
  title: string,
  body: Html,
  hrefIn: (other: Language) => string = (other) => `?lang=${other}`,
): string {
  const w = say.in(language)
  const others = spoken.filter((other) => other !== language)
  return `<!doctype html>\n${html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
<a class="skip" href="#content">${w('content')}</a>
<header><span>${w('service')}</span><nav>${others.map((other) => linkTo(other, hrefIn(other)))}</nav></header>
${mainStart}${body}</main>
</body>
</html>`}\n`
}

const mainStart = new Html('<main id="content" tabindex="-1">')

/** The page with the way back to another one at its beginning. */
export const withWayBack = (page: string, href: string, language: Language): string =>
  page.replace(
    mainStart.text,
    () => html`${mainStart}<p class="back"><a href="${href}">${say('my-page')(language)}</a></p>`.text,
  )

/** Each language is called what it calls itself. */
const linkTo = (language: Language, href: string) =>
  html`<a href="${href}" lang="${language}">${sayOfAll('this-language')(language)}</a>`
