import type { Language } from '../http/language.ts'
import { html, pageHtml } from './html.ts'

/** What a person at a browser is told, by the status of the answer; `other` stands for every other one. */
const words: Record<string, Record<Language, readonly [string, string]>> = {
  400: {
    lv: ['Pieprasījums nav saprotams', 'Pārbaudiet ierakstīto, atgriezieties un mēģiniet vēlreiz.'],
    en: ['The request is not valid', 'Check what you typed, go back and try again.'],
  },
  404: {
    lv: ['Šeit nekā nav', 'Pārbaudiet, vai adrese ir pareiza. Ja tā ir saite, tās termiņš var būt beidzies.'],
    en: [
      'There is nothing here',
      'Check that the address is right. If it is a link, it may not be valid any more.',
    ],
  },
  409: {
    lv: ['Šobrīd tas nav iespējams', 'Iespējams, saite jau ir izmantota vai kāds to jau ir izdarījis.'],
    en: ['This is not possible now', 'The link may have been used already, or someone was faster.'],
  },
  413: {
    lv: ['Datne ir pārāk liela', 'Izvēlieties mazāku datni un mēģiniet vēlreiz.'],
    en: ['The file is too large', 'Choose a smaller file and try again.'],
  },
  429: {
    lv: ['Pārāk daudz pieprasījumu', 'Uzgaidiet un mēģiniet vēlreiz.'],
    en: ['Too many requests', 'Wait and try again.'],
  },
  503: {
    lv: ['Dienests ir aizņemts', 'Mēģiniet vēlreiz pēc brīža.'],
    en: ['The service is busy', 'Try again shortly.'],
  },
  other: {
    lv: ['Neizdevās', 'Mēģiniet vēlreiz. Ja tas atkārtojas, pastāstiet mums pieprasījuma numuru.'],
    en: ['Something went wrong', 'Try again. If it happens again, tell us the number of the request.'],
  },
}

const request = { lv: 'Pieprasījuma numurs', en: 'Number of the request' } as const

/** A problem as a page, for whoever reads it in a browser. */
export function renderProblem(status: number, requestId: string, language: Language): string {
  const [title, advice] = (words[status] ?? words.other)![language]
  const body = html`<h1>${title}</h1>
<p>${advice}</p>
<p class="hash">${request[language]}: ${requestId}</p>`
  const other = language === 'lv' ? 'en' : 'lv'
  return pageHtml(language, title, body, {
    href: `?lang=${other}`,
    label: { lv: 'Latviski', en: 'English' }[other],
  })
}
