import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { notFound } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import { signAsJwt, signTokenStatusList, signWithProof } from '../certificates/sign-credential.ts'
import { didOf } from '../documents/credentials/did.ts'
import { statusListCredential } from '../documents/credentials/status-list.ts'
import { type StatusListState, statusListState } from './store.ts'

/** As Bitstring Status List in either signed form, or as the Token Status List that wallets read. */
export type StatusListForm = 'jwt' | 'proof' | 'token'
type Published = { kid: string; revoked: number; body: string; etag: string }

/** A list that nobody asked for lately is signed again when it is asked for. */
const KEPT_LISTS = 200

/**
 * Publishes status lists: at every request the register tells how many of one are revoked, and only when these are more
 * than before, or the key was rotated, it is read whole and signed anew. A list that no issued certificate is in does not exist.
 */
export function statusListPublisher(
  services: Pick<Services, 'db' | 'signer' | 'hashForProof' | 'publicUrl'>,
): (list: string, form: StatusListForm) => Promise<Published> {
  const kept = new Map<string, Published>()
  return async (list, form) => {
    await services.signer.refresh()
    const kid = services.signer.keyId(form === 'proof' ? 'proof' : 'credential')
    const slot = `${form} ${list}`
    const before = kept.get(slot)
    const known = before?.kid === kid ? before : null
    const found = await asStranger(services.db, (tx) => statusListState(tx, list, known?.revoked ?? null))
    if (!found) throw notFound('status-list')
    kept.delete(slot)
    const now = known && !found.revoked ? known : await publish(form, list, kid, found)
    kept.set(slot, now)
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value!)
    return now
  }

  async function publish(
    form: StatusListForm,
    list: string,
    kid: string,
    { changedAt, revoked, count }: StatusListState,
  ): Promise<Published> {
    const validFrom = changedAt.toISOString()
    const url = `${services.publicUrl}/v1/status-lists/${list}`
    const body =
      form === 'token'
        ? await signTokenStatusList(services, { url, revoked: revoked ?? [], since: validFrom })
        : await signBitstring(form, {
            url,
            issuerDid: didOf(services.publicUrl),
            revoked: revoked ?? [],
            validFrom,
          })
    return { kid, revoked: count, body, etag: `"${sha256(body)}"` }
  }

  function signBitstring(form: 'jwt' | 'proof', list: Parameters<typeof statusListCredential>[0]) {
    const credential = statusListCredential(list)
    return form === 'jwt'
      ? signAsJwt(services, credential)
      : signWithProof(services, credential, list.validFrom)
  }
}
