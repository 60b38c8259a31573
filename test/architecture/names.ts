import type { Argument, Expression, ParamPattern } from 'oxc-parser'
import { isRoutes, outside, partOf } from './parts.ts'
import { inEachFile, type Rule, serviceOf } from './rule.ts'
import type { Source } from './source.ts'

export const names: Rule[] = [
  {
    title: 'every name is exported once in the service, but for those that mean the same in every feature',
    find: (tree) => {
      const exported = serviceOf(tree)
        // The demo is a client of the service: what it does is called what it asks for.
        .filter(({ path }) => !outside.includes(partOf(path)))
        .flatMap(({ path, exports, imports }) =>
          [...new Set(exports.map(({ name }) => name))]
            .filter((name) => !isCarriedOn(name, imports) && !isConvention(name, path))
            .map((name) => ({ file: path, name })),
        )
      return Object.values(Object.groupBy(exported, ({ name }) => name)).flatMap((found = []) =>
        found.length < 2
          ? []
          : [
              {
                file: found[0]!.file,
                says: `exports ${found[0]!.name} as ${found
                  .slice(1)
                  .map(({ file }) => file)
                  .join(', ')} does`,
              },
            ],
      )
    },
    planted: {
      'src/parties/people/words.ts': 'export const say = 1',
      'src/parties/people/person.ts': 'export const Side = 1\nexport type Side = 1',
      'src/mobility/words.ts':
        "export const say = 1\nexport type { Side } from '../parties/people/person.ts'",
      'src/mobility/mobility.ts': 'export type Side = 2\nexport function move() {}',
      'src/commands/move.ts': 'export function move() {}',
    },
    told: ['src/parties/people/person.ts exports Side as src/mobility/mobility.ts does'],
  },
  {
    title: 'no type is called a word that says nothing',
    find: inEachFile((source) => {
      const found: { line: number; says: string }[] = []
      const look = (node: { id: { name: string }; start: number }) => {
        if (empty.has(node.id.name))
          found.push({ line: source.lineOf(node), says: `calls a type ${node.id.name}` })
      }
      source.visit({ TSTypeAliasDeclaration: look, TSInterfaceDeclaration: look })
      return found
    }),
    planted: { 'src/db/client.ts': 'type Known = 1\nexport interface Matter {}\ntype Case = 1' },
    told: ['src/db/client.ts:1 calls a type Known', 'src/db/client.ts:2 calls a type Matter'],
  },
  {
    title: 'a parameter is called what it is: nothing is called `one`',
    find: inEachFile((source) => {
      const found: { line: number; says: string }[] = []
      const look = ({ params }: { params: readonly ParamPattern[] }) => {
        for (const param of params)
          if (param.type === 'Identifier' && param.name === 'one')
            found.push({ line: source.lineOf(param), says: 'calls a parameter `one`' })
      }
      source.visit({ ArrowFunctionExpression: look, FunctionDeclaration: look, FunctionExpression: look })
      return found
    }),
    planted: {
      'src/db/client.ts':
        'list.map((one) => one.id)\nlist.reduce((one, other) => one)\nlist.map((row) => row)',
    },
    told: ['src/db/client.ts:1 calls a parameter `one`', 'src/db/client.ts:2 calls a parameter `one`'],
  },
  {
    title: 'the words of a list are typed once',
    find: (tree) => {
      // What a column holds is typed beside the column.
      const [columns, others] = [true, false].map((isColumn) =>
        serviceOf(tree).filter(({ path }) => path.startsWith('src/db/schema/') === isColumn),
      )
      const lists = [...columns!, ...others!].flatMap((source) =>
        listsOf(source).map(({ line, words }) => ({ file: source.path, line, words })),
      )
      return Object.values(Object.groupBy(lists, ({ words }) => words)).flatMap((found = []) =>
        found
          .slice(1)
          .map(({ file, line, words }) => ({ file, line, says: `types ${words} as ${found[0]!.file} does` })),
      )
    },
    planted: {
      'src/db/schema/marks.ts': "export const marks = ['met', 'not-met'] as const",
      'src/db/schema/kinds.ts': "export const kinds = text({ enum: ['file', 'link'] })",
      'src/recognition/schemas.ts':
        "const Mark = z.enum(['not-met', 'met'])\nconst Kind = z.enum(['file', 'link', 'test'])\nconst by = ['met', 'not-met']",
    },
    told: ['src/recognition/schemas.ts:1 types met, not-met as src/db/schema/marks.ts does'],
  },
  {
    title: 'there are no catch-all folders or files',
    find: (tree) =>
      serviceOf(tree)
        .filter(({ path }) => /\/(utils?|helpers?|shared|common|types|index|services?)(\/|\.ts$)/.test(path))
        .map(({ path }) => ({ file: path, says: 'takes in everything' })),
    planted: {
      'src/parties/utils/name.ts': '',
      'src/parties/index.ts': '',
      'src/parties/people/person.ts': '',
    },
    told: ['src/parties/utils/name.ts takes in everything', 'src/parties/index.ts takes in everything'],
  },
  {
    title: 'a file has at most 250 lines',
    find: inEachFile(({ text }) => {
      const lines = text.split('\n').length - 1
      return lines > 250 ? [{ says: `has ${lines} lines` }] : []
    }),
    planted: { 'src/db/long.ts': '\n'.repeat(251), 'src/db/client.ts': '\n'.repeat(250) },
    told: ['src/db/long.ts has 251 lines'],
  },
  {
    title: 'a folder has at most 20 files before it is divided by nouns',
    find: (tree) => {
      const folders = Object.groupBy(serviceOf(tree), ({ path }) => path.split('/').slice(0, -1).join('/'))
      return Object.entries(folders).flatMap(([folder, files = []]) =>
        files.length > 20 ? [{ file: folder, says: `has ${files.length} files` }] : [],
      )
    },
    planted: Object.fromEntries(Array.from({ length: 21 }, (_, place) => [`src/db/file-${place}.ts`, ''])),
    told: ['src/db has 21 files'],
  },
]

/** Words that stand for whatever comes: the thing itself has a name in the field. */
const empty = new Set(['Around', 'Known', 'Matter', 'Wanted', 'Waiting', 'Told', 'Gathered', 'Open'])

/** What every feature has, and means the same by: its words, and what its routes are put together from. */
const isConvention = (name: string, path: string) =>
  ['say', 'Messages'].includes(name) || (isRoutes(path) && name.endsWith('Routes'))

/** Whether a file only hands on what another gives. */
const isCarriedOn = (name: string, imports: Source['imports']) =>
  imports.some(({ names: given, local }) => local && given.some((found) => found.local === name))

/** The lists of words that a value is one of: of a column, of the wire, or said to be constant. */
function listsOf(source: Source): { line: number; words: string }[] {
  const found: { line: number; words: string }[] = []
  const add = (node: Expression | Argument | undefined) => {
    if (node?.type !== 'ArrayExpression' || node.elements.length < 2) return
    const words = node.elements.map((element) => (element?.type === 'Literal' ? element.value : null))
    if (words.every((word) => typeof word === 'string'))
      found.push({ line: source.lineOf(node), words: words.sort().join(', ') })
  }
  source.visit({
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (callee.property.name === 'enum') add(first)
    },
    Property({ key, value }) {
      if (key.type === 'Identifier' && key.name === 'enum') add(value as Expression)
    },
    TSAsExpression({ expression, typeAnnotation }) {
      const isConst = source.text.slice(typeAnnotation.start, typeAnnotation.end) === 'const'
      if (isConst && source.path.startsWith('src/db/schema/')) add(expression)
    },
  })
  return found
}
