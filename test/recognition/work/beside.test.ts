import { beforeAll, describe, expect, test } from 'vitest'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { given } from '../../setup/given.ts'
import { type MailServer, startMailServer } from '../../setup/mail-server.ts'
import { newMember } from '../../setup/member.ts'
import { newMessage } from '../../setup/message.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Item = { kind: string; id: string; until: string; tasks: { code: string; sentence: string }[] }

describe('the work list', () => {
  let world: World
  let server: MailServer
  beforeAll(async () => {
    server = await startMailServer()
    world = await newWorld({ mail: server.mailer })
  })

  const coordinator = (memberId?: string) =>
    world.as({ school: world.school, role: 'coordinator', ...(memberId ? { memberId } : {}) })
  const waiting = async (kind: string, by = coordinator()) => {
    const { items } = await given(world).ok(by.get('/v1/work?limit=200'))
    return (items as Item[]).filter((item) => item.kind === kind)
  }

  test('says whose address does not work, until the message is sent again, handed over or put away', async () => {
    server.answer = () => ({ code: 550, text: '5.1.1 unknown' })
    const [sentAgain, putAway] = [await newMessage(world, 'queued'), await newMessage(world, 'queued')]
    await sendMessages(world.services)
    const found = await waiting('address')
    expect(found.map(({ id }) => id).sort()).toEqual([sentAgain, putAway].sort())
    expect(found[0]).toMatchObject({
      until: '2026-11-24',
      tasks: [{ code: 'mend-member-address', sentence: expect.stringContaining('does not work') }],
    })
    server.answer = () => null
    const again = await given(world).ok(coordinator().post(`/v1/messages/${sentAgain}/resend`))
    await given(world).ok(coordinator().post(`/v1/messages/${putAway}/cancellation`))
    expect(await waiting('address')).toEqual([])
    // The address is as it was: what was sent again is held back, and waits for somebody to mend it.
    await sendMessages(world.services)
    expect(server.received).toEqual([])
    expect((await waiting('address')).map(({ id }) => id)).toEqual([again.id])
    await given(world).ok(coordinator().post(`/v1/messages/${again.id}/hand-over`))
    expect(await waiting('address')).toEqual([])
    // What was handed over does not make an address work.
    const other = await given(world).ok(coordinator().post(`/v1/messages/${again.id}/resend`))
    await sendMessages(world.services)
    const { items } = await given(world).ok(coordinator().get('/v1/messages?state=suppressed'))
    expect((items as Item[]).map(({ id }) => id)).toEqual([other.id])
  })

  test('says that two records are of one person to everybody but who said so', async () => {
    const second = await newMember(world, world.school, ['coordinator'])
    const [kept, merged] = [await given(world).person(), await given(world).person()]
    const path = `/v1/people/${kept.id}/merge`
    const said = await given(world).ok(coordinator().post(path).send({ mergedId: merged.id }))
    expect(await waiting('merge')).toEqual([])
    expect(await waiting('merge', coordinator(second))).toMatchObject([
      { id: kept.id, until: '2026-11-28', tasks: [{ code: 'confirm-merge' }] },
    ])
    await given(world).ok(coordinator(second).post(`${path}/${said.id}/dismissal`))
    expect(await waiting('merge', coordinator(second))).toEqual([])
  })
})
