import { sql } from 'drizzle-orm'
import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'
import { protect } from '../protect.ts'
import { edit } from '../protections.ts'

/**
 * The files in the storage, whoever's evidence they are: the same bytes are kept once. Its row is held by whoever keeps a
 * file and by whoever removes it, so that no file goes while somebody hands it in again.
 */
export const keptFiles = pgTable(
  'kept_files',
  {
    sha256: text().primaryKey(),
    /** Set when a piece of evidence that had it was erased: it goes unless another one has it. */
    discardedAt: moment(),
  },
  (t) => [index('kept_files_discarded').on(t.discardedAt).where(sql`${t.discardedAt} is not null`)],
)

protect(keptFiles, {
  // Hashes of files, which say nothing of whose they are.
  rows: [{ name: 'shared', to: ['dcr_app', 'dcr_eraser'], using: 'true', check: 'true' }],
  may: {
    dcr_app: edit,
    dcr_eraser: { select: true, insert: true, update: ['discardedAt'] },
    dcr_service: { update: true, delete: true },
  },
})
