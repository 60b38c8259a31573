import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { notFound } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import { signAsJwt, signTokenStatusList, signWithProof } from '../certificates/sign-credential.ts'
import { didOf } from '../documents/credentials/did.ts'
import { statusListCredential } from '../documents/credentials/status-list.ts'
import { statusListState } from './store.ts'

/** As Bitstring Status List in either signed form, or as the Token Status List that wallets read. */
export type StatusListForm = 'jwt' | 'proof' | 'token'
type Published = { state: string; body: string; etag: string }

/** A list that nobody asked for lately is signed again when it is asked for. */
const KEPT_LISTS = 200

/**
 * Publishes status lists: each is read from the register at every request, and signed anew only when a certificate in it
 * was revoked since or the key was rotated. A list that no issued certificate is in does not exist.
 */
export function statusListPublisher(
  services: Pick<Services, 'db' | 'signer' | 'hashForProof' | 'publicUrl'>,
): (list: string, form: StatusListForm) => Promise<Published> {
  const kept = new Map<string, Published>()
  return async (list, form) => {
    const found = await asStranger(services.db, (tx) => statusListState(tx, list))
    if (!found) throw notFound('status-list')
    await services.signer.refresh()
    const kid = services.signer.keyId(form === 'proof' ? 'proof' : 'credential')
    const validFrom = found.changedAt.toISOString()
    const state = `${kid} ${validFrom} ${found.revoked.length}`
    const slot = `${form} ${list}`
    const before = kept.get(slot)
    kept.delete(slot)
    const now = before?.state === state ? before : await sign(form, list, validFrom, found.revoked, state)
    kept.set(slot, now)
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value!)
    return now
  }

  async function sign(
    form: StatusListForm,
    list: string,
    validFrom: string,
    revoked: number[],
    state: string,
  ): Promise<Published> {
    const url = `${services.publicUrl}/v1/status-lists/${list}`
    const body =
      form === 'token'
        ? await signTokenStatusList(services, { url, revoked, since: validFrom })
        : await signBitstring(form, { url, issuerDid: didOf(services.publicUrl), revoked, validFrom })
    return { state, body, etag: `"${sha256(body)}"` }
  }

  function signBitstring(form: 'jwt' | 'proof', list: Parameters<typeof statusListCredential>[0]) {
    const credential = statusListCredential(list)
    return form === 'jwt'
      ? signAsJwt(services, credential)
      : signWithProof(services, credential, list.validFrom)
  }
}
