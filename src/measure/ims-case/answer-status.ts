import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { outageIn } from '../../db/states.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { collectFaults } from '../../platform/http/faults.ts'
import { spokenAnyway } from '../../platform/http/language.ts'
import { statusOf } from '../../platform/http/problems.ts'
import type { StatusInfo } from './schemas.ts'
import { say } from './words.ts'

type Minor = StatusInfo['imsx_codeMinor']['imsx_codeMinorField'][number]['imsx_codeMinorFieldValue']

/** CASE has an error form of its own; its clients know no other. */
export function answerStatus(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const language = spokenAnyway(request)
  if (error instanceof Refusal) {
    const { sentence, faults } = error
    if (faults.length > 0) return sendFaults(reply, faults, language)
    const status = statusOf(error)
    return send(reply, status, sentence(language), minorOf(status))
  }
  if (error.code === 'FST_ERR_VALIDATION') return sendFaults(reply, collectFaults(request), language)
  const status = error.statusCode ?? 500
  if (status === 503 || outageIn(error)) return send(reply, 503, say('busy')(language), 'server_busy')
  if (status < 500) return send(reply, status, error.message, minorOf(status))
  request.log.error({ err: error }, 'unforeseen error')
  return send(reply, 500, say('went-wrong')(language), 'internal_server_error')
}

export function answerUnknownAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, 404, say('nothing-here')(spokenAnyway(request)), 'unknownobject')
}

/** To CASE what is no identifier is an object that is not there. */
function sendFaults(reply: FastifyReply, faults: readonly Fault[], language: string): FastifyReply {
  const told = faults.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail(language)}`)
  const isAt = (...pointers: string[]) => faults.every(({ pointer }) => pointers.includes(pointer))
  if (faults.every((fault) => fault.in === 'path')) return send(reply, 404, told.join('; '), 'invaliduuid')
  const minor = isAt('/sort', '/orderBy') ? 'invalid_sort_field' : 'invalid_selection_field'
  return send(reply, 400, told.join('; '), minor)
}

function minorOf(status: number): Minor {
  if (status === 404) return 'unknownobject'
  return status === 429 ? 'server_busy' : 'invalid_selection_field'
}

/** No description is longer than its schema says. */
const MAX_DESCRIPTION = 2000

function send(reply: FastifyReply, status: number, description: string, minor: Minor): FastifyReply {
  const body: StatusInfo = {
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: description.slice(0, MAX_DESCRIPTION),
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
