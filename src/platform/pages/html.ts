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

/** Markup with every value in it escaped; lists are joined, nothing stands for null. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(strings.reduce((text, part, index) => `${text}${render(values[index - 1])}${part}`))
}

function render(value: Part): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(render).join('')
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
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
<main id="content" tabindex="-1">${body}</main>
</body>
</html>`}\n`
}

/** Each language is called what it calls itself. */
const linkTo = (language: Language, href: string) =>
  html`<a href="${href}" lang="${language}">${sayOfAll('this-language')(language)}</a>`
