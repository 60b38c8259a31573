import type { FastifyReply } from 'fastify'
import type { Tx } from '../../db/client.ts'
import { idempotencyKeys, type KeptAnswer } from '../../db/schema/platform.ts'
import { Refusal } from '../../errors.ts'
import type { Actor } from '../auth/access.ts'
import type { Signer } from '../signing/signer.ts'
import { say } from './words.ts'

/** An answer as it was sent. */
export type Sent = { status: number; headers: Record<string, string>; body: string }

/** Thrown when a request was answered before: the earlier answer is sent again. */
export class Replay extends Error {
  readonly #sent: Sent

  constructor(sent: Sent) {
    super('answered before')
    this.#sent = sent
  }

  send(reply: FastifyReply): FastifyReply {
    const { status, headers, body } = this.#sent
    return reply
      .code(status)
      .headers({ ...headers, 'idempotency-replayed': 'true' })
      .send(body)
  }
}

type Held = { tx: Tx; actor: Actor }
type Work<T> = (tx: Tx, actor: Actor) => Promise<T>
/** Runs a transaction, again while `mayRepeat` says so and it gets into another one's way. */
type Transact = (work: Work<void>, mayRepeat: () => boolean) => Promise<void>

/** Who asked, under which key and for what. */
type Asked = { organisationId: string; clientId: string; key: string | null; fingerprint: string }

/**
 * The answer to one request that writes. The transaction of its last write stays open until the answer is made, keeps it
 * under the request's Idempotency-Key, where it has one, and is committed with it.
 */
export class PendingAnswer {
  readonly #asked: Asked
  readonly #signer: Signer
  readonly #isSecret: boolean
  readonly #now: () => Date
  #held: Held | null = null
  /** Whether nothing was changed, since it had been done before. */
  unchanged = false
  #told = Promise.withResolvers<Sent | null>()
  #ended: Promise<void> = Promise.resolve()

  /** `isSecret`: the answer is kept encrypted. */
  constructor(
    asked: Asked,
    { signer, isSecret, now }: { signer: Signer; isSecret: boolean; now: () => Date },
  ) {
    this.#asked = { ...asked }
    this.#signer = signer
    this.#isSecret = isSecret
    this.#now = now
  }

  get key(): string | null {
    return this.#asked.key
  }

  /** The transaction that waits for the answer, and as whom it acts. */
  get held(): Held | null {
    return this.#held
  }

  /** What the key stands for, where that is known only once the body was read. */
  standFor(fingerprint: string): void {
    this.#asked.fingerprint = fingerprint
  }

  /** Throws what was answered before under the key, or a refusal where it came with another request. */
  async repeat({ fingerprint, answered, status, headers, body }: KeptAnswer): Promise<never> {
    if (fingerprint !== this.#asked.fingerprint) throw new Refusal('key-reused', say('take-new-key'))
    if (status === null || body === null) throw new Refusal('wrong-state', say('answer-lost'))
    throw new Replay({
      status,
      headers: headers ?? {},
      body: answered ? body : await this.#signer.reveal(body),
    })
  }

  /** Does the work in a transaction, and leaves that open; `give` or `drop` ends it. */
  hold<T>(transact: Transact, work: Work<T>): Promise<T> {
    const done = Promise.withResolvers<T>()
    this.#told = Promise.withResolvers()
    let isHandedOver = false
    this.#ended = transact(
      async (tx, actor) => {
        const value = await work(tx, actor)
        isHandedOver = true
        this.#held = { tx, actor }
        done.resolve(value)
        const sent = await this.#told.promise.finally(() => {
          this.#held = null
        })
        if (sent) await this.#keep(tx, sent)
      },
      () => !isHandedOver,
    )
    this.#ended.catch(done.reject)
    return done.promise
  }

  /** Keeps the answer, and commits; rejects where the database did not, and then nothing was written. */
  async give(sent: Sent): Promise<void> {
    this.#told.resolve(sent)
    await this.#ended
  }

  /** Takes back what was written: there is no answer to it. */
  async drop(reason: unknown): Promise<void> {
    this.#told.reject(reason)
    await this.#ended.catch(() => {})
  }

  async #keep(tx: Tx, { status, headers, body }: Sent): Promise<void> {
    const { organisationId, clientId, key, fingerprint } = this.#asked
    if (key === null) return
    // What is encrypted does not count as answered: a process of the release before would send it as it is.
    const answered = !this.#isSecret
    const kept = await tx
      .insert(idempotencyKeys)
      .values({
        organisationId,
        clientId,
        key,
        fingerprint,
        answered,
        status,
        headers,
        body: answered ? body : await this.#signer.conceal(body),
        createdAt: this.#now(),
      })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key })
    // Only a process of the release before does not wait for its turn.
    if (kept.length === 0) throw new Refusal('wrong-state', say('answer-lost'))
  }
}
