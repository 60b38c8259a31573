import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { messages, recipientOf } from '../../db/schema/exchange/messages.ts'
import { addressOf } from '../../db/schema/parties/addresses.ts'
import { people } from '../../db/schema/parties/people.ts'
import { unconfirmedAddresses } from '../../db/schema/parties/unconfirmed-addresses.ts'
import type { Message } from './store.ts'

export type Recipient = {
  name: string | null
  learner: string | null
  address: string | null
  /** In which they read; null where nobody knows. */
  language: string | null
}

/** What is said to the address that a learner's school has, whichever they are reached at. */
const toSchool: Message['template'][] = ['address-confirmed', 'address-ends']

/**
 * Where a message to a learner goes at a moment: what asks whether an address is theirs, to that address and without their
 * name.
 */
const learnersAddress = (now: Date) => sql`(case
  when m.template = 'confirm-address' then (select u.email from ${unconfirmedAddresses} u where u.id = m.subject_id)
  when m.template in ${toSchool} then p.email
  else ${sql.raw(addressOf)}(p.id, ${now.toISOString()}::timestamptz) end)`

/** To whom a message goes, as the registers say now. */
export async function findRecipient(tx: Tx, id: string, now: Date): Promise<Recipient> {
  const ofPerson = sql`from ${messages} m join ${people} p on p.id = m.person_id where m.id = ${id}::uuid`
  const [row] = await tx
    .select({
      name: sql<
        string | null
      >`case when (select m.template = 'confirm-address' ${ofPerson}) then null else name end`,
      learner: sql<string | null>`learner`,
      address: sql<string | null>`case when (select m.party = 'learner' ${ofPerson})
        then (select ${learnersAddress(now)} ${ofPerson}) else address end`,
      language: sql<string | null>`(select case m.party when 'guardian'
        then case when m.second_guardian then p.second_guardian_language else p.guardian_language end
        when 'learner' then p.language end ${ofPerson})`,
    })
    .from(sql`${sql.raw(recipientOf)}(${id}::uuid)`)
  return row ?? { name: null, learner: null, address: null, language: null }
}
