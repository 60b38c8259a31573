import type { Config } from '../../config.ts'
import type { Signer } from '../../platform/signing/signer.ts'
import { type Finding, fault, messageOf, warning, well } from './finding.ts'

const PATIENCE_MS = 10_000

/** PUBLIC_URL: whether others can open it, and whether it leads to this service, with the keys that its database has. */
export async function lookAtAddress({ publicUrl }: Config, signer: Signer | null): Promise<Finding> {
  const { protocol, hostname } = new URL(publicUrl)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (!isLocal && protocol !== 'https:')
    return fault(
      'PUBLIC_URL',
      `${publicUrl} is not encrypted`,
      'Put a proxy with TLS before it: docs/operate.md.',
    )
  const answered = await keysAt(publicUrl).catch((error: unknown) => messageOf(error))
  if (typeof answered === 'string') {
    const todo = 'Start the service, and let the proxy pass PUBLIC_URL with its whole path on to it.'
    return (isLocal ? warning : fault)('PUBLIC_URL', `${publicUrl} does not answer: ${answered}`, todo)
  }
  const own = signer?.published().map(({ kid }) => kid) ?? []
  if (signer && !own.some((kid) => answered.some((named) => named.endsWith(kid))))
    return fault(
      'PUBLIC_URL',
      `${publicUrl} leads to another service`,
      'Name the address of this one, or mend the proxy.',
    )
  return isLocal
    ? warning(
        'PUBLIC_URL',
        `${publicUrl} opens on this machine alone`,
        'Set it before the first certificate, which prints it.',
      )
    : well('PUBLIC_URL', `${publicUrl} leads here`)
}

async function keysAt(publicUrl: string): Promise<string[]> {
  const answer = await fetch(`${publicUrl}/.well-known/jwks.json`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  const { keys } = (await answer.json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}
