/** A mail as it is handed to the server. */
export type Mail = {
  /** Fixed for a message, so that whoever gets it twice knows. */
  messageId: string
  /** Where it is returned to when it cannot be delivered. */
  envelopeFrom: string
  fromName: string
  replyTo: string | null
  to: string
  subject: string
  text: string
  html: string
  languages: readonly string[]
}

/**
 * What the server said: it took the mail, there is no such address, it is not wanted at all, or not now. `problem` is a
 * code and names nobody.
 */
export type Delivery = { outcome: 'sent' } | { outcome: 'bounced' | 'failed' | 'later'; problem: string }

/** What sends mail. It rejects with `Unavailable` where the server cannot be reached, or does not let us in. */
export type Mailer = {
  /** The address that everything comes from. */
  from: string
  send(mail: Mail): Promise<Delivery>
  close(): void
}

/** Where mails are returned to: the address of a message tells which one it was. */
export const envelopeFor = (id: string, { from }: Pick<Mailer, 'from'>): string =>
  `bounce+${id}@${domainOf(from)}`

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
