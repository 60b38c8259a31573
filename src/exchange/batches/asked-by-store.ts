import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Asker } from '../../platform/auth/access.ts'

type Asked = { organisationId: PgColumn; clientId: PgColumn; memberId: PgColumn }

/** The database shows a member what is theirs; of what names no member, each client sees its own. */
export const askedBy = (table: Asked, { organisationId, clientId, memberId }: Asker): SQL | undefined =>
  and(
    eq(table.organisationId, organisationId),
    memberId === null
      ? and(isNull(table.memberId), eq(table.clientId, clientId!))
      : eq(table.memberId, memberId),
  )
