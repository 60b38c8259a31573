import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Transporter } from 'nodemailer'
import { Unavailable } from '../auxiliaries/auxiliary.ts'
import type { Delivery, Mail, Mailer } from './mailer.ts'

export type MailSettings = {
  url: string
  from: string
  dkim: { domainName: string; keySelector: string; privateKey: string } | null
}

/** So long, in milliseconds, each step may take, and one mail as a whole. */
const STEP_MS = 15_000
const MAIL_MS = 50_000

/** What sends mail at an address: smtp: and smtps: for a server, file: for a folder in which each becomes a file. */
export function mailerAt({ url, from, dkim }: MailSettings, mailMs = MAIL_MS): Mailer {
  const isFolder = url.startsWith('file:')
  let opened: Promise<Transporter> | undefined
  // Its library is loaded when the first mail is sent: most processes send none.
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    const never = { disableFileAccess: true, disableUrlAccess: true, ...(dkim && { dkim }) }
    const steps = {
      connectionTimeout: STEP_MS,
      greetingTimeout: STEP_MS,
      socketTimeout: STEP_MS,
      dnsTimeout: STEP_MS,
    }
    return isFolder
      ? (createTransport({
          streamTransport: true,
          buffer: true,
          newline: 'windows',
          ...never,
        }) as Transporter)
      : (createTransport({ url, ...steps, ...never }) as Transporter)
  }
  return {
    from,
    async send(mail) {
      opened ??= open()
      const transport = await opened
      try {
        // What takes longer is broken off: what was given up must not be sent after all.
        const signal = AbortSignal.timeout(mailMs)
        const { message } = await transport.sendMail({ ...asSent(mail, from), signal })
        if (isFolder) keep(fileURLToPath(url), mail, message as Buffer)
        return { outcome: 'sent' }
      } catch (error) {
        return deliveryOf(error)
      }
    },
    close() {
      void opened?.then((transport) => transport.close())
    },
  }
}

function asSent(mail: Mail, from: string) {
  return {
    messageId: mail.messageId,
    envelope: { from: mail.envelopeFrom, to: mail.to },
    from: { name: mail.fromName, address: from },
    to: { name: '', address: mail.to },
    ...(mail.replyTo ? { replyTo: { name: '', address: mail.replyTo } } : {}),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.languages.join(', '),
    },
  }
}

/** One file for each mail, in the order in which they were sent. */
function keep(folder: string, { messageId }: Mail, bytes: Buffer): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${messageId.replace(/[<>]/g, '').split('@')[0]}.eml`), bytes)
}

type Failure = { code?: string; command?: string; responseCode?: number; response?: string }

/** What a failure means. Of what the server said, only its codes are kept: its words can name the address. */
function deliveryOf(error: unknown): Delivery {
  const { code, command = '', responseCode = 0, response = '' } = error as Failure
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response)?.[1]
  const problem = [responseCode, status].filter(Boolean).join(' ')
  const isOfMail = code === 'EENVELOPE' || code === 'EMESSAGE' || code === 'ESTREAM'
  if (!isOfMail || responseCode === 421) {
    throw new Unavailable(`The mail server could not be used: ${code ?? 'unknown'} ${problem}`.trim())
  }
  if (responseCode >= 400 && responseCode < 500) return { outcome: 'later', problem }
  const isOfAddress = command === 'RCPT TO' || responseCode === 0
  return { outcome: isOfAddress ? 'bounced' : 'failed', problem: problem || 'address' }
}
