import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Api } from './api-client.ts'
import { type Certified, fileOf } from './certify.ts'
import { type ExpectedOutcome, expectFor } from './expect.ts'
import type { Party } from './register.ts'
import type { Decided } from './validate.ts'

type Verification = {
  status: string
  certificate?: { number: string; outcomes: (ExpectedOutcome & Record<string, unknown>)[] }
}

/** Everything about a certificate that strangers are told otherwise than they should be; nothing else knows of it. */
export async function checkCertificate(
  participant: Certified,
  anyone: Api,
  folder: string,
  highest: number,
): Promise<string[]> {
  const { certificate, revoke } = participant
  const code = new URL(certificate.verificationUrl).pathname.split('/').at(-1)!
  const bytesOf = (form: string) => readFile(join(folder, fileOf(certificate, form)))
  const send = (form: string, mediaType: string) => async () =>
    anyone.send<Verification>('/v1/verifications', await bytesOf(form), mediaType)
  const ways: [string, () => Promise<Verification>][] = [
    ['POST /v1/verifications (PDF)', send('pdf', 'application/pdf')],
    ['POST /v1/verifications (JWT)', send('jwt', 'application/vc+jwt')],
    ['POST /v1/verifications (code)', () => anyone.post('/v1/verifications', { code })],
    ['GET /verify/{code}', () => anyone.get(`/verify/${code}`)],
  ]
  const status = revoke ? 'revoked' : 'valid'
  const faults: string[] = []
  for (const [way, ask] of ways) {
    const answer = await ask()
    if (answer.status !== status) faults.push(`${way} says ${answer.status}, not ${status}`)
    if (answer.certificate?.number !== certificate.number) faults.push(`${way} names another certificate`)
    faults.push(
      ...differences(answer.certificate?.outcomes ?? [], expectFor(participant, highest).outcomes).map(
        (difference) => `${way}: ${difference}`,
      ),
    )
  }
  const page = new TextDecoder().decode(await anyone.download(`/verify/${code}`, 'text/html'))
  if (!page.includes(certificate.number)) faults.push('the page at /verify/{code} does not show the number')
  return faults
}

/** That the case is where it should be: closed with a certificate, or refused without one. */
export async function checkCase(participant: Decided, school: Party, highest: number): Promise<string[]> {
  const { stage } = await school.client.get<{ stage: string }>(
    `/v1/recognitions/${participant.recognitionId}`,
  )
  const { items } = await school.client.get<{ items: unknown[] }>(
    `/v1/certificates?recognitionId=${participant.recognitionId}`,
  )
  const { certified } = expectFor(participant, highest)
  const wanted = certified ? 'certified' : 'refused'
  return [
    ...(stage === wanted ? [] : [`the case is ${stage}, not ${wanted}`]),
    ...(items.length === (certified ? 1 : 0) ? [] : [`there are ${items.length} certificates`]),
  ]
}

function differences(told: readonly ExpectedOutcome[], expected: readonly ExpectedOutcome[]): string[] {
  const faults = expected.flatMap((wanted) => {
    const found = told.find(({ competence }) => competence === wanted.competence)
    if (!found) return [`${wanted.competence} is missing`]
    return (['kind', 'target', 'level', 'result'] as const)
      .filter((field) => found[field] !== wanted[field])
      .map((field) => `${wanted.competence} ${field} is ${found[field]}, not ${wanted[field]}`)
  })
  return told.length === expected.length
    ? faults
    : [...faults, `${told.length} outcomes, not ${expected.length}`]
}
