import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { clients, members, organisations } from '../../../db/schema/parties/organisations.ts'
import { notFound } from '../../../errors.ts'
import type { Asker } from '../../../platform/auth/access.ts'

/** What an organisation, its client and its member are called. */
export type Names = { organisation: string; country: string; client: string | null; member: string | null }

export async function getNames(tx: Tx, { organisationId, clientId, memberId }: Asker): Promise<Names> {
  const nobody = '00000000-0000-0000-0000-000000000000'
  const [found] = await tx
    .select({
      organisation: organisations.name,
      country: organisations.country,
      client: clients.name,
      member: members.name,
    })
    .from(organisations)
    .leftJoin(clients, and(eq(clients.organisationId, organisations.id), eq(clients.id, clientId ?? nobody)))
    .leftJoin(members, and(eq(members.organisationId, organisations.id), eq(members.id, memberId ?? nobody)))
    .where(eq(organisations.id, organisationId))
  if (!found) throw notFound('organisation')
  return found
}
