import { errors } from 'jose'
import { askWithin, type Database } from '../../db/client.ts'
import type { KeyPurpose, PublishedKey, SigningKey } from './key.ts'
import { readKeys } from './keys.ts'

/** The keys of the service as they were a few seconds ago at most. */
export type KeyRing = {
  /** Sees what another process changed, unless it looked just now. */
  refresh(): Promise<void>
  published(): PublishedKey[]
  /** The key that signs for this purpose now. */
  current(purpose: KeyPurpose): SigningKey
  /** The key with this id, also when it was retired after it was last current. */
  held(kid: string): SigningKey | undefined
  /** The published key with this id, looked for anew; rejects with jose's JWKSNoMatchingKey where there is none. */
  find(kid: string | undefined, purpose: KeyPurpose): Promise<PublishedKey>
}

/** Another process may have rotated a key since we last looked; nobody can make us look more often than this. */
const LOOK_AGAIN_AFTER_MS = 5_000

/** Throws `CannotStart` when the keys do not open with the secret. `clock` counts milliseconds. */
export async function openKeyRing(db: Database, secret: Uint8Array, clock: () => number): Promise<KeyRing> {
  let keys = await readKeys(db.owner, secret)
  let readAt = clock()
  // A key that is retired while a document is being signed with it signs that one to the end.
  const held = new Map<string, SigningKey>()
  const hold = () => {
    for (const key of keys.signing) held.set(key.kid, key)
  }
  hold()
  let reading: Promise<void> | null = null

  async function refresh(): Promise<void> {
    if (reading) return reading
    if (clock() - readAt <= LOOK_AGAIN_AFTER_MS) return
    readAt = clock()
    reading = askWithin(db, () => readKeys(db.owner, secret))
      .then((read) => {
        keys = read
        hold()
      })
      .finally(() => {
        reading = null
      })
    return reading
  }

  return {
    refresh,
    published: () => keys.published,
    current(purpose) {
      const key = keys.signing.find((signing) => signing.purpose === purpose)
      if (!key) throw new Error(`There is no ${purpose} key.`)
      return key
    },
    held: (kid) => held.get(kid),
    async find(kid, purpose) {
      await refresh()
      const key = keys.published.find((published) => published.kid === kid && published.purpose === purpose)
      if (!key) throw new errors.JWKSNoMatchingKey()
      return key
    },
  }
}
