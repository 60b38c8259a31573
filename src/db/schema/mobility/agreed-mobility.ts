/** A part of a mobility as it is agreed: whose it is, and its days; an intermediary may have none. */
export type AgreedStay = {
  organisation: {
    id: string
    name: string
    latinName?: string | null | undefined
    country?: string | undefined
  }
  role: 'host' | 'intermediary'
  startsOn: string | null
  endsOn: string | null
}

/** What is agreed of a mobility; what may be absent is so in versions of earlier releases, or where it is as usual. */
export type AgreedMobility = {
  projectCode: string
  startsOn: string
  endsOn: string
  participation: string
  workloadHours: number
  objective: string | null
  programme: string | null
  /** Absent in versions of earlier releases. */
  eqfLevel?: number | null
  languages?: string[] | null
  fieldOfEducation?: string | null
  /** Absent for learners. */
  participant?: 'staff'
  /** Intervals of ISO 8601, of the days before and after a stay; absent where there are none. */
  virtualPeriods?: string[]
  /** What had been interrupted when it was drafted; absent where nothing was. */
  interruptions?: string[]
  /** Of a mobility that was extended: when it was first to end, and why it ends later. */
  firstEndsOn?: string
  extensionReason?: string
  /** Of one with several hosts, or an intermediary: its parts in their order; absent where its host hosts all of it. */
  stays?: AgreedStay[]
}
