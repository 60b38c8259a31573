import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { sealInFile } from '../../certification/documents/seal/seal-in-file.ts'
import type { Config } from '../../config.ts'
import type { Database } from '../../db/client.ts'
import { clamdAt } from '../../platform/antivirus/antivirus.ts'
import { identityProviderAt } from '../../platform/auth/identity-provider.ts'
import type { Auxiliary } from '../../platform/auxiliaries/auxiliary.ts'
import { type Finding, fault, messageOf, warning, well } from './finding.ts'

const STEP_MS = 10_000

/** Whether mail could be sent: the server is asked, and let in, but given no mail. */
export async function lookAtMail({ mail }: Config): Promise<Finding> {
  if (!mail)
    return warning('mail', 'none is sent: every link is handed over by hand', 'Set MAIL_URL and MAIL_FROM.')
  try {
    if (mail.url.startsWith('file:')) {
      accessSync(fileURLToPath(mail.url), constants.W_OK)
      return warning('mail', 'is kept as files, and reaches nobody', 'Name a mail server in MAIL_URL.')
    }
    const steps = { connectionTimeout: STEP_MS, greetingTimeout: STEP_MS, socketTimeout: STEP_MS }
    const transport = createTransport({ url: mail.url, ...steps })
    await transport.verify().finally(() => transport.close())
    return well('mail', `${new URL(mail.url).host} lets the service in`)
  } catch (error) {
    return fault('mail', messageOf(error), 'Look at MAIL_URL: its host, port, user and password.')
  }
}

/** What stands beside the service, where the settings name it. */
export async function lookAtAuxiliaries(config: Config, db: Database): Promise<Finding[]> {
  const all: Auxiliary[] = [
    ...(config.clamdUrl ? [clamdAt(config.clamdUrl)] : []),
    ...(config.identityProvider ? [identityProviderAt(config.identityProvider.jwksUrl)] : []),
    ...(config.eseal ? [sealInFile(config.eseal, db, () => {})] : []),
  ]
  return Promise.all(
    all.map(async ({ name, look }) => {
      const { fault: wrong, detail } = await look(new Date())
      if (!wrong) return well(name, 'works')
      const says = detail ?? wrong
      const todo = 'What needs it waits meanwhile: look at its settings in docs/operate.md.'
      return wrong === 'ends-soon'
        ? warning(name, says, 'Get the next one in time.')
        : fault(name, says, todo)
    }),
  )
}
