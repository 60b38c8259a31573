import { insertMessage, type Message } from '../../src/exchange/outbox/store.ts'
import { insertMember } from '../../src/parties/organisations/store.ts'
import type { World } from './world.ts'

/** A message of the school to one of its members, in one of its states. */
export async function newMessage({ services, school }: World, state: Message['state']): Promise<string> {
  const { owner } = services.db
  const now = services.now()
  const member = { organisationId: school.id, name: 'Coordinator Two', email: 'coordinator.two@example.org' }
  const edited = { createdAt: now, updatedAt: now }
  const { id: memberId } = await insertMember(owner, { ...member, roles: ['coordinator'], ...edited })
  const message = await insertMessage(owner, {
    organisationId: school.id,
    party: 'member',
    memberId,
    template: 'overdue',
    subjectId: school.id,
    state,
    createdAt: now,
    dueAt: now,
    ...(state === 'queued' ? {} : { endedAt: now }),
  })
  return message!.id
}
