import { writeDayWithin } from '../../platform/dates.ts'
import { type Html, html } from '../../platform/pages/html.ts'
import { linkPage } from '../../platform/pages/link-page.ts'
import { type FilledForm, lineHtml, spaceHtml, wrongHtml } from '../../platform/pages/typed-form.ts'
import type { Language } from '../../platform/words/language.ts'
import type { DiaryEntry } from './diary.ts'
import type { OwnCase } from './read-own-evidence.ts'
import { beginOwn } from './render-own-evidence.ts'
import { say } from './words.ts'

type Diary = OwnCase & { entries: DiaryEntry[] }
type Place = { base: string; back: string | null; language: Language }

/** The diary of a learner: a new day first, then what was written, each to be changed or handed in. */
export function renderDiary(diary: Diary, sent: FilledForm | null, place: Place): string {
  const { base, language } = place
  const w = say.in(language)
  const form = sent ?? { typed: beginOwn(diary), wrong: [] }
  const writing = html`<form class="panel" method="post" action="${base}?lang=${language}">
<h2>${w('new-day')}</h2>
${fieldsHtml(form, diary, language)}
<p><button>${w('keep')}</button></p>
</form>`
  const body = html`<p class="lead">${w('diary-intro')}</p>
${wrongHtml(form, language)}
${diary.writes ? writing : html`<p>${w('diary-closed')}</p>`}
${diary.entries.toReversed().map((entry) => entryHtml(entry, diary, place))}`
  return linkPage(language, w('diary-title'), body, 'documentation')
}

const fieldsHtml = (form: FilledForm, { today }: Diary, language: Language): Html => html`
${lineHtml(form, { name: 'writtenOn', label: say('day')(language), type: 'date', latest: today, required: true }, language)}
${spaceHtml(form, { name: 'text', label: say('what')(language), max: 10_000, rows: 8, hint: say('what-hint')(language) }, language)}`

function entryHtml(entry: DiaryEntry, diary: Diary, { base, language }: Place): Html {
  const w = say.in(language)
  const { id, writtenOn, text, evidenceId } = entry
  const day = writeDayWithin(writtenOn, language)
  const heading = html`<h2>${w('diary-of', { day: writtenOn })}</h2><p class="said">${text}</p>`
  if (evidenceId) return html`<section>${heading}<p class="hint">${w('handed-in')}</p></section>`
  const boxes = diary.outcomes.map(({ competence, title }, index) => {
    const box = `in-${id}-${index}`
    return html`<div class="choice"><input type="checkbox" id="${box}" name="competences" value="${competence}">
<label for="${box}">${title}</label></div>`
  })
  const changing = html`<details><summary>${w('change')}</summary>
<form method="post" action="${base}/entries/${id}?lang=${language}">
<div class="field"><label for="day-${id}">${w('day')}</label>
<input id="day-${id}" name="writtenOn" type="date" value="${writtenOn}" max="${diary.today}" required></div>
<div class="field"><label for="text-${id}">${w('what')}</label>
<textarea id="text-${id}" name="text" maxlength="10000" rows="8" required>
${text}</textarea></div>
<p><button class="quiet">${w('keep')}</button></p></form></details>`
  const handing = html`<details><summary>${w('hand-in')}</summary>
<form method="post" action="${base}/entries/${id}/submission?lang=${language}">
<p>${w('hand-in-means')}</p>
<fieldset><legend>${w('shows-day', { day })}</legend>${boxes}</fieldset>
<p><button>${w('hand-in')}</button></p></form></details>`
  return html`<section>${heading}${diary.writes ? changing : null}${diary.takes && boxes.length > 0 ? handing : null}</section>`
}
