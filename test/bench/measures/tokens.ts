import { insertClient } from '../../../src/parties/organisations/clients/store.ts'
import { insertOrganisation } from '../../../src/parties/organisations/store.ts'
import { issueToken } from '../../../src/parties/sign-in/issue-token.ts'
import { keepSecret, matchesSecret, newSecret } from '../../../src/platform/auth/secrets.ts'
import { cpuOf } from '../measure.ts'
import type { Bench, Row } from '../row.ts'
import { openService } from '../service.ts'

const strangers = { of: () => ({ failures: 0, lastAt: new Date(0) }), note: () => {} }

/** Tokens: CPU of the service; that of the database is its own. */
export async function measureTokens(bench: Bench): Promise<Row[]> {
  const { services, db } = await openService(bench)
  const now = new Date()
  const of = { name: 'Parauga tehnikums', country: 'LV', createdAt: now, updatedAt: now }
  const { id: organisationId } = await insertOrganisation(db.owner, of)
  const secret = newSecret()
  const secretHash = keepSecret(secret)
  const values = { organisationId, name: 'Client One', secretHash, scopes: ['read' as const], createdAt: now }
  const client = await insertClient(db.owner, values)
  const asked = {
    clientId: client.id,
    proof: { secret },
    member: null,
    subjectToken: null,
    scope: null,
    address: '127.0.0.1',
    requestId: 'bench',
  }
  const token = () => issueToken(services, strangers, asked)
  const times = bench.quick ? 500 : 3000
  for (let warm = 0; warm < times; warm++) await token()
  const sign = () => services.signer.sign('token', { sub: client.id }, { typ: 'at+jwt' })
  return [
    {
      what: 'a secret compared with its digest',
      unit: 'ms CPU',
      floor: null,
      ours: await cpuOf(() => matchesSecret(secret, secretHash), times),
      reach: { atMost: 0.5, of: 'ours' },
    },
    {
      what: 'a token from proof to signature, to the signature alone',
      unit: 'ms CPU',
      floor: await cpuOf(sign, times),
      ours: await cpuOf(token, times),
      reach: { atMost: 0.5, of: 'ours' },
    },
  ]
}
