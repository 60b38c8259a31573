import { buffer } from 'node:stream/consumers'
import { readLines } from '../../../platform/sheets/read-sheet.ts'
import { writeCsvParted } from '../../../platform/sheets/write-csv.ts'
import { openParts } from '../../../platform/zip/open-parts.ts'

/** As much as the parts of a roster that are read may unpack to. */
const MAX_PART = 32 * 1024 * 1024
const limits = { parts: 100, part: MAX_PART, all: 3 * MAX_PART }

const kept = ['sourcedId', 'givenName', 'familyName', 'email'] as const
const fields = ['externalId', 'givenName', 'familyName', 'email'] as const
const joined = ['birthDate', 'guardianName', 'guardianEmail'] as const

type Records = { line: number; cells: Map<string, string> }[]

/**
 * The learners of an archive as OneRoster 1.2 has it, as one table: its users, with their birth dates from the
 * demographics and their guardians from among the other users. Lines are those of users.csv; passwords and all that is not
 * asked for stay where they are. Null where it is no such archive.
 */
export async function tableOfRoster(bytes: Uint8Array): Promise<Uint8Array | null> {
  const archive = await openParts(bytes, limits).catch(() => null)
  const name = (wanted: string) =>
    archive?.names.find((path) => path.toLowerCase().split('/').at(-1) === wanted)
  if (!archive || !name('users.csv')) return null
  const read = async (wanted: string): Promise<Records> => {
    const part = archive.open(name(wanted) ?? '')
    return part ? recordsOf(await buffer(part)) : []
  }
  const users = await read('users.csv')
  const born = new Map(
    (await read('demographics.csv')).map(({ cells }) => [idOf(cells), cells.get('birthdate')]),
  )
  const roles = Map.groupBy(await read('roles.csv'), ({ cells }) => cells.get('usersourcedid'))
  const known = new Map(users.map(({ cells }) => [idOf(cells), cells]))
  const roleOf = (cells: Map<string, string>) =>
    roles.get(idOf(cells))?.map((record) => record.cells.get('role')) ?? [cells.get('role')]
  const lines: string[][] = [[...fields, ...joined]]
  for (const { line, cells } of users) {
    const isLearner = roleOf(cells).some((role) => role === 'student' || role === undefined || role === '')
    if (!isLearner || cells.get('status') === 'tobedeleted') continue
    while (lines.length < line - 1) lines.push([])
    const guardian = agentsOf(cells)
      .map((agent) => known.get(agent))
      .find((agent) => agent && roleOf(agent).some((role) => ['guardian', 'parent'].includes(role ?? '')))
    lines.push([
      ...kept.map((field) => cells.get(field.toLowerCase()) ?? ''),
      born.get(idOf(cells)) ?? '',
      guardian ? `${guardian.get('givenname') ?? ''} ${guardian.get('familyname') ?? ''}`.trim() : '',
      guardian?.get('email') ?? '',
    ])
  }
  return Buffer.from(writeCsvParted(lines, ','))
}

const idOf = (cells: Map<string, string>) => cells.get('sourcedid')

const agentsOf = (cells: Map<string, string>): string[] =>
  (cells.get('agentsourcedids') ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')

async function recordsOf(bytes: Uint8Array): Promise<Records> {
  const { lines } = await readLines(bytes, (cell) =>
    /^(sourcedId|userSourcedId|givenName|birthDate)$/i.test(cell),
  )
  const [head, ...rows] = lines
  const names = head?.cells.map((cell) => String(cell).trim().toLowerCase()) ?? []
  return rows.map(({ line, cells }) => ({
    line,
    cells: new Map(names.map((name, at) => [name, String(cells[at] ?? '').trim()])),
  }))
}
