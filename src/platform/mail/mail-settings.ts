import { z } from 'zod'

export type MailConfig = { url: string; from: string; dkim: { file: string; selector: string } | null }

/** The settings of mail, as the environment has them. */
export const mailFields = {
  MAIL_URL: z
    .url({ protocol: /^(smtps?|file)$/ })
    .optional()
    .describe(
      'mail server, smtp://user:password@host:587 or smtps://…:465; file:///folder keeps each mail as a file; no mail is sent when unset',
    ),
  MAIL_FROM: z.email().max(200).optional().describe('address that all mail comes from; goes with MAIL_URL'),
  MAIL_DKIM_FILE: z.string().min(1).optional().describe('PEM with the private key that signs mail (DKIM)'),
  MAIL_DKIM_SELECTOR: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .optional()
    .describe(
      'under which its public key stands in the DNS of the domain of MAIL_FROM; goes with MAIL_DKIM_FILE',
    ),
}

/** What of it does not go together. */
export function mailFaults(given: Record<string, string | undefined>): string[] {
  const isWhole = Boolean(given.MAIL_URL) === Boolean(given.MAIL_FROM)
  const isSigned = Boolean(given.MAIL_DKIM_FILE) === Boolean(given.MAIL_DKIM_SELECTOR)
  return [
    ...(isWhole ? [] : ['  MAIL_URL and MAIL_FROM: both or neither']),
    ...(isSigned ? [] : ['  MAIL_DKIM_FILE and MAIL_DKIM_SELECTOR: both or neither']),
  ]
}

/** What was set; null where no mail is to be sent. */
export function mailIn(e: z.infer<z.ZodObject<typeof mailFields>>): MailConfig | null {
  const { MAIL_URL: url, MAIL_FROM: from, MAIL_DKIM_FILE: file, MAIL_DKIM_SELECTOR: selector } = e
  return url && from ? { url, from, dkim: file && selector ? { file, selector } : null } : null
}
