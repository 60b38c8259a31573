import { methods } from '../agree.ts'
import type { Api } from '../api-client.ts'
import { FRAMEWORK } from '../measure.ts'
import { together } from './batch.ts'
import { outcomes } from './roster.ts'

type Agreement = { mobilityId: string; hash: string; version: number }

/** What is agreed with everybody. */
export const templateOf = () => ({
  title: 'Digital skills at work',
  framework: FRAMEWORK,
  outcomes: outcomes.map((outcome) => ({
    ...outcome,
    baselineFoundBy: "Teacher's judgement before departure",
    methods,
    recognisedAs: { kind: 'module', reference: 'Digital skills' },
  })),
  procedure: 'Portfolio, judged within two months after return.',
  assessorRole: 'Vocational teacher of the sending school',
})

const newest = async (api: Api, query: string): Promise<Agreement[]> =>
  (await api.get<{ items: Agreement[] }>(`/v1/agreements?limit=200&${query}`)).items

const signatures = (agreements: readonly Agreement[]) => ({
  items: agreements.map(({ mobilityId: id, hash }) => ({ params: { id }, body: { hash } })),
})

/** The school signs what it has read of each; returns that. */
export async function signForSchool(coordinator: Api, cohortId: string): Promise<Agreement[]> {
  const agreements = await newest(coordinator, `cohortId=${cohortId}`)
  await together(coordinator, 'signAgreement', signatures(agreements))
  return agreements
}

/** The host signs all but one, which it returns; the school answers with another version, and both sign that. */
export async function signForHost(host: Api, coordinator: Api): Promise<void> {
  const [returned, ...others] = await newest(host, 'side=hosted')
  await together(host, 'signAgreement', signatures(others))
  const path = `/v1/mobilities/${returned!.mobilityId}/agreement`
  await host.post(`${path}/versions/${returned!.version}/objection`, {
    comment: 'We work by portfolio alone.',
  })
  const { outcomes: planned, title: _, ...rest } = templateOf()
  const again = await coordinator.post<Agreement>(`${path}/versions`, {
    ...rest,
    outcomes: planned.map((outcome) => ({ ...outcome, methods: ['portfolio'] })),
    answers: 'By portfolio alone.',
  })
  for (const side of [coordinator, host]) await side.post(`${path}/signatures`, { hash: again.hash })
}
