import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { sha256 } from '../../platform/hash.ts'
import { signAsJwt, signWithProof } from '../certificates/sign-credential.ts'
import { statusListEnd } from '../documents/credentials/status-list.ts'
import { REGISTRY_PAGE, type RegistryPage, registryCredential, viewIssuer } from './registry.ts'
import { listIssuers } from './store.ts'

export type RegistryForm = 'jwt' | 'proof'
type Published = { content: string; body: string; etag: string }

/** A page that nobody asked for lately is signed again when it is asked for. */
const KEPT_PAGES = 200
const DAY = 24 * 3_600_000

/**
 * Publishes the registry of issuers in numbered pages, so that strangers can have no others made than there are. Each is
 * read at every request, by one statement, and signed by the service anew only when it says something else, the key was
 * rotated, or its time runs out.
 */
export function registryPublisher(
  services: Pick<Services, 'db' | 'now' | 'signer' | 'hashForProof' | 'publicUrl'>,
): (number: number, form: RegistryForm) => Promise<Published> {
  const kept = new Map<string, Published>()
  return async (number, form) => {
    const { publicUrl, signer } = services
    await signer.refresh()
    const kid = signer.keyId(form === 'proof' ? 'proof' : 'credential')
    const rows = await asStranger(services.db, (tx) =>
      listIssuers(tx, (number - 1) * REGISTRY_PAGE, REGISTRY_PAGE),
    )
    const shown = rows.slice(0, REGISTRY_PAGE)
    const address = (page: number) =>
      `${publicUrl}/.well-known/issuers.json${page === 1 ? '' : `?page=${page}`}`
    const page: RegistryPage = {
      url: address(number),
      next: rows.length > shown.length ? address(number + 1) : null,
      issuers: shown.map((row) => viewIssuer(publicUrl, row)),
    }
    const end = statusListEnd(services.now())
    const validUntil = end.toISOString()
    const content = sha256(JSON.stringify([kid, validUntil, page]))
    const slot = `${form} ${number}`
    const before = kept.get(slot)
    kept.delete(slot)
    const now = before?.content === content ? before : await publish()
    kept.set(slot, now)
    if (kept.size > KEPT_PAGES) kept.delete(kept.keys().next().value!)
    return now

    async function publish(): Promise<Published> {
      const changes = shown.map(({ updatedAt }) => updatedAt.getTime())
      const validFrom = new Date(Math.max(end.getTime() - DAY, ...changes)).toISOString()
      const credential = registryCredential(publicUrl, page, { validFrom, validUntil })
      const body =
        form === 'jwt'
          ? await signAsJwt(services, credential)
          : await signWithProof(services, credential, validFrom)
      return { content, body, etag: `"${sha256(body)}"` }
    }
  }
}
