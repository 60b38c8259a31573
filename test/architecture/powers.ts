import { isContext, isGroup, isRoutes, isStore, isTx, partOf } from './parts.ts'
import { inEachFile, type Rule, serviceOf } from './rule.ts'
import type { Export, Param, Source } from './source.ts'

export const powers: Rule[] = [
  {
    title:
      'the first parameter tells the power of a function: `tx` queries, `ctx` acts for someone, `tx` before `ctx`',
    find: inEachFile(({ exports }) =>
      exports.filter(hidesItsPower).map(({ name, line }) => ({ line, says: `hides what ${name} can do` })),
    ),
    planted: {
      'src/parties/people/person.ts': `
        export const read = (id: string, tx: Tx) => 1
        export function write(tx: Tx, ctx: Context, id: string) {}
        export function change(id: string, ctx: Pick<Context, 'now'>) {}
        export function swap(ctx: Context, tx: Tx) {}`,
    },
    told: [
      'src/parties/people/person.ts:2 hides what read can do',
      'src/parties/people/person.ts:4 hides what change can do',
      'src/parties/people/person.ts:5 hides what swap can do',
    ],
  },
  {
    title:
      'a noun is pure: what takes neither `tx` nor `ctx` calls no store, reads no file and asks no network',
    find: (tree) =>
      serviceOf(tree)
        .filter(
          (source) => isGroup(partOf(source.path)) && isNoun(source) && !readsTheMeasure.has(source.path),
        )
        .flatMap((source) => [
          ...source.imports
            .filter(({ to, typeOnly }) => !typeOnly && (isStore(to) || isOutside(to)))
            .map(({ to }) => ({ file: source.path, says: `is not pure: imports ${to}` })),
          ...fetches(source).map((line) => ({ file: source.path, line, says: 'is not pure: calls fetch' })),
        ]),
    planted: {
      'src/parties/people/person.ts':
        "import { readFileSync } from 'node:fs'\nimport { findPerson } from './store.ts'\nimport type { Row } from './store.ts'\nexport const name = () => fetch('')",
      'src/parties/people/read-person.ts':
        "import { findPerson } from './store.ts'\nexport const read = (tx: Tx) => findPerson(tx)",
      'src/parties/people/store.ts': "import { eq } from 'drizzle-orm'",
    },
    told: [
      'src/parties/people/person.ts is not pure: imports node:fs',
      'src/parties/people/person.ts is not pure: imports src/parties/people/store.ts',
      'src/parties/people/person.ts:4 is not pure: calls fetch',
    ],
  },
]

function hidesItsPower({ params }: Export): boolean {
  if (!params) return false
  const tx = params.findIndex(isTx)
  const ctx = params.findIndex(isContext)
  return tx > 0 || ctx > (tx === 0 ? 1 : 0)
}

/** The measure is files: it is read when the service starts, and written by who imports a framework. */
const readsTheMeasure = new Set(
  [
    'load-frameworks.ts',
    'read-audience.ts',
    'read-file.ts',
    'wordings/read-wordings.ts',
    'record-changes.ts',
    'imports/import-framework.ts',
    'imports/write-framework.ts',
  ].map((file) => `src/measure/frameworks/${file}`),
).add('src/measure/vocabularies/read-vocabularies.ts')

const isOutside = (module: string) =>
  /^node:(fs|net|http|https|dns|child_process)\b|^drizzle-orm/.test(module)

function isNoun({ path, exports }: Source): boolean {
  if (isRoutes(path) || isStore(path)) return false
  return !exports.some(({ params, made = [] }) => [...(params ?? []), ...made].some(hasPower))
}

const hasPower = (param: Param) =>
  isTx(param) || isContext(param) || /\b(Services|Database|FastifyInstance)\b/.test(param.type)

function fetches(source: Source): number[] {
  const lines: number[] = []
  source.visit({
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'fetch') lines.push(source.lineOf(node))
    },
  })
  return lines
}
