import { common, entries, isGroup, isRoutes, isVerb, outside, partOf, tierOf, underneath } from './parts.ts'
import { inEachFile, type Rule, serviceOf, type Violation } from './rule.ts'
import type { Import, Source, SourceTree } from './source.ts'

type Found = (from: Source, to: Source, what: Import) => boolean

/** Imports between files of the service that are not as they should be. */
const imports =
  (isWrong: Found) =>
  (tree: SourceTree): Violation[] =>
    serviceOf(tree).flatMap((from) =>
      from.imports.flatMap((what) => {
        const to = tree.get(what.to)
        return to && isWrong(from, to, what) ? [{ file: from.path, says: `imports ${to.path}` }] : []
      }),
    )

const readers = ['src/config.ts', 'src/load-quickly.ts']

export const layers: Rule[] = [
  {
    title:
      'every file lies in a part that is known, and the root has only what everybody needs or what puts it together',
    find: (tree) =>
      serviceOf(tree).flatMap(({ path }) => {
        const part = partOf(path)
        const known =
          part === 'root'
            ? [...common, ...entries, 'src/words/messages.ts'].includes(path)
            : isGroup(part) || outside.includes(part) || part in underneath
        return known ? [] : [{ file: path, says: 'lies in no part' }]
      }),
    planted: { 'src/lists/list.ts': '', 'src/more.ts': '', 'src/parties/people/person.ts': '' },
    told: ['src/lists/list.ts lies in no part', 'src/more.ts lies in no part'],
  },
  {
    title: 'groups look upstream only, and nobody looks at the commands',
    find: imports(({ path }, to) => {
      const [from, at] = [partOf(path), partOf(to.path)]
      if (outside.includes(from) || from === at) return false
      return outside.includes(at) || (isGroup(from) && isGroup(at) && tierOf(at) > tierOf(from))
    }),
    planted: {
      'src/parties/people/person.ts': "import type { Mobility } from '../../mobility/mobilities/mobility.ts'",
      'src/mobility/mobilities/mobility.ts': "import { keys } from '../../commands/keys.ts'",
      'src/commands/keys.ts': "import { person } from '../parties/people/person.ts'",
    },
    told: [
      'src/parties/people/person.ts imports src/mobility/mobilities/mobility.ts',
      'src/mobility/mobilities/mobility.ts imports src/commands/keys.ts',
    ],
  },
  {
    title: 'what lies underneath knows no feature, but for the types of what a column holds',
    find: imports(({ path }, to, { typeOnly }) => {
      const [from, at] = [partOf(path), partOf(to.path)]
      const may = underneath[from]
      if (!may || at === from || at === 'root' || may.includes(at)) return false
      return !(typeOnly && path.startsWith('src/db/schema/'))
    }),
    planted: {
      'src/platform/dates.ts': "import type { Person } from '../parties/people/person.ts'",
      'src/db/schema/people.ts': "import type { Person } from '../../parties/people/person.ts'",
      'src/custody/ledger/store.ts': "import { name } from '../../parties/people/person.ts'",
      'src/parties/people/person.ts': '',
    },
    told: [
      'src/platform/dates.ts imports src/parties/people/person.ts',
      'src/custody/ledger/store.ts imports src/parties/people/person.ts',
    ],
  },
  {
    title: 'nobody imports what puts the service together',
    find: imports(
      ({ path }, to, { typeOnly }) =>
        entries.includes(to.path) && !typeOnly && ![...outside, 'root'].includes(partOf(path)),
    ),
    planted: { 'src/parties/people/person.ts': "import { jobs } from '../../jobs.ts'", 'src/jobs.ts': '' },
    told: ['src/parties/people/person.ts imports src/jobs.ts'],
  },
  {
    title: 'app.ts alone imports routes, and the routes of a noun only those of its group',
    find: imports(({ path }, to) => {
      if (!isRoutes(to.path) || (path === 'src/app.ts' && to.path.endsWith('/routes.ts'))) return false
      return !path.endsWith('/routes.ts') || partOf(path) !== partOf(to.path)
    }),
    planted: {
      'src/app.ts':
        "import './parties/people/routes.ts'\nawait import('./custody/erasure/routes.ts')\nimport './parties/people/name-routes.ts'",
      'src/parties/people/routes.ts': "import './name-routes.ts'",
      'src/parties/people/person.ts': "import './routes.ts'",
      'src/parties/people/name-routes.ts': '',
    },
    told: [
      'src/app.ts imports src/parties/people/name-routes.ts',
      'src/parties/people/person.ts imports src/parties/people/routes.ts',
    ],
  },
  {
    title: 'a verb is called by the routes, jobs and verbs of its own group, and by the commands',
    find: imports((from, to, { typeOnly }) => {
      const part = partOf(to.path)
      if (typeOnly || !isGroup(part) || !isVerb(to)) return false
      if ([...outside, 'root'].includes(partOf(from.path))) return false
      return partOf(from.path) !== part || !(isRoutes(from.path) || isVerb(from) || isJob(from))
    }),
    planted: {
      'src/mobility/mobilities/start.ts': 'export async function start(ctx: Context, id: string) {}',
      'src/mobility/mobilities/mobility.ts': "import { start } from './start.ts'",
      'src/mobility/mobilities/hold.ts':
        'export const hold = (ctx: Context, id: string) => (tx: Tx) => getMobility(tx, id)',
      'src/mobility/mobilities/leave.ts': "import { hold } from './hold.ts'",
      'src/mobility/mobilities/routes.ts': "import { start } from './start.ts'",
      'src/recognition/advance.ts':
        "import { start } from '../mobility/mobilities/start.ts'\nexport const advance = (ctx: Context) => start(ctx, '')",
    },
    told: [
      'src/mobility/mobilities/mobility.ts imports src/mobility/mobilities/start.ts',
      'src/recognition/advance.ts imports src/mobility/mobilities/start.ts',
    ],
  },
  {
    title: 'config.ts alone reads the environment, and what loads it, and the commands',
    find: inEachFile((source) => {
      const found: { line: number; says: string }[] = []
      if (readers.includes(source.path) || outside.includes(partOf(source.path))) return []
      source.visit({
        MemberExpression(node) {
          const { object, property } = node
          const isProcess = object.type === 'Identifier' && object.name === 'process'
          if (isProcess && property.type === 'Identifier' && property.name === 'env')
            found.push({ line: source.lineOf(node), says: 'reads the environment' })
        },
      })
      return found
    }),
    planted: {
      'src/platform/dates.ts': '\nexport const zone = process.env.TZ',
      'src/config.ts': 'process.env',
    },
    told: ['src/platform/dates.ts:2 reads the environment'],
  },
]

/** What is done without being asked for takes the service itself. */
const isJob = ({ exports }: Source) =>
  exports.some(({ params }) => params?.[0] && /\bServices\b/.test(params[0].type))
