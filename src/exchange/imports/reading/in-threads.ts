import type { Threads } from '../../../platform/threads/threads.ts'

export type ImportReaders = Pick<typeof import('./read-import.ts'), 'readImport'> &
  Pick<typeof import('./take-table.ts'), 'takeTable'> &
  Pick<typeof import('./tell-file.ts'), 'tellFile'>

/** Reads tables in threads that nothing else waits for. */
export function importReadersIn(threads: Threads): ImportReaders {
  const reading = threads.file<Pick<ImportReaders, 'readImport'>>(
    new URL('./read-import.ts', import.meta.url),
  )
  const telling = threads.file<Pick<ImportReaders, 'tellFile'>>(new URL('./tell-file.ts', import.meta.url))
  const taking = threads.file<Pick<ImportReaders, 'takeTable'>>(new URL('./take-table.ts', import.meta.url))
  return {
    readImport: reading('readImport'),
    takeTable: taking('takeTable'),
    tellFile: telling('tellFile'),
  }
}
