import { type Html, html } from '../../platform/pages/html.ts'
import { type Language, spoken } from '../../platform/words/language.ts'
import type { Message } from '../outbox/store.ts'
import { say } from './words.ts'

/** All that a message says of anybody: no result, no level and no birth date is among it. */
export type MessageFacts = Pick<Message, 'template' | 'party' | 'occasion' | 'language'> & {
  /** Whom it greets; null where nobody knows. */
  name: string | null
  /** The first name of the learner whom it is about. */
  learner: string | null
  organisation: string
  /** The last day for what it asks. */
  until: string | null
  url: string | null
  /** The last day on which the link works. */
  linkUntil: string | null
  /** Whom to ask. */
  contact: string | null
  /** What the organisation says itself, by language. */
  ownText: Readonly<Record<Language, string>>
}

export type Rendered = { subject: string; text: string; html: string; languages: Language[] }

type Block = { kind: 'text' | 'own' | 'small'; text: string } | { kind: 'link'; label: string; url: string }

/** The message as plain text and as simple HTML of the same content, in one language or in all that are spoken here. */
export function renderMessage(facts: MessageFacts): Rendered {
  // Where it is not known what they read, the country's own language comes first.
  const languages = facts.language ? [facts.language] : [...spoken].reverse()
  const parts = languages.map((language) => ({ language, blocks: blocksIn(facts, language) }))
  const subject = languages.map((language) => subjectIn(facts, language)).join(' / ')
  return {
    subject,
    text: parts.map(({ blocks }) => blocks.map(asText).join('\n\n')).join(`\n\n${'-'.repeat(40)}\n\n`),
    html: pageOf(subject, parts),
    languages,
  }
}

function subjectIn({ template, occasion }: MessageFacts, language: Language): string {
  const subject = say(`${template}-subject`)
  return occasion?.startsWith('reminder') ? say('reminder-subject', { subject })(language) : subject(language)
}

function blocksIn(facts: MessageFacts, language: Language): Block[] {
  const { template, occasion, organisation, until, url, linkUntil, contact, name } = facts
  const party = facts.party === 'guardian' ? 'guardian' : 'other'
  const w = say.in(language)
  const text = (said: string): Block => ({ kind: 'text', text: said })
  const action = `${template}-action` as const
  const ownUntil = `${template}-until` as const
  const learner = facts.learner ?? ''
  const own = facts.ownText[language]
  return [
    text(name ? w('greeting', { name }) : w('greeting-plain')),
    text(w(`${template}-body`, { party, learner, organisation })),
    // Nobody has to appeal: what may be done is no thing that is not done yet.
    ...(occasion?.startsWith('reminder') && template !== 'appeal-open' ? [text(w('reminder'))] : []),
    ...(until ? [text(w(say.has(ownUntil) ? ownUntil : 'until', { day: until }))] : []),
    ...(own ? [{ kind: 'own' as const, text: own }] : []),
    ...(url && say.has(action) ? [{ kind: 'link' as const, label: w(action), url }] : []),
    ...(url
      ? [text([w('link-yours'), linkUntil ? w('link-until', { day: linkUntil }) : ''].join(' ').trim())]
      : []),
    text(contact ? w('ask-contact', { contact }) : w('ask-organisation', { organisation })),
    { kind: 'small', text: w('automatic', { organisation }) },
  ]
}

function asText(block: Block): string {
  return block.kind === 'link' ? `${block.label}:\n${block.url}` : block.text
}

const look = 'font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a'
const button =
  'display:inline-block;padding:12px 20px;background:#0b3d91;color:#ffffff;text-decoration:none;border-radius:4px'

function pageOf(subject: string, parts: readonly { language: Language; blocks: Block[] }[]): string {
  const main = parts[0]!.language
  return `<!doctype html>\n${html`<html lang="${main}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${subject}</title></head>
<body style="${look};margin:0;padding:16px">
<main style="max-width:600px">
${parts.map(
  ({ language, blocks }, index) => html`<section lang="${language}">
${index > 0 ? html`<hr>` : null}
${blocks.map((block) => blockHtml(block, language))}
</section>
`,
)}</main>
</body>
</html>`}\n`
}

function blockHtml(block: Block, language: Language): Html {
  if (block.kind === 'link') {
    return html`<p><a href="${block.url}" style="${button}">${block.label}</a></p>
<p style="font-size:14px">${say('link-plain')(language)}<br>${block.url}</p>
`
  }
  const lines = block.text.split('\n').map((line, index) => html`${index > 0 ? html`<br>` : null}${line}`)
  const style = {
    text: '',
    own: 'border-left:4px solid #0b3d91;padding-left:12px',
    small: 'font-size:13px;color:#555555',
  }
  return html`<p style="${style[block.kind]}">${lines}</p>
`
}
