import { z } from 'zod'

export const OfferQuery = z.object({
  pin: z.literal('true').optional().describe('whether the wallet is to ask for a PIN'),
})

export const OfferView = z
  .object({
    uri: z.string().describe('openid-credential-offer://, to be shown as a QR code or opened on the phone'),
    expiresAt: z.iso.datetime(),
    pin: z.string().optional().describe('what the wallet asks the learner for (tx_code); returned this once'),
  })
  .meta({ id: 'CredentialOffer' })

export const WalletTokenRequest = z
  .object({
    grant_type: z.string().max(200),
    'pre-authorized_code': z.string().max(200).optional(),
    tx_code: z.string().max(20).optional(),
  })
  .meta({
    id: 'WalletTokenRequest',
    examples: [
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
        'pre-authorized_code': 'oaKazRN8I0IbtZ0C7JuMn5oaKazRN8I0IbtZ0C7JuMn',
      },
    ],
  })

export const TokenResponse = z
  .object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() })
  .meta({ id: 'WalletToken' })

export const CredentialRequest = z
  .looseObject({ credential_configuration_id: z.string().max(100).optional() })
  .meta({
    id: 'WalletCredentialRequest',
    examples: [{ credential_configuration_id: 'learning-credential', proofs: { jwt: ['eyJ…'] } }],
  })

export const CredentialResponse = z
  .object({ credentials: z.array(z.object({ credential: z.string() })) })
  .meta({ id: 'WalletCredential' })

/** What a wallet is refused with, in the words of OAuth 2.0 and OpenID4VCI 1.0. */
export const WalletError = z
  .looseObject({ error: z.string(), error_description: z.string().optional() })
  .meta({ id: 'WalletError' })
