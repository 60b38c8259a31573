import type { diaryEntries } from '../../db/schema/recognition/diary.ts'

export type DiaryEntry = typeof diaryEntries.$inferSelect

/** As many entries as a diary of one case takes. */
export const MAX_ENTRIES = 200
