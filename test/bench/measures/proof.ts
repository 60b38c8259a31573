import { createHash } from 'node:crypto'
import { canonize } from 'rdf-canonize'
import { badgeDataset } from '../../../src/certification/documents/credentials/badge-dataset.ts'
import { hashForProof } from '../../../src/certification/documents/credentials/hash-for-proof.ts'
import { readVocabulary } from '../../../src/certification/documents/credentials/vocabulary.ts'
import { badge } from '../../certification/certificates/credentials/issuer.ts'
import { sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { cpuOf } from '../measure.ts'
import type { Bench, Row } from '../row.ts'

const options = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2026-11-05T09:30:00Z',
  verificationMethod: 'did:web:certificates.example#key',
  proofPurpose: 'assertionMethod',
}

export async function measureProof({ quick }: Bench): Promise<Row[]> {
  const many = Array.from({ length: 50 }, (_, n) => {
    const sample = sampleSnapshot()
    const id = `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
    return JSON.parse(JSON.stringify(badge({ id, outcomes: sample.outcomes.slice(0, 5) })))
  })
  const texts = many.map((document) => JSON.stringify(document))
  const vocabulary = await readVocabulary()
  const datasets = many.map((document) => badgeDataset(document, vocabulary)!)
  const rounds = quick ? 4 : 20
  const inTurn = async (work: (place: number) => Promise<unknown>) => {
    for (const place of many.keys()) await work(place)
  }
  const ours = await cpuOf(() => inTurn((place) => hashForProof(texts[place]!, options)), rounds)
  const floor = await cpuOf(
    () =>
      inTurn(async (place) => {
        const canonical = await canonize(datasets[place]!, { algorithm: 'RDFC-1.0' })
        createHash('sha256').update(canonical).digest()
      }),
    rounds,
  )
  const what = 'what the proof of a badge of five outcomes signs, to quads that lie ready'
  const row = { what, unit: 'ms CPU', floor: floor / many.length, ours: ours / many.length }
  return [{ ...row, reach: { atMost: 2, of: 'ours' } }]
}
