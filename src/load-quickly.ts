import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'

// To be imported before anything else is: what an entry imports statically is looked up before any of it runs.

/** Node.js reads the description of a package again for each of its files, and this one's takes a millisecond and a megabyte. */
const large = 'drizzle-orm'

const found = new Map<string, ReturnType<Parameters<typeof registerHooks>[0]['resolve'] & {}>>()

registerHooks({
  resolve(specifier, context, next) {
    if (context.conditions.includes('require')) return next(specifier, context)
    if (specifier.startsWith('.') && specifier.endsWith('.js') && isWithin(context.parentURL))
      return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
    if (specifier !== large && !specifier.startsWith(`${large}/`)) return next(specifier, context)
    const known = found.get(specifier) ?? { ...next(specifier, context), shortCircuit: true }
    found.set(specifier, known)
    return known
  },
})

const isWithin = (parent: string | undefined) => parent?.includes(`/node_modules/${large}/`) ?? false

// What was compiled is kept with the data, where nobody else can write; without a place for it each start compiles anew.
enableCompileCache(join(process.env.DATA_DIR || 'data', 'compiled'))
