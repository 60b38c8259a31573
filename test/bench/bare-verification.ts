import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import type { JWK } from 'jose'
import { base58btc } from 'multiformats/bases/base58'
import postgres from 'postgres'
import { canonize } from 'rdf-canonize'
import { badgeDataset } from '../../src/certification/documents/credentials/badge-dataset.ts'
import { hashForProof } from '../../src/certification/documents/credentials/hash-for-proof.ts'
import { readVocabulary } from '../../src/certification/documents/credentials/vocabulary.ts'
import type { Services } from '../../src/context.ts'
import { filledSchool, type Issued } from './issue-some.ts'
import type { Bench } from './row.ts'
import { bareRoute } from './service.ts'

type Signed = { key: KeyObject; data: Uint8Array; signature: Uint8Array }

/**
 * The floors of verification, each a route and nothing beside it: one prepared query by an index, which reads the row that
 * is told of, and for files the hash of what was sent and one check of a signature. What is signed was taken out of the
 * files beforehand; a badge is put into its canonical form from quads that lie ready. Answers at which port it listens.
 */
export async function bareVerification(
  bench: Bench,
  { signer, db }: Services,
  issued: Issued[],
): Promise<number> {
  const sql = postgres(db.url!, { max: 10 })
  bench.afterwards(() => sql.end())
  const keys = await signer.publishedBy(filledSchool)
  const keyOf = (purpose: string) => {
    const { jwk } = keys.find((key) => key.purpose === purpose)!
    return createPublicKey({ key: jwk as JWK, format: 'jwk' })
  }
  const jws = new Map(issued.map(({ id, jwt }) => [id, signedJwt(jwt.bytes, keyOf('credential'))]))
  const badges = new Map(
    await Promise.all(issued.map(async (of) => [of.id, await signedBadge(of, keyOf('proof'))] as const)),
  )
  const byId = async (id: string) => {
    const [row] = await sql`select number, snapshot from certificates where id = ${id}`
    return { number: row?.number }
  }
  type ById = { Params: { id: string }; Body: Buffer }
  return bareRoute(bench, (instance) => {
    instance.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 10_000_000 }, (_request, body, done) =>
      done(null, body),
    )
    instance.get<{ Params: { code: string } }>('/code/:code', async ({ params }) => {
      const [row] = await sql`select number, snapshot from certificates where code = ${params.code}`
      return { number: row?.number }
    })
    for (const form of ['jwt', 'pdf'])
      instance.post<ById>(`/${form}/:id`, { bodyLimit: 10_000_000 }, async ({ params, body }) => {
        hash('sha256', body, 'hex')
        const { key, data, signature } = jws.get(params.id)!
        if (!verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature))
          throw new Error('The floor is broken')
        return byId(params.id)
      })
    instance.post<ById>('/badge/:id', { bodyLimit: 10_000_000 }, async ({ params, body }) => {
      hash('sha256', body, 'hex')
      const { key, dataset, options, signature } = badges.get(params.id)!
      const canonical = await canonize(dataset, { algorithm: 'RDFC-1.0' })
      const data = Buffer.concat([options, hash('sha256', canonical, 'buffer')])
      if (!verify(null, data, key, signature)) throw new Error('The floor is broken')
      return byId(params.id)
    })
  })
}

function signedJwt(bytes: Uint8Array, key: KeyObject): Signed {
  const [header, payload, signature = ''] = Buffer.from(bytes).toString().split('.')
  return { key, data: Buffer.from(`${header}.${payload}`), signature: Buffer.from(signature, 'base64url') }
}

async function signedBadge({ badge }: Issued, key: KeyObject) {
  const { proof, ...document } = JSON.parse(Buffer.from(badge.bytes).toString())
  const { proofValue, ...options } = proof[0]
  const vocabulary = await readVocabulary()
  const dataset = badgeDataset(document, vocabulary)!
  const whole = await hashForProof(JSON.stringify(document), options)
  return { key, dataset, options: whole!.subarray(0, 32), signature: base58btc.decode(proofValue) }
}
