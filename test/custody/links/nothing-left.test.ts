import { beforeAll, describe, expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import { links } from '../../../src/db/schema/mobility/links.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import { type LinkPurpose, linkTerms } from '../../../src/platform/auth/link-terms.ts'
import { endOfDay } from '../../../src/platform/dates.ts'
import { DEFAULT_ZONE } from '../../../src/platform/time-zone.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]

/** What a wallet is given, or brings; minutes. */
const ofWallets: LinkPurpose[] = ['credential-offer', 'wallet-access', 'wallet-nonce']

/** There is something on a learner's page for as long as there is a learner. */
const always: LinkPurpose[] = ['me']

/** Made with the mail to an address that waits to be confirmed, and by nobody else: where none waits, no mail goes. */
const byMailAlone: LinkPurpose[] = ['confirm-address']

type Walked = {
  purpose: LinkPurpose
  /** Asks for the link while there is something left to do; and with what, in the end, nothing is. */
  begin: () => Promise<{
    ask: () => PromiseLike<{ status: number; body: Record<string, string> }>
    exhaust: () => Promise<unknown>
  }>
  /** The last day on which it has to work, in the sending organisation's zone; null: its usual term is all there is. */
  lastDay: string | null
}

describe('a link of whatever purpose', () => {
  let world: World
  let walked: Walked[]
  const coordinator = () => world.as({ school: world.school, role: 'coordinator' })

  beforeAll(async () => {
    world = await newWorld()
    const step = given(world)
    const ask = (path: string, body?: object) => () => coordinator().post(path).send(body)
    walked = [
      {
        purpose: 'sign-agreement',
        lastDay: '2027-02-01',
        begin: async () => {
          const made = await step.mobility({ startsOn: '2027-02-01', endsOn: '2027-02-26' })
          const { hash } = await step.draft(made.id, outcomes)
          return {
            ask: ask(`/v1/mobilities/${made.id}/agreement/links`, { party: 'learner' }),
            exhaust: () => step.sign(made.id, hash),
          }
        },
      },
      {
        purpose: 'acknowledge-information',
        lastDay: '2027-01-20',
        begin: async () => {
          const days = { identificationDays: 60 }
          await step.ok(
            world
              .as({ school: world.school, role: 'admin' })
              .patch('/v1/settings')
              .set('if-match', '*')
              .send(days),
          )
          const { id } = await step.opened(outcomes)
          return { ask: ask(`/v1/recognitions/${id}/information-links`), exhaust: () => step.inform(id) }
        },
      },
      {
        purpose: 'declare-authorship',
        lastDay: '2027-03-28',
        begin: async () => {
          const { id } = await step.documentation(outcomes, { startsOn: '2027-02-01', endsOn: '2027-02-26' })
          await step.evidence(id, ['1.1'])
          return {
            ask: ask(`/v1/recognitions/${id}/declaration-links`),
            exhaust: () => step.declareAuthorship(id),
          }
        },
      },
      {
        purpose: 'appeal',
        lastDay: '2027-01-20',
        begin: async () => {
          const days = { appealWindowDays: 60 }
          await step.ok(
            world
              .as({ school: world.school, role: 'admin' })
              .patch('/v1/settings')
              .set('if-match', '*')
              .send(days),
          )
          const { recognitionId } = await step.certificate(outcomes)
          return {
            ask: ask(`/v1/recognitions/${recognitionId}/appeal-links`, { party: 'learner' }),
            exhaust: async () => world.clock.advance(61),
          }
        },
      },
      {
        purpose: 'share-certificate',
        lastDay: null,
        begin: async () => {
          const { id } = await step.certificate(outcomes)
          return { ask: ask(`/v1/certificates/${id}/learner-links`), exhaust: () => step.revoke(id) }
        },
      },
    ]
  })

  test('is walked here', () => {
    expect([...walked.map(({ purpose }) => purpose), ...ofWallets, ...always, ...byMailAlone].sort()).toEqual(
      [...links.purpose.enumValues].sort(),
    )
  })

  test('has an action that makes it, which looks whether anything is left to do through it', () => {
    const table: Record<string, Action> = actions
    const made = walked.map(({ purpose }) => table[linkTerms[purpose].madeBy ?? ''])
    expect(made.map((action) => action?.route)).not.toContain(undefined)
    // Until when a case is appealed, only the whole case tells.
    expect(made.filter((action) => !action?.hinders).map((action) => action?.key)).toEqual(['makeAppealLink'])
  })

  test('is made while there is something to do, works as long as it can be done, and is made no more after that', async () => {
    for (const { purpose, begin, lastDay } of walked) {
      const before = world.clock.now
      const { ask, exhaust } = await begin()
      const { status, body } = await ask()
      expect([purpose, status]).toEqual([purpose, 201])
      if (lastDay)
        expect([purpose, body.expiresAt]).toEqual([purpose, endOfDay(lastDay, DEFAULT_ZONE).toISOString()])
      await exhaust()
      const refused = await ask()
      expect([purpose, refused.status]).toEqual([purpose, 409])
      expect(refused.body.detail).toMatch(/^[A-Z].{20,}\.$/s)
      world.clock.now = before
    }
  })
})
