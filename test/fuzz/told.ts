import type { Answer, Asked } from './ask.ts'

/** A request and its answer, for a person to read and repeat. */
export function told({ method, path, headers, body }: Asked, answer: Answer | null): string {
  const { authorization = '', ...others } = headers
  const who = authorization ? `as ${claimsOf(authorization)} ` : ''
  const sent = body ? ` ${body.toString('utf8').slice(0, 600)}` : ''
  const said = answer ? `${answer.status} ${answer.body.toString('utf8').slice(0, 600)}` : 'nothing'
  return `${method} ${path} ${who}${JSON.stringify(others)}${sent}\n  → ${said}`
}

function claimsOf(authorization: string): string {
  try {
    const { member = 'nobody', roles = [] } = JSON.parse(
      Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString(),
    )
    return `${member} (${roles})`
  } catch {
    return authorization
  }
}
