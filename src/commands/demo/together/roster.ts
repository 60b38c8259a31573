import { addDays } from '../../../platform/dates.ts'

/** A learner as the spreadsheet has them. */
export type Row = {
  learner: string
  given_name: string
  family_name: string
  birth_date: string
  guardian: string
  hosting: 'Esimerkkipaja' | 'Beispielwerkstatt'
}

export const sendingSchool = { name: 'Parauga tehnikums', city: 'Valmiera', country: 'LV' }
export const byClient = { name: 'Esimerkkipaja', city: 'Tampere', country: 'FI' }
export const byDesk = { name: 'Beispielwerkstatt', city: 'Rostock', country: 'DE' }
export const projectCode = '2026-1-LV01-KA121-VET-000012345'

/** What is agreed with everybody; each shows as much as is aimed at. */
export const outcomes = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 4 },
  { competence: '3.1', baseline: 2, target: 3 },
]

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** So many learners, all made up, whose stay ended yesterday: one under 18, and one in five without software at their host. */
export function rosterOf(size: number, today: string): { rows: Row[]; starts_on: string; ends_on: string } {
  const ends_on = addDays(today, -1)
  const rows = Array.from({ length: size }, (_, place): Row => {
    const number = place + 1
    const isMinor = place === 0
    return {
      learner: `C-${String(number).padStart(3, '0')}`,
      given_name: 'Learner',
      family_name: `${letters[Math.floor(place / 26) % 26]}${letters[place % 26]!.toLowerCase()}a`,
      birth_date: addDays(today, isMinor ? -6300 : -7300 - place),
      guardian: isMinor ? 'Guardian One' : '',
      hosting: place % 5 === 4 ? byDesk.name : byClient.name,
    } as Row
  })
  return { rows, starts_on: addDays(today, -28), ends_on }
}

/** The spreadsheet from which it all begins. */
export function sheetOf(rows: readonly Row[]): string {
  const [first] = rows
  const headings = Object.keys(first!)
  return [headings, ...rows.map((row) => Object.values(row))].map((cells) => cells.join(',')).join('\n')
}
