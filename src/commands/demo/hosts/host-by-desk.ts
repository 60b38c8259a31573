import { methods } from '../agree.ts'
import { type Api, apiClient } from '../api-client.ts'
import { termOf } from '../measure.ts'
import type { Organisation, Party } from '../register.ts'
import type { Host, ToMark } from './host.ts'

const roles = ['coordinator', 'mentor', 'assessor'] as const
type Role = (typeof roles)[number]

type WaitingTask = {
  code: string
  page: string | null
  about: { mobilityId: string; recognitionId: string | null } | null
}

/** A host without software: nobody of it has a client. Each of its people works at a desk, to which they are invited. */
export type Workshop = Host & { invite(school: Party): Promise<void> }

/** As whoever runs the service: enters an organisation without a client, and vouches for the addresses of its people. */
export async function registerWorkshop(
  url: string,
  operator: Api,
  organisation: Organisation,
): Promise<Workshop> {
  const { id } = await operator.post<{ id: string }>('/v1/organisations', organisation)
  for (const role of roles)
    await operator.post(`/v1/organisations/${id}/vouched-addresses`, {
      address: addressOf(role),
      checked: 'Called the number in the trade register.',
    })
  return hostByDesk(url, id, organisation.name)
}

const addressOf = (role: Role) => `${role}@workshop.example`

function hostByDesk(url: string, id: string, name: string): Workshop {
  const browser = apiClient(url)
  const desks = new Map<Role, string>()
  const deskOf = (role: Role) => {
    const desk = desks.get(role)
    if (!desk) throw new Error(`Nobody has invited the ${role} of ${name}.`)
    return desk
  }
  /** The page at which something waits for somebody, found as they find it: on the first page of their desk. */
  async function pageAt(role: Role, code: string, about: (waiting: WaitingTask) => boolean): Promise<string> {
    const { waiting } = await browser.get<{ waiting: WaitingTask[] }>(deskOf(role))
    const page = waiting.find((item) => item.code === code && about(item))?.page
    if (!page) throw new Error(`Nothing waits for the ${role} of ${name} under ${code}.`)
    return `${deskOf(role)}/${page}`
  }
  const ofCase = (recognitionId: string) => (item: WaitingTask) => item.about?.recognitionId === recognitionId

  return {
    id,
    name,
    works: 'by desk',
    async invite(school) {
      for (const role of roles) {
        const invited = await school.as.coordinator.post<{ link: { url: string } }>(
          `/v1/organisations/${id}/invitations`,
          {
            name: `${role[0]!.toUpperCase()}${role.slice(1)} of ${name}`,
            email: addressOf(role),
            roles: [role],
            assesses: role === 'assessor' ? [termOf()] : [],
          },
        )
        desks.set(role, new URL(invited.link.url).pathname)
      }
    },
    async sign(mobilityId) {
      const ofIt = (item: WaitingTask) => item.about?.mobilityId === mobilityId
      const page = await pageAt('coordinator', 'sign-agreement', ofIt)
      const { hash } = await browser.get<{ hash: string }>(page)
      await browser.post(`${page}/signature`, { hash, accept: true })
    },
    async observe(recognitionId, { text, title, producedOn, competences }) {
      await browser.post(`${deskOf('mentor')}/recognitions/${recognitionId}/observations`, {
        text,
        title,
        producedOn,
        competences: competences.split(','),
        position: 'Mentor',
      })
    },
    async attest(recognitionId, statement) {
      const page = await pageAt('mentor', 'attestation-missing', ofCase(recognitionId))
      await browser.post(page, { cases: [recognitionId], statement })
    },
    async markAgain(recognitionId, outcomes) {
      const assigning = await pageAt('coordinator', 'second-marks-missing', ofCase(recognitionId))
      const { items } = await browser.get<{ items: { id: string }[] }>(assigning)
      const assigned = await browser.post<{ id: string }>(assigning, {
        memberId: items[0]!.id,
        round: 'second',
      })
      await browser.post(`${deskOf('assessor')}/conflicts`, { assignments: [assigned.id] })
      for (const outcome of outcomes) {
        const page = `${deskOf('assessor')}/recognitions/${recognitionId}/outcomes/${outcome.competence}`
        const { pieces } = await browser.get<{ pieces: { id: string }[] }>(page)
        await browser.post(page, marksOf(outcome, pieces))
      }
    },
  }
}

/** The fields of the page as they are filled in: every piece counts, and shows what is met. */
function marksOf({ criteria }: ToMark, pieces: readonly { id: string }[]): Record<string, unknown> {
  return Object.fromEntries([
    ['do', 'submit'],
    ['method', methods[0]],
    ...pieces.map(({ id }) => [`counts:${id}`, 'yes']),
    ...criteria.flatMap(({ id, isMet }) => [
      [`mark:${id}`, isMet ? 'met' : 'not-met'],
      ...(isMet ? [[`shown:${id}`, pieces.map((piece) => piece.id)]] : []),
    ]),
  ])
}
