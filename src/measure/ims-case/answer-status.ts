import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { outageIn } from '../../db/states.ts'
import { Refusal } from '../../errors.ts'
import { collectFaults } from '../../platform/http/faults.ts'
import { statusOf } from '../../platform/http/problems.ts'
import { reference } from '../../platform/words/language.ts'
import type { StatusInfo } from './schemas.ts'

/** CASE has an error form of its own; its clients know no other. */
export function answerStatus(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Refusal) {
    const status = statusOf(error)
    return send(reply, status, error.message, minorOf(status))
  }
  if (error.code === 'FST_ERR_VALIDATION') {
    const faults = collectFaults(request)
    const told = faults.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail(reference)}`).join('; ')
    const minor = faults.some((fault) => fault.in === 'path') ? 'invaliduuid' : 'invalid_selection_field'
    return send(reply, 400, told, minor)
  }
  const status = error.statusCode ?? 500
  if (status < 500) return send(reply, status, error.message, minorOf(status))
  if (status === 503 || outageIn(error))
    return send(reply, 503, 'The service is busy. Try again shortly.', 'server_busy')
  request.log.error({ err: error }, 'unforeseen error')
  return send(reply, 500, 'Something went wrong here.', 'internal_server_error')
}

export function answerUnknownAddress(_: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, 404, 'There is nothing at this address.', 'unknownobject')
}

const minorOf = (status: number) => (status === 404 ? 'unknownobject' : 'invalid_selection_field')

function send(reply: FastifyReply, status: number, description: string, minor: string): FastifyReply {
  const body: z.infer<typeof StatusInfo> = {
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: description,
    imsx_codeMinor: {
      imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'codeMinor', imsx_codeMinorFieldValue: minor }],
    },
  }
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body))
}
