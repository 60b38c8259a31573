import type { Readable } from 'node:stream'
import { type Context, read } from '../../context.ts'
import { event, follow, type Glance } from '../progress/follow.ts'
import { viewImport } from './schemas.ts'
import { getImport } from './store.ts'

type Look = Glance & { seen: string }

/** How far an import is, each time that it came further, as server-sent events; the last one ends it. */
export const followImport = (ctx: Context, id: string, signal: AbortSignal): Promise<Readable> =>
  follow<Look>((before) => look(ctx, id, before?.seen ?? ''), signal)

const atWork = ['checking', 'running']

function look(ctx: Context, id: string, before: string): Promise<Look> {
  return read(ctx, async (tx) => {
    const found = await getImport(tx, ctx.actor, id)
    const seen = `${found.state} ${found.cursor}`
    const isLast = !atWork.includes(found.state)
    const said =
      seen === before && !isLast ? '' : event(isLast ? 'end' : 'progress', viewImport(found), found.cursor)
    return { said, seen, isMore: false, isLast }
  })
}
