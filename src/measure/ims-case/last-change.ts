import type { Framework } from '../frameworks/framework.ts'

/**
 * When this service last began to say something else of the same framework. Whoever changes what a package says sets it to
 * that time: platforms fetch again only what has changed since they last did.
 */
const FORM_CHANGED_AT = '2026-11-29T05:32:00.000Z'

/** When what a package of the framework says last changed: its files, or the way in which they are told. */
export const changedAt = ({ changedAt }: Pick<Framework, 'changedAt'>): string =>
  changedAt > FORM_CHANGED_AT ? changedAt : FORM_CHANGED_AT
