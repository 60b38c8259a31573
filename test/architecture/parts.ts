import type { Source } from './source.ts'

/**
 * Groups of features in the order of a certificate's life: each may look at those before it. A case and its certificate
 * decide upon each other, so these two stand together.
 */
export const tiers = [
  ['measure'],
  ['parties'],
  ['mobility'],
  ['recognition', 'certification'],
  ['verification'],
  ['exchange'],
  ['custody'],
]
export const groups = tiers.flat()
export const tierOf = (group: string) => tiers.findIndex((tier) => tier.includes(group))

/** What puts the service to work from outside: nobody looks at it. */
export const outside = ['commands']

/** What each part underneath may import besides itself, the root and packages. Everybody writes in the ledger, and has messages sent. */
export const underneath: Record<string, readonly string[]> = {
  db: ['platform'],
  platform: ['db'],
  ledger: ['db', 'platform'],
  outbox: ['db', 'platform', 'ledger'],
}

/** Of the root, only what everybody needs. */
export const common = ['src/context.ts', 'src/errors.ts', 'src/act.ts', 'src/actions.ts', 'src/words.ts']

/** The rest of it puts the service together, and no part imports it. */
export const entries = [
  'src/app.ts',
  'src/jobs.ts',
  'src/load-quickly.ts',
  'src/serve.ts',
  'src/server.ts',
  'src/start.ts',
  'src/work.ts',
  'src/worker.ts',
  'src/config.ts',
]

/** The group of a file, or what lies underneath. */
export function partOf(path: string): string {
  if (path.startsWith('src/custody/ledger/')) return 'ledger'
  if (path.startsWith('src/exchange/outbox/')) return 'outbox'
  const [, part = '', ...rest] = path.split('/')
  // The words of what stands at the root lie beside it, as they do everywhere.
  return rest.length > 0 && part !== 'words' ? part : 'root'
}

export const isGroup = (part: string) => groups.includes(part)

/** What a feature serves: `routes.ts`, which may be put together from one `<noun>-routes.ts` for each of its nouns. */
export const isRoutes = (path: string) => /(\/|-)routes\.ts$/.test(path)

/** Where SQL is: `store.ts`, or one `<noun>-store.ts` for each of its nouns. */
export const isStore = (path: string) => /(\/|-)store\.ts$/.test(path)

/** A file whose export acts for someone: the syntax says so, not the name. */
export const isVerb = ({ exports }: Source) =>
  exports.some(({ params, curried }) => !curried && params?.[0] !== undefined && isContext(params[0]))

export const isContext = ({ name, type }: { name: string; type: string }) =>
  name === 'ctx' || /\bContext\b/.test(type)
export const isTx = ({ name, type }: { name: string; type: string }) => name === 'tx' || type === 'Tx'
