/** How large a sheet may be. `letters` are those of one value, `bytes` those of the file as it came. */
export type SheetLimits = { bytes: number; rows: number; columns: number; letters: number }

/** A value may be as long as spreadsheets let one be. */
export const sheetLimits: SheetLimits = {
  bytes: 20 * 1024 * 1024,
  rows: 50_000,
  columns: 300,
  letters: 32_767,
}
