import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { notFound } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import { signAsJwt, signTokenStatusList, signWithProof } from '../certificates/sign-credential.ts'
import { didOf } from '../documents/credentials/did.ts'
import { statusListCredential, statusListEnd } from '../documents/credentials/status-list.ts'
import { type StatusListState, statusListState } from './store.ts'

/** As Bitstring Status List in either signed form, or as the Token Status List that wallets read. */
export type StatusListForm = 'jwt' | 'proof' | 'token'
type Published = { kid: string; revoked: number; validUntil: string; body: string; etag: string }

/** A list that nobody asked for lately is signed again when it is asked for. */
const KEPT_LISTS = 200

/**
 * Publishes status lists: at every request the register tells how many of one are revoked, and only when these are more
 * than before, the key was rotated, or its time runs out, it is read whole and signed anew. A list that no issued certificate is in does not exist.
 */
export function statusListPublisher(
  services: Pick<Services, 'db' | 'now' | 'signer' | 'hashForProof' | 'publicUrl'>,
): (list: string, form: StatusListForm) => Promise<Published> {
  const kept = new Map<string, Published>()
  return async (list, form) => {
    await services.signer.refresh()
    const kid = services.signer.keyId(form === 'proof' ? 'proof' : 'credential')
    const slot = `${form} ${list}`
    const before = kept.get(slot)
    const validUntil = statusListEnd(services.now()).toISOString()
    const known = before?.kid === kid && before.validUntil === validUntil ? before : null
    const found = await asStranger(services.db, (tx) => statusListState(tx, list, known?.revoked ?? null))
    if (!found) throw notFound('status-list')
    kept.delete(slot)
    const now = known && !found.revoked ? known : await publish(form, list, kid, validUntil, found)
    kept.set(slot, now)
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value!)
    return now
  }

  async function publish(
    form: StatusListForm,
    list: string,
    kid: string,
    validUntil: string,
    { changedAt, revoked, count }: StatusListState,
  ): Promise<Published> {
    const validFrom = changedAt.toISOString()
    const url = `${services.publicUrl}/v1/status-lists/${list}`
    const body =
      form === 'token'
        ? await signTokenStatusList(services, {
            url,
            revoked: revoked ?? [],
            since: validFrom,
            until: validUntil,
          })
        : await signBitstring(form, {
            url,
            issuerDid: didOf(services.publicUrl),
            revoked: revoked ?? [],
            validFrom,
            validUntil,
          })
    return { kid, revoked: count, validUntil, body, etag: `"${sha256(body)}"` }
  }

  function signBitstring(form: 'jwt' | 'proof', list: Parameters<typeof statusListCredential>[0]) {
    const credential = statusListCredential(list)
    return form === 'jwt'
      ? signAsJwt(services, credential)
      : signWithProof(services, credential, list.validFrom)
  }
}
