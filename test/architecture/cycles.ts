import type { Rule, Violation } from './rule.ts'
import { serviceOf } from './rule.ts'
import type { Import, SourceTree } from './source.ts'

export const cycles: Rule[] = [
  {
    title: 'no files need each other to run',
    find: (tree) => circles(tree, ({ typeOnly }) => !typeOnly),
    planted: {
      'src/db/a.ts': "import { b } from './b.ts'",
      'src/db/b.ts': "import { c } from './c.ts'",
      'src/db/c.ts': "import { a, type A } from './a.ts'",
      'src/db/d.ts': "import type { E } from './e.ts'",
      'src/db/e.ts': "import { d } from './d.ts'",
    },
    told: ['src/db/a.ts goes in a circle with src/db/b.ts, src/db/c.ts'],
  },
  {
    title: 'no files need each other to be understood',
    find: (tree) => circles(tree, () => true),
    planted: {
      'src/db/d.ts': "import type { E } from './e.ts'",
      'src/db/e.ts': "import { type D, d } from './d.ts'",
    },
    told: ['src/db/d.ts goes in a circle with src/db/e.ts'],
  },
]

/** A certificate can come of an appeal, and an appeal is about a certificate: their tables refer to each other. */
const mutual = [
  'src/db/schema/certification/certificates.ts goes in a circle with src/db/schema/recognition/appeals.ts',
]

/** Files that can all be reached from each other (Tarjan's strongly connected components). */
function circles(tree: SourceTree, counts: (what: Import) => boolean): Violation[] {
  const order = new Map<string, number>()
  const reach = new Map<string, number>()
  const open: string[] = []
  const found: Violation[] = []
  const look = (path: string): number => {
    order.set(path, order.size)
    reach.set(path, order.get(path)!)
    open.push(path)
    for (const { to } of tree.get(path)!.imports.filter(counts)) {
      if (!tree.has(to)) continue
      if (!order.has(to)) lower(path, look(to))
      else if (open.includes(to)) lower(path, order.get(to)!)
    }
    if (reach.get(path) === order.get(path)) close(path)
    return reach.get(path)!
  }
  const lower = (path: string, value: number) => reach.set(path, Math.min(reach.get(path)!, value))
  const close = (path: string) => {
    const [first, ...others] = open.splice(open.indexOf(path)).sort()
    if (others.length > 0) found.push({ file: first!, says: `goes in a circle with ${others.join(', ')}` })
  }
  for (const { path } of serviceOf(tree)) if (!order.has(path)) look(path)
  return found.filter(({ file, says }) => !mutual.includes(`${file} ${says}`))
}
