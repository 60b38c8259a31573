/** The age in whole years on a calendar day (YYYY-MM-DD); a person born on 29 February turns older on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const [by = 0, bm = 0, bd = 0] = birthDate.split('-').map(Number)
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number)
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0)
}

/** Majority is reached at 18 (Latvian Civil Law, section 219). */
export const isUnderAge = (birthDate: string, day: string): boolean => ageOn(birthDate, day) < 18
