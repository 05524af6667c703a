export interface WebhookAddress {
  instanceId: string;
  /** Random and unguessable. */
  token: string;
}

const ADDRESS = /^([0-9a-z;]{1,64})\.([0-9a-z]{1,64})$/i;

/** The last part of an instance's webhook URL. */
export function formatWebhookAddress(address: WebhookAddress): string {
  return `${address.instanceId}.${address.token}`;
}

/**
 * The parts of an address; null when it has another form. Naming an instance
 * proves nothing: the signature under that instance's own key does.
 */
export function parseWebhookAddress(text: string): WebhookAddress | null {
  const [, instanceId, token] = ADDRESS.exec(text) ?? [];
  if (instanceId === undefined || token === undefined) return null;
  return { instanceId, token };
}
