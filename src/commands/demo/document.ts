import { fullName } from './agree.ts'
import type { Api } from './api-client.ts'
import { writeDiary, writeObservation } from './evidence.ts'
import type { Evidence } from './hosts/host.ts'
import type { Case } from './identify.ts'
import type { Measure } from './measure.ts'
import type { Party } from './register.ts'

/**
 * Hands in the learner's work diary for all outcomes and the mentor's observation of each; the host attests, and the
 * learner declares through a link that the work is their own.
 */
export async function submitEvidence(
  participant: Case,
  school: Party,
  anyone: Api,
  { titles }: Measure,
): Promise<void> {
  const path = `/v1/recognitions/${participant.recognitionId}`
  const { coordinator } = school.as
  const { host } = participant
  await coordinator.send(`${path}/evidence`, formOf(writeDiary(participant, titles)))
  for (const competence of participant.shown.keys()) {
    await host.observe(participant.recognitionId, writeObservation(participant, competence, titles))
  }
  const days = `between ${participant.starts_on} and ${participant.ends_on}`
  await host.attest(participant.recognitionId, `${fullName(participant)} did this work with us ${days}.`)
  const { url } = await coordinator.post<{ url: string }>(`${path}/declaration-links`)
  const { hash } = await anyone.get<{ hash: string }>(url)
  await anyone.post(url, { name: fullName(participant), accept: true, hash })
  await coordinator.post(`${path}/transitions`, { action: 'complete-documentation' })
}

/** A piece of evidence as the form that hands it in. */
export function formOf({ file, text, ...fields }: Evidence): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([text], { type: 'text/plain' }), file)
  return form
}
