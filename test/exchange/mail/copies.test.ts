import { expect, test } from 'vitest'
import { sendMessages } from '../../../src/exchange/mail/send-messages.ts'
import { given } from '../../setup/given.ts'
import { startMailServer } from '../../setup/mail-server.ts'
import { newWorld, type World } from '../../setup/world.ts'

const settle = (world: World, mail: string) =>
  world.as({ school: world.school, role: 'admin' }).patch('/v1/settings').set('if-match', '*').send({ mail })

test('whoever signed, read or declared something through a link gets a mail with the way to the copy, and no more', async () => {
  const server = await startMailServer()
  const world = await newWorld({ mail: server.mailer })
  const step = given(world)
  await settle(world, 'all')
  const addresses = { email: 'child@example.org', guardianEmail: 'guardian@example.org' }
  const learner = await step.person({ birthDate: '2010-05-14', ...addresses })
  const sent = async () => {
    const before = server.received.length
    await sendMessages(world.services)
    return server.received.slice(before)
  }
  const mobility = await step.mobility({ learnerId: learner.id })
  const { hash } = await step.draft(mobility.id)
  await sent()
  await step.sign(mobility.id, hash, ['guardian', 'learner'])
  const signed = await sent()
  expect(signed.map(({ to }) => `${to}`)).toEqual(['guardian@example.org', 'child@example.org'])
  const [copy] = signed
  expect(copy!.mail.subject).toBe('Jūsu parakstītā dokumenta kopija / A copy of what you signed')
  const url = /http\S+\/sign\/[\w-]{43}/.exec(copy!.mail.text!)![0]
  const page = await world.anyone
    .get(new URL(url).pathname)
    .set({ accept: 'text/html', 'accept-language': 'en' })
  expect(page.text).toContain('Guardian One')
  expect(page.text).not.toContain('<form')
  expect(page.text).toMatch(/href="[^"]+\/agreement\.html/)
  const { id } = await step.ok(
    world
      .as({ school: world.school, role: 'coordinator' })
      .post('/v1/recognitions')
      .send({ mobilityId: mobility.id }),
  )
  await step.inform(String(id))
  const subjects = (await sent()).map(({ to, mail }) => `${to}: ${mail.subject!.split(' / ')[1]}`)
  expect(subjects).toEqual(['child@example.org: A copy of the information you read'])
  for (const { mail } of server.received)
    for (const private_ of ['2010', '1.1', '4. līmen', 'level']) expect(mail.text).not.toContain(private_)
})

test('nobody gets a copy where the organisation only sends what it is asked for, or no address is on file', async () => {
  const server = await startMailServer()
  const world = await newWorld({ mail: server.mailer })
  const step = given(world)
  await settle(world, 'asked')
  await step.identification(undefined, { learnerId: (await step.person({ email: 'asks@example.org' })).id })
  await settle(world, 'all')
  await step.identification(undefined, { learnerId: (await step.person()).id })
  await sendMessages(world.services)
  expect(server.received).toEqual([])
})
