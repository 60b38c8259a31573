import { errors } from 'jose'
import { askWithin, type Database } from '../../db/client.ts'
import { makeIssuerKeys, readCompromised, readIssuerKeys } from './issuer-keys.ts'
import {
  asPublished,
  type IssuingPurpose,
  type KeptKey,
  openPrivateKey,
  type PublishedKey,
  type SigningKey,
} from './key.ts'

/** The keys of organisations: each as it was a few seconds ago at most, and which others may know, of all. */
export type IssuerRing = {
  /** Sees which keys were found compromised meanwhile, unless it looked just now. */
  refresh(): Promise<void>
  compromised(): PublishedKey[]
  /** The keys of an organisation, the newest first; none where it has never issued. */
  publishedBy(organisationId: string): Promise<PublishedKey[]>
  /** The key that signs for the organisation now; made where it has none yet. */
  current(organisationId: string, purpose: IssuingPurpose): Promise<SigningKey>
  /** A key that was current a short while ago. */
  held(kid: string): SigningKey | undefined
  /** The key of the organisation with this id; rejects with jose's JWKSNoMatchingKey where it has no such key. */
  find(organisationId: string, kid: string | undefined, purpose: IssuingPurpose): Promise<PublishedKey>
}

/** In milliseconds: as for the keys of the service, another process may have changed them. */
const LOOK_AGAIN_AFTER = 5_000
/** Of so many organisations this process keeps the keys: of those that it needed last. */
const KEPT = 2_000

type Read = { keys: KeptKey[]; readAt: number }

/**
 * `clock` counts milliseconds; the keys of `most` organisations are kept. Reads the keys of the organisations that are asked
 * for, and never those of all.
 */
export function openIssuerRing(
  db: Database,
  secret: Uint8Array,
  clock: () => number,
  most = KEPT,
): IssuerRing {
  const kept = new Map<string, Read>()
  const held = new Map<string, SigningKey>()
  const reading = new Map<string, Promise<Read>>()
  let compromised = new Map<string, PublishedKey>()
  let comparedAt = Number.NEGATIVE_INFINITY
  let comparing: Promise<void> | null = null

  async function refresh(): Promise<void> {
    if (comparing) return comparing
    if (clock() - comparedAt <= LOOK_AGAIN_AFTER) return
    const askedAt = clock()
    comparing = askWithin(db, () => readCompromised(db.owner))
      .then((keys) => {
        compromised = new Map(keys.map((key) => [key.kid, key]))
        comparedAt = askedAt
      })
      .finally(() => {
        comparing = null
      })
    return comparing
  }

  const isRecent = ({ readAt }: Read) => clock() - readAt <= LOOK_AGAIN_AFTER

  async function read(organisationId: string): Promise<Read> {
    const readAt = clock()
    const keys = await askWithin(db, () => readIssuerKeys(db.owner, organisationId))
    // Strangers may name any organisation: those that have no keys take no other's place.
    if (keys.length > 0) keep(kept, organisationId, { keys, readAt }, most)
    return { keys, readAt }
  }

  /** One reading, however many wait for it. */
  function readOnce(organisationId: string): Promise<Read> {
    const under = reading.get(organisationId)
    if (under) return under
    const begun = read(organisationId).finally(() => reading.delete(organisationId))
    reading.set(organisationId, begun)
    return begun
  }

  async function recent(organisationId: string): Promise<KeptKey[]> {
    const known = kept.get(organisationId)
    return (known && isRecent(known) ? known : await readOnce(organisationId)).keys
  }

  async function signing(organisationId: string, purpose: IssuingPurpose): Promise<KeptKey> {
    const signs = (key: KeptKey) => key.purpose === purpose && key.retiredAt === null
    const known = (await recent(organisationId)).find(signs)
    if (known) return known
    await askWithin(db, () => makeIssuerKeys(db.owner, organisationId, secret, new Date(clock())))
    // Not the reading of somebody who began before they were made.
    const made = (await read(organisationId)).keys.find(signs)
    if (!made) throw new Error(`The organisation ${organisationId} has no ${purpose} key.`)
    return made
  }

  return {
    refresh,
    compromised: () => [...compromised.values()],
    publishedBy: async (organisationId) => (await recent(organisationId)).map(asPublished),
    async current(organisationId, purpose) {
      const key = await signing(organisationId, purpose)
      const privateKey = held.get(key.kid)?.privateKey ?? (await openPrivateKey(key.privateJwe, secret))
      const opened = { ...asPublished(key), privateKey }
      keep(held, key.kid, opened, 2 * most)
      return opened
    },
    held: (kid) => held.get(kid),
    async find(organisationId, kid, purpose) {
      await refresh()
      const isMeant = (key: KeptKey) => key.kid === kid && key.purpose === purpose
      const known = kept.get(organisationId)
      // A key never changes: only one that is not known is looked for.
      const key = known?.keys.find(isMeant) ?? (await recent(organisationId)).find(isMeant)
      if (!key) throw new errors.JWKSNoMatchingKey()
      return compromised.get(key.kid) ?? asPublished(key)
    },
  }
}

/** What was kept first goes first, and what is kept anew counts as the last. */
function keep<Value>(all: Map<string, Value>, key: string, value: Value, most: number): void {
  all.delete(key)
  all.set(key, value)
  if (all.size > most) all.delete(all.keys().next().value!)
}
