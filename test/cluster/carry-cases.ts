import { draftAgreement, signAgreement } from '../../src/commands/demo/agree.ts'
import { apiClient } from '../../src/commands/demo/api-client.ts'
import { assessOutcomes } from '../../src/commands/demo/assess.ts'
import { issueCertificate } from '../../src/commands/demo/certify.ts'
import { submitEvidence } from '../../src/commands/demo/document.ts'
import { hostByClient } from '../../src/commands/demo/hosts/host-by-client.ts'
import { claimOutcomes } from '../../src/commands/demo/identify.ts'
import type { Participant } from '../../src/commands/demo/input/read-marks.ts'
import { type Measure, readMeasure } from '../../src/commands/demo/measure.ts'
import {
  hostsOf,
  type Party,
  registerMobility,
  registerParty,
  sendingOf,
} from '../../src/commands/demo/register.ts'
import { decideOutcomes } from '../../src/commands/demo/validate.ts'
import { sampleCohort } from '../setup/sample-cohort.ts'

type Size = { cases: number; clients: number; folder: string }

/**
 * Takes so many cases to their certificates, by clients that each use one of the addresses in turn; returns how many got
 * there. `begun` is called once the organisations are there.
 */
export async function carryCases(
  urls: [string, string],
  operator: { id: string; secret: string },
  { cases, clients, folder }: Size,
  begun: () => void,
): Promise<number> {
  const credentials = { clientId: operator.id, clientSecret: operator.secret }
  const measure = await readMeasure(apiClient(urls[0]))
  // Those whose every outcome is reached: each gets a certificate.
  const sample = (await sampleCohort(measure)).filter(({ shown }) =>
    [...shown.values()].every((level) => level > 2),
  )
  const enter = (url: string) => (organisation: ReturnType<typeof sendingOf>) =>
    registerParty(url, apiClient(url, credentials), organisation)
  const sides = await Promise.all(
    urls.map(async (url) => ({
      url,
      school: await enter(url)(sendingOf(sample)),
      hosts: await Promise.all(hostsOf(sample).map(enter(url))),
    })),
  )
  begun()
  let next = 0
  let issued = 0
  const lane = async (_: unknown, number: number) => {
    const side = sides[number % sides.length]!
    for (let n = next++; n < cases; n = next++) {
      const one = sample[n % sample.length]!
      await carry({ ...one, learner: `${one.learner}-${n}` }, side, measure, folder)
      issued += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, lane))
  return issued
}

type Side = { url: string; school: Party; hosts: Party[] }

async function carry(
  participant: Participant,
  { url, school, hosts }: Side,
  measure: Measure,
  folder: string,
): Promise<void> {
  const anyone = apiClient(url)
  const registered = await registerMobility(participant, school, hosts.map(hostByClient))
  await draftAgreement(registered, school)
  await signAgreement(registered, school, anyone)
  const made = await claimOutcomes(registered, school, anyone)
  await submitEvidence(made, school, anyone, measure)
  await issueCertificate(await decideOutcomes(await assessOutcomes(made, school), school), school, folder)
}
