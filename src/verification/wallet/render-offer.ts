import QRCode from 'qrcode'
import { writeMoment } from '../../platform/dates.ts'
import { html, pageHtml } from '../../platform/pages/html.ts'
import type { Visit } from '../../platform/pages/link-pages.ts'
import { say } from './words.ts'

/** The offer as a page of the learner: to be opened where the wallet is, or scanned with it. */
export async function renderOffer(
  { uri, expiresAt, pin }: { uri: string; expiresAt: string; pin?: string },
  { base, language }: Pick<Visit, 'base' | 'language'>,
): Promise<string> {
  const w = say.in(language)
  const drawing = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'L', margin: 4 })
  const picture = `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`
  const body = html`
<h1>${w('offer-title')}</h1>
<p class="lead">${w('offer-intro')}</p>
<p><a href="${uri}">${w('offer-open')}</a></p>
<p><img class="qr" src="${picture}" alt="${w('offer-code')}" width="288" height="288"></p>
${pin ? html`<p>${w('offer-pin')} <strong>${pin}</strong></p>` : null}
<p class="hint">${w('offer-until')} <time datetime="${expiresAt}">${writeMoment(new Date(expiresAt), language)}</time></p>
<p class="again"><a href="${base}?lang=${language}">${w('offer-back')}</a></p>`
  return pageHtml(language, w('offer-title'), body, (other) => `${base}?lang=${other}`)
}
