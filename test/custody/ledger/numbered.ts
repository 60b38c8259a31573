import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { numberLedger } from '../../../src/custody/ledger/store.ts'
import { writeLine } from '../../../src/custody/ledger/write-line.ts'
import type { Tx } from '../../../src/db/client.ts'
import { asTenant } from '../../../src/db/tenancy.ts'
import { insertPerson } from '../../../src/parties/people/store.ts'
import type { World } from '../../setup/world.ts'

export async function rowsOf<Row>(tx: Tx, query: ReturnType<typeof sql>): Promise<Row[]> {
  return [...((await tx.execute(query)) as Iterable<Row>)]
}

/** Registers a person of the school, and keeps the transaction open until `held` is over. */
export async function registerSlowly(world: World, name: string, held: Promise<unknown>): Promise<string> {
  const { school, services } = world
  const tenant = { organisationId: school.id, memberId: null }
  const actor = { ...tenant, clientId: null, personId: null, roles: [], scopes: [] }
  const ctx = { actor, now: () => new Date(), requestId: 'test' }
  const id = uuidv7()
  await asTenant(services.db, tenant, async (tx) => {
    const at = ctx.now()
    const about = { givenName: name, familyName: 'One', birthDate: '2007-05-14' }
    await insertPerson(tx, { id, ...about, organisationId: school.id, createdAt: at, updatedAt: at })
    await writeLine(tx, ctx, { action: 'person.register', subjectId: id })
    await held
  })
  return id
}

/** Numbers until no line is without a position. Other tests write in the same cluster, and hold numbering back. */
export async function numberAll({ services }: World): Promise<void> {
  const { owner } = services.db
  for (let turn = 0; turn < 1000; turn++) {
    await numberLedger(owner)
    const left = await rowsOf(owner, sql`select 1 from ledger where position is null limit 1`)
    if (left.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('lines stay without a position')
}

type Page = { items: { id: string; updatedAt: string }[]; next: string | null; position: number }

/** Follows a list as a client does: page by page, then on from the position it was given. */
export function follower(world: World, path: string, role: 'coordinator' | 'auditor' = 'coordinator') {
  let after = 0
  return async () => {
    const client = world.as({ school: world.school, role })
    const items: Page['items'] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = `limit=20&after=${after}${cursor && `&cursor=${cursor}`}`
      const { body, status, text } = await client.get(`${path}?${query}`)
      if (status !== 200) throw new Error(text)
      const page = body as Page
      items.push(...page.items)
      if (page.next === null) after = page.position
      cursor = page.next
    }
    return items
  }
}

/** The same with `since`: on from the newest moment that was seen. */
export function sinceReader(world: World, path: string) {
  let since = '2000-01-01T00:00:00Z'
  return async () => {
    const client = world.as({ school: world.school, role: 'coordinator' })
    const { body } = await client.get(`${path}?limit=200&since=${since}`)
    const { items } = body as Page
    since = items.at(-1)?.updatedAt ?? since
    return items
  }
}
