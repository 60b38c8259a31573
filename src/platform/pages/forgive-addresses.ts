import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { spoken } from '../words/language.ts'

/** Addresses that programs ask, and are told what is wrong with them; all others are pages, and what hangs on them. */
const ofMachines = /^\/(v1|ims|oauth|openid4vci)(\/|$)/

/** What stands behind an address in a text, a mail or between quotation marks. */
const behind = /[\s.,;:!?'"«»“”„‘’()<>[\]{}|*…]+$/u

/**
 * What happens to addresses on their way is forgiven where somebody opens a page: what advertisers add, a language that is
 * not spoken here, and punctuation that came along with what was copied. It holds for every page, whatever its route says.
 */
export function forgiveAddresses(app: FastifyInstance): void {
  app.addHook('preValidation', (request, reply, done) => {
    if (!isPage(request)) return done()
    // What ends in a slash is taken for the address of something without a name, which is none.
    if (Object.values(request.params as object).includes('')) return void reply.callNotFound()
    forgiveQuery(request)
    forgiveParams(request)
    done()
  })
}

/** Where an address of a page ends in a slash or in punctuation and is none, leads to the one that was meant; true then. */
export function leadOn(request: FastifyRequest, reply: FastifyReply): boolean {
  const [path = '', query] = request.url.split(/\?(.*)/s)
  if (!isPage(request)) return false
  const meant = shorten(path)
  if (meant === null) return false
  reply.header('cache-control', 'no-store').redirect(query ? `${meant}?${query}` : meant, 302)
  return true
}

const isPage = ({ method, url, headers }: FastifyRequest) =>
  (method === 'GET' || method === 'HEAD') &&
  headers.accept?.includes('text/html') === true &&
  !ofMachines.test(url)

function forgiveQuery(request: FastifyRequest): void {
  const { querystring } = request.routeOptions.schema ?? {}
  const shape = (querystring as { shape?: object } | undefined)?.shape
  if (!shape) return
  const { lang, ...rest } = request.query as Record<string, unknown>
  const language = spokenAs(lang)
  const known = Object.entries(rest).filter(([name]) => Object.hasOwn(shape, name))
  request.query = Object.fromEntries(language ? [...known, ['lang', language]] : known)
}

/** `LV` and `lv-LV` are Latvian; what is not spoken here is left to what the browser asks for. */
function spokenAs(lang: unknown): string | undefined {
  const [asked] = String(lang ?? '')
    .toLowerCase()
    .split(/[-_]/)
  return spoken.find((language) => language === asked)
}

function forgiveParams(request: FastifyRequest): void {
  const params = request.params as Record<string, string>
  for (const [name, value] of Object.entries(params)) params[name] = value.replace(behind, '')
}

/** Always on this host: whatever stands before the path is one slash. Null where there is nothing to take off. */
function shorten(path: string): string | null {
  let said: string
  try {
    said = decodeURI(path)
  } catch {
    return null
  }
  let meant = said
  for (let before = ''; before !== meant; ) {
    before = meant
    meant = meant.replace(/\/+$/, '').replace(behind, '')
  }
  const to = `/${encodeURI(meant.replace(/^[/\\]+/, ''))}`
  return meant === said || to === '/' ? null : to
}
