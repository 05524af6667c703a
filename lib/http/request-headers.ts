/** Set by middleware on every request; a client's own value is overwritten. */
export const REQUEST_ID_HEADER = "x-request-id";

/** Set by the Node server on every request: the address of the TCP peer. */
export const PEER_HEADER = "x-peer-address";
