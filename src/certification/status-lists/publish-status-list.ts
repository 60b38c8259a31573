import type { Services } from '../../context.ts'
import { asStranger } from '../../db/tenancy.ts'
import { notFound } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import { signAsJwt, signTokenStatusList, signWithProof } from '../certificates/sign-credential.ts'
import { didOf } from '../documents/credentials/did.ts'
import { statusListCredential, statusListEnd, statusListUrl } from '../documents/credentials/status-list.ts'
import { type StatusListState, statusListState } from './store.ts'

/** As Bitstring Status List in either signed form, or as the Token Status List that wallets read. */
export type StatusListForm = 'jwt' | 'proof' | 'token'
/** Who signs a list: the service, or the organisation whose certificates are in it. */
export type ListIssuer = 'service' | 'organisation'
type Published = { kid: string; revoked: number; validUntil: string; body: string; etag: string }

/** A list that nobody asked for lately is signed again when it is asked for. */
const KEPT_LISTS = 200

/**
 * Publishes status lists: at every request the register tells how many of one are revoked, and only when these are more
 * than before, the key was rotated, or its time runs out, it is read whole and signed anew. A list that no issued certificate is in
 * does not exist. Each list is signed by the organisation whose it is, and by the service for certificates that it issued
 * in its own name: `issuer` says by whom.
 */
export function statusListPublisher(
  services: Pick<Services, 'db' | 'now' | 'signer' | 'hashForProof' | 'publicUrl'>,
): (list: string, form: StatusListForm, issuer: ListIssuer) => Promise<Published> {
  const kept = new Map<string, Published>()
  return async (list, form, issuer) => {
    const organisationId = issuer === 'service' ? null : list.split('.')[0]!
    const kid = await signingKey(organisationId, form === 'proof' ? 'proof' : 'credential')
    const slot = `${form} ${issuer} ${list}`
    const before = kept.get(slot)
    const validUntil = statusListEnd(services.now()).toISOString()
    const known = before?.kid === kid && before.validUntil === validUntil ? before : null
    const found = await asStranger(services.db, (tx) => statusListState(tx, list, known?.revoked ?? null))
    if (!found) throw notFound('status-list')
    kept.delete(slot)
    const now =
      known && !found.revoked
        ? known
        : await publish(form, list, didOf(services.publicUrl, organisationId), kid, validUntil, found)
    kept.set(slot, now)
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value!)
    return now
  }

  /** A stranger's question makes no keys: an organisation that has none has signed no list. */
  async function signingKey(organisationId: string | null, purpose: 'proof' | 'credential'): Promise<string> {
    if (organisationId !== null && (await services.signer.publishedBy(organisationId)).length === 0)
      throw notFound('status-list')
    return services.signer.keyIdOf(organisationId, purpose)
  }

  async function publish(
    form: StatusListForm,
    list: string,
    issuerDid: string,
    kid: string,
    validUntil: string,
    { changedAt, revoked, count }: StatusListState,
  ): Promise<Published> {
    const validFrom = changedAt.toISOString()
    const url = statusListUrl(services.publicUrl, list, issuerDid)
    const body =
      form === 'token'
        ? await signTokenStatusList(services, issuerDid, {
            url,
            revoked: revoked ?? [],
            since: validFrom,
            until: validUntil,
          })
        : await signBitstring(form, {
            url,
            issuerDid,
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
