import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { sendTagged } from '../../platform/http/download.ts'
import { statusListCacheControl } from '../documents/credentials/status-list.ts'
import type { StatusListForm, statusListPublisher } from '../status-lists/publish-status-list.ts'

const forms: Record<string, StatusListForm> = {
  'application/vc+jwt': 'jwt',
  'application/statuslist+jwt': 'token',
}

export const statusListTypes = [
  'application/vc+jwt',
  'application/statuslist+jwt',
  'application/vc+ld+json',
  'application/vc',
  'application/ld+json',
  'application/json',
]

/** Answers with a status list in the form that is asked for. */
export async function answerStatusList(
  request: FastifyRequest,
  reply: FastifyReply,
  publish: (form: StatusListForm) => ReturnType<ReturnType<typeof statusListPublisher>>,
): Promise<FastifyReply> {
  const headers = request.headers as Record<string, string>
  const type = new Negotiator({ headers }).mediaType(statusListTypes) ?? statusListTypes[0]!
  const { body, etag } = await publish(forms[type] ?? 'proof')
  reply.header('cache-control', statusListCacheControl).header('vary', 'accept')
  return sendTagged(request, reply, { type, bytes: Buffer.from(body), etag })
}
