type Code =
  | 'invalid_request'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'invalid_token'
  | 'invalid_credential_request'
  | 'unknown_credential_configuration'
  | 'invalid_proof'
  | 'invalid_nonce'
  | 'credential_request_denied'

/** A refusal in the words of OAuth 2.0 and OpenID4VCI 1.0, section 8.3.1, which wallets act by. */
export class WalletRefusal extends Error {
  override readonly name = 'WalletRefusal'
  readonly code: Code

  constructor(code: Code, message: string) {
    super(message)
    this.code = code
  }

  get status(): number {
    return this.code === 'invalid_token' ? 401 : 400
  }
}
