import type { Language } from '../http/language.ts'

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

const words = {
  lv: { service: 'Digitālo kompetenču atzīšana', content: 'Pāriet uz saturu' },
  en: { service: 'Recognition of digital competence', content: 'Skip to the content' },
} as const

/** A whole page: one column, readable on a telephone and on paper, nothing loaded but the style sheet. */
export function pageHtml(
  language: Language,
  title: string,
  body: Html,
  other: { href: string; label: string },
): string {
  const w = words[language]
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
<a class="skip" href="#content">${w.content}</a>
<header><span>${w.service}</span><nav><a href="${other.href}" lang="${language === 'lv' ? 'en' : 'lv'}">${other.label}</a></nav></header>
<main id="content" tabindex="-1">${body}</main>
</body>
</html>`}\n`
}
