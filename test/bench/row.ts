/** What a figure is held against: the figure itself, or its ratio to the floor. */
export type Reach = { of: 'ratio' | 'ours' } & ({ atMost: number } | { atLeast: number })

/** One figure: ours, and the floor that the same run measured beside it, in the same unit. */
export type Row = { what: string; unit: string; floor: number | null; ours: number; reach: Reach }

/** What a measure is given: `quick` asks for a run of seconds on little data; what is opened goes when the measure ends. */
export type Bench = {
  quick: boolean
  /** Starts a PostgreSQL of the measure's own, with one empty database. */
  postgres(): Promise<{ url: string; pid: number }>
  /** A folder that goes afterwards. */
  folder(): string
  /** Called when the measure has ended, the last one first. */
  afterwards(end: () => unknown): void
}

export type Measure = (bench: Bench) => Promise<Row[]>

export const ratioOf = ({ ours, floor }: Row): number | null => (floor === null ? null : ours / floor)

export function isHeld(row: Row): boolean {
  const figure = row.reach.of === 'ours' ? row.ours : ratioOf(row)
  if (figure === null) return false
  return 'atMost' in row.reach ? figure <= row.reach.atMost : figure >= row.reach.atLeast
}

/** A row as a reader sees it: what, floor, ours, ratio, reach, held. */
export function cellsOf(row: Row): string[] {
  const { what, unit, floor, ours, reach } = row
  const bound = 'atMost' in reach ? `≤ ${reach.atMost}` : `≥ ${reach.atLeast}`
  return [
    what,
    floor === null ? '–' : `${figure(floor)} ${unit}`,
    `${figure(ours)} ${unit}`,
    figure(ratioOf(row)),
    reach.of === 'ratio' ? `${bound} × floor` : `${bound} ${unit}`,
    isHeld(row) ? 'yes' : 'no',
  ]
}

function figure(value: number | null): string {
  if (value === null) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}
