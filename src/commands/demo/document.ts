import { fullName } from './agree.ts'
import type { Api } from './api-client.ts'
import { writeDiary, writeObservation } from './evidence.ts'
import type { Case } from './identify.ts'
import type { Measure } from './measure.ts'
import type { Party } from './register.ts'

/**
 * Hands in the learner's work diary for all outcomes and the mentor's observation of each; the host attests, and the
 * learner declares through a link that the work is their own.
 */
export async function submitEvidence(
  one: Case,
  school: Party,
  anyone: Api,
  { titles }: Measure,
): Promise<void> {
  const path = `/v1/recognitions/${one.recognitionId}`
  const { coordinator } = school.as
  const { mentor } = one.host.as
  await coordinator.send(`${path}/evidence`, formOf(writeDiary(one, titles)))
  for (const competence of one.shown.keys()) {
    await mentor.send(`${path}/evidence`, formOf(writeObservation(one, competence, titles)))
  }
  await mentor.post(`${path}/attestation`, {
    statement: `${fullName(one)} did this work with us between ${one.starts_on} and ${one.ends_on}.`,
  })
  const { url } = await coordinator.post<{ url: string }>(`${path}/declaration-links`)
  const { hash } = await anyone.get<{ hash: string }>(url)
  await anyone.post(url, { name: fullName(one), accept: true, hash })
  await coordinator.post(`${path}/transitions`, { action: 'complete-documentation' })
}

function formOf({ file, text, ...fields }: ReturnType<typeof writeDiary>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([text], { type: 'text/plain' }), file)
  return form
}
