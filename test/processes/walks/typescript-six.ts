import { registerHooks } from 'node:module'

/** The generators of clients are made with a TypeScript that is written in JavaScript: ours is not, any more. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? '@tsd/typescript' : specifier, context),
})
