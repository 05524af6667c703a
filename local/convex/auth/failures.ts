/** The token or key is wrong; the client has to bring another one. */
export class AuthFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The provider cannot be asked at the moment; the token may well be right. */
export class AuthUnavailable extends Error {}
