import { draftAgreement, signAgreement } from '../../src/commands/demo/agree.ts'
import { apiClient, type Credentials } from '../../src/commands/demo/api-client.ts'
import { assessOutcomes } from '../../src/commands/demo/assess.ts'
import { issueCertificate } from '../../src/commands/demo/certify.ts'
import { submitEvidence } from '../../src/commands/demo/document.ts'
import { hostByClient } from '../../src/commands/demo/hosts/host-by-client.ts'
import { claimOutcomes } from '../../src/commands/demo/identify.ts'
import { readMeasure } from '../../src/commands/demo/measure.ts'
import {
  hostsOf,
  type Party,
  registerMobility,
  registerParty,
  sendingOf,
} from '../../src/commands/demo/register.ts'
import { decideOutcomes } from '../../src/commands/demo/validate.ts'
import { sampleCohort } from '../setup/sample-cohort.ts'

/** Those who act for the school by name, and whoever speaks for it as a whole. */
type Tokens = string[]

/**
 * Gives the service a school with one learner who has a certificate and one whose case takes evidence; what is written
 * of them goes to `folder`. Returns tokens of all who act for the school.
 */
export async function makeSchool(url: string, operator: Credentials, folder: string): Promise<Tokens> {
  const anyone = apiClient(url)
  const measure = await readMeasure(anyone)
  const [first, second] = await sampleCohort(measure)
  if (!first || !second) throw new Error('the sample has no two learners')
  const both = [first, second]
  const enter = (organisation: ReturnType<typeof sendingOf>) =>
    registerParty(url, apiClient(url, operator), organisation)
  const school = await enter(sendingOf(both))
  const hosts = await Promise.all(hostsOf(both).map(enter))
  const begin = async (participant: typeof first) => {
    const registered = await registerMobility(participant, school, hosts.map(hostByClient))
    await draftAgreement(registered, school)
    await signAgreement(registered, school, anyone)
    return claimOutcomes(registered, school, anyone)
  }
  const made = await begin(first)
  await submitEvidence(made, school, anyone, measure)
  await issueCertificate(await decideOutcomes(await assessOutcomes(made, school), school), school, folder)
  await begin(second)
  return tokensOf(url, school)
}

async function tokensOf(url: string, { client }: Party): Promise<Tokens> {
  const { id, secret } = await client.post<{ id: string; secret: string }>('/v1/clients', {
    name: 'Client One',
    scopes: ['read', 'register', 'recognise', 'administer'],
  })
  const { items } = await client.get<{ items: { id: string }[] }>('/v1/members')
  return Promise.all([null, ...items].map((member) => tokenOf(url, id, secret, member?.id)))
}

/** An access token of a client, for its organisation or for one member of it. */
export async function tokenOf(url: string, id: string, secret: string, member?: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret })
  if (member) body.set('member', member)
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body })
  const { access_token } = (await answer.json()) as { access_token: string }
  return access_token
}
