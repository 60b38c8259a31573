import type { Api } from './api-client.ts'
import { FRAMEWORK } from './measure.ts'
import type { Party, Registered } from './register.ts'

type Signatory = 'sending' | 'hosting' | 'learner' | 'guardian'
type Agreement = { hash: string; missing: Signatory[]; signed: boolean }

/** How the outcomes are shown, planned and additional alike. */
export const methods = ['portfolio', 'observation']

/** Whether the service asks why this is agreed: nothing to gain, or more than two levels. */
const isRemarkedOn = ({ baseline, target }: { baseline: number | null; target: number }) =>
  baseline !== null && (target <= baseline || target > baseline + 2)

/** Writes the learning agreement from what is planned; the criteria are the framework's own statements. */
export async function draftAgreement({ mobilityId, planned }: Registered, school: Party): Promise<void> {
  await school.as.coordinator.post(`/v1/mobilities/${mobilityId}/agreement/versions`, {
    framework: FRAMEWORK,
    outcomes: planned.map((outcome) => ({
      ...outcome,
      baselineFoundBy: "Teacher's judgement before departure",
      methods,
      ...(isRemarkedOn(outcome) && { justification: 'As both teachers saw on the preparatory visit' }),
      recognisedAs: { kind: 'module', reference: 'Digital skills' },
    })),
    procedure: 'Portfolio and observation at the workplace, judged within two months after return.',
    assessorRole: 'Vocational teacher of the sending school',
  })
}

/** Whoever the agreement says has yet to sign reads it and signs what they have read. */
export async function signAgreement(participant: Registered, school: Party, anyone: Api): Promise<void> {
  const path = `/v1/mobilities/${participant.mobilityId}/agreement`
  const throughLink = async (party: 'learner' | 'guardian', name: string) => {
    const { url } = await school.as.coordinator.post<{ url: string }>(`${path}/links`, { party })
    const { hash } = await anyone.get<Agreement>(url)
    await anyone.post(url, { name, accept: true, hash })
  }
  const sign: Record<Signatory, () => Promise<void>> = {
    async sending() {
      const { hash } = await school.as.coordinator.get<Agreement>(path)
      await school.as.coordinator.post(`${path}/signatures`, { hash })
    },
    hosting: () => participant.host.sign(participant.mobilityId),
    learner: () => throughLink('learner', fullName(participant)),
    guardian: () => throughLink('guardian', participant.guardian ?? ''),
  }
  const { missing } = await school.client.get<Agreement>(path)
  for (const party of missing) await sign[party]()
  const { signed } = await school.client.get<Agreement>(path)
  if (!signed) throw new Error('The agreement is not signed by everyone.')
}

export const fullName = (participant: Registered) => `${participant.given_name} ${participant.family_name}`
