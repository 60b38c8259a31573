import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { clients, organisations } from '../../../db/schema/parties/organisations.ts'
import { Trouble } from '../../../errors.ts'
import { type Credential, credentialsOf } from '../../sign-in/store.ts'
import type { Client } from '../clients/store.ts'

/** A client and its secret, which is known this once. */
export type WithSecret = { id: string; secret: string }

/** A client of any organisation, with the organisation's name, and its credentials that were not ended. */
export type ClientOfAny = Client & { organisation: string; credentials: Credential[] }

/** Every client of every organisation, as whoever owns the database sees them. */
export function listEveryClient(owner: Tx): Promise<ClientOfAny[]> {
  return owner
    .select({
      ...getTableColumns(clients),
      organisation: organisations.name,
      credentials: credentialsOf(sql`${clients}.id`),
    })
    .from(clients)
    .innerJoin(organisations, eq(organisations.id, clients.organisationId))
    .orderBy(asc(organisations.name), asc(clients.id))
}

/** A client of any organisation that was not revoked, held; throws `Trouble` where there is none. */
export async function holdAnyClient(owner: Tx, id: string): Promise<Client> {
  const [row] = await owner.select().from(clients).where(eq(clients.id, id)).for('update')
  if (!row) throw new Trouble('There is no such client: npm run clients -- list names all.')
  if (row.revokedAt) throw new Trouble('This client was revoked: make another one.')
  return row
}
