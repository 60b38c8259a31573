import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { mailerAt } from '../../src/platform/mail/mail-sender.ts'
import type { Mailer } from '../../src/platform/mail/mailer.ts'
import { afterwards } from './afterwards.ts'

export type Received = { from: string; to: string; mail: ParsedMail }

/** What the server says to a recipient, instead of taking the mail. */
type Answer = { code: number; text: string } | null

export type MailServer = {
  url: string
  mailer: Mailer
  received: Received[]
  /** Decides by address; null: it is taken. */
  answer: (address: string) => Answer
  /** How long, in milliseconds, it takes to say that a mail was taken. */
  slowMs: number
  stop(): Promise<void>
}

export const mailFrom = 'dcr@school.example.org'

/** A mail server on this machine that keeps what it takes. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const said = started.answer(address)
      done(said ? Object.assign(new Error(said.text), { responseCode: said.code }) : null)
    },
    onData(stream, { envelope }, done) {
      void simpleParser(stream).then((mail) => {
        const { mailFrom: from, rcptTo } = envelope
        received.push({ from: from ? from.address : '', to: rcptTo[0]!.address, mail })
        setTimeout(done, started.slowMs)
      }, done)
    },
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  const url = `smtp://127.0.0.1:${port}`
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  const started: MailServer = {
    url,
    mailer: mailerAt({ url, from: mailFrom, dkim: null }),
    received,
    answer: () => null,
    slowMs: 0,
    stop,
  }
  afterwards(stop)
  return started
}
