import { addressToConfirm } from './address-to-confirm.ts'
import { inviteByHand, partnerWorkshop } from './desk.ts'
import { given } from './given.ts'
import { type Operation, operationsOf } from './operations.ts'
import { pageOf } from './walk-my-page.ts'
import type { World } from './world.ts'

/** Every operation that answers anyone with a page, as the API description says. */
export const pagesOf = (world: World): Operation[] =>
  operationsOf(world.app).filter(
    ({ method, access, responses }) =>
      method === 'get' && access === 'public' && responses[200]?.content?.['text/html'],
  )

/** Where a page is that is there, by the first part of its address; of all others it is known alike that there are none. */
export type There = Record<string, string>

/** Addresses at which a stranger or a learner finds something: of a certificate, of a case, and of an agreement. */
export async function somethingThere(world: World): Promise<There> {
  const { certificate, opened, documentation, mobility, draft, informationLink, ok } = given(world)
  const coordinator = world.as({ school: world.school, role: 'coordinator' })
  const pathOf = (link: Record<string, unknown>) => new URL(String(link.url)).pathname
  const made = await certificate()
  const holder = pathOf(await ok(coordinator.post(`/v1/certificates/${made.id}/learner-links`)))
  const shared = await ok(world.anyone.post(`${holder}/shares`).send({ level: 'outcomes', days: 7 }))
  const uninformed = await opened()
  const open = await documentation()
  const unsigned = await mobility()
  await draft(unsigned.id)
  const base = `/v1/recognitions/${made.recognitionId}`
  const party = { party: 'learner' }
  return {
    verify: pathOf({ url: made.verificationUrl }),
    holder,
    share: pathOf(shared),
    me: await pageOf(world, unsigned.learnerId),
    confirm: `/confirm/${await addressToConfirm(world, unsigned.learnerId)}`,
    desk: (await inviteByHand(world, await partnerWorkshop(world), ['mentor'])).path,
    sign: pathOf(await ok(coordinator.post(`/v1/mobilities/${unsigned.id}/agreement/links`).send(party))),
    information: await informationLink(uninformed.id),
    declare: pathOf(await ok(coordinator.post(`/v1/recognitions/${open.id}/declaration-links`))),
    appeal: pathOf(await ok(coordinator.post(`${base}/appeal-links`).send(party))),
  }
}

/** The id of nothing. */
const NOBODYS = '01900000-0000-7000-8000-000000000000'

/** The address of a page: of something that is there where that is known. */
export const addressOf = ({ path }: Operation, there: There): string =>
  path.includes('{')
    ? path
        .replace(/^\/(\w+)\/\{\w+\}/, (_, name) => there[name] ?? `/${name}/${'x'.repeat(43)}`)
        .replace(/\{\w+\}/g, NOBODYS)
    : path
