import { z } from 'zod'

export const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).meta({ id: 'KeySet' })
export const DidDocument = z.looseObject({ id: z.string() }).meta({ id: 'DidDocument' })
export const Key = z.looseObject({ kty: z.string() }).meta({ id: 'Key' })
export const keyId = z.string().regex(/^[\w-]{1,100}$/)
