/** A learner as it is agreed with; what may be absent is so in versions of earlier releases. */
export type AgreedLearner = {
  id: string
  givenName: string
  familyName: string
  /** Absent in versions of earlier releases. */
  latinGivenName?: string | null
  latinFamilyName?: string | null
  /** Null where nobody knows it; `ofAge` then says whether they are, and is absent elsewhere. */
  birthDate: string | null
  ofAge?: boolean | null
  /** Of a learner who was under 18 when it was drafted; absent in versions of earlier releases. */
  guardianName?: string | null
  /** Held where both guardians were to sign when it was drafted; null: there was one alone. */
  secondGuardianName?: string | null
  /** Of the second guardian, where the signature of either was enough when it was drafted. */
  otherGuardianName?: string | null
}
