import { draftAgreement, signAgreement } from '../../src/commands/demo/agree.ts'
import { type Api, apiClient } from '../../src/commands/demo/api-client.ts'
import { assessOutcomes } from '../../src/commands/demo/assess.ts'
import { submitEvidence } from '../../src/commands/demo/document.ts'
import { hostByClient } from '../../src/commands/demo/hosts/host-by-client.ts'
import { claimOutcomes } from '../../src/commands/demo/identify.ts'
import { readMeasure } from '../../src/commands/demo/measure.ts'
import { hostsOf, registerMobility, registerParty, sendingOf } from '../../src/commands/demo/register.ts'
import type { Service } from '../../src/commands/demo/start-service.ts'
import { decideOutcomes } from '../../src/commands/demo/validate.ts'
import { sampleCohort } from '../setup/sample-cohort.ts'

/** What takes cases of a school through the whole pipeline of a service, over HTTP, by the requests of the demo. */
export type Pipeline = {
  /** From a learner and an agreement to decided outcomes; returns the id of the case. */
  decide(): Promise<string>
  issue(recognitionId: string): Promise<void>
  issuer: Api
}

/** The service, which trusts one proxy, counts by address who asks how often; a pipeline stands for many. */
export async function openPipeline({ url, firstClient }: Service): Promise<Pipeline> {
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('x-forwarded-for', anyAddress())
    return fetch(input, { ...init, headers })
  }
  const operator = apiClient(url, { clientId: firstClient!.id, clientSecret: firstClient!.secret })
  const measure = await readMeasure(apiClient(url))
  // Those whose every outcome is reached: each gets a certificate.
  const sample = (await sampleCohort(measure)).filter(({ shown }) =>
    [...shown.values()].every((level) => level > 2),
  )
  const enter = (organisation: ReturnType<typeof sendingOf>) => registerParty(url, operator, organisation)
  const school = await enter(sendingOf(sample))
  const hosts = await Promise.all(hostsOf(sample).map(enter))
  const anyone = apiClient(url)
  let next = 0
  return {
    async decide() {
      const n = next++
      const one = sample[n % sample.length]!
      const learner = { ...one, learner: `${one.learner}-${n}` }
      const registered = await registerMobility(learner, school, hosts.map(hostByClient))
      await draftAgreement(registered, school)
      await signAgreement(registered, school, anyone)
      const made = await claimOutcomes(registered, school, anyone)
      await submitEvidence(made, school, anyone, measure)
      const { recognitionId } = await decideOutcomes(await assessOutcomes(made, school), school)
      return recognitionId
    },
    async issue(recognitionId) {
      await school.as.issuer.post('/v1/certificates', { recognitionId })
    },
    issuer: school.as.issuer,
  }
}

const anyAddress = () => Array.from({ length: 4 }, () => Math.floor(Math.random() * 250) + 1).join('.')
