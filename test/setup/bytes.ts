import type { Response } from 'supertest'

/** Keeps an answer's body as the bytes it is: `.buffer().parse(asBytes)`. */
export function asBytes(response: Response, done: (error: Error | null, body: Buffer) => void): void {
  const stream = response as Response & NodeJS.ReadableStream
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => done(null, Buffer.concat(chunks)))
}
