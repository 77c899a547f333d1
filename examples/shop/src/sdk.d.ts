/** The web SDK's global function. */
declare function nv(
  method: 'event',
  name: string,
  attributes?: Record<string, unknown>,
  ltv?: number,
  scope?: number,
): void;
