/**
 * Cases that come out otherwise on purpose, with the reason.
 * @type {Record<string, string>}
 */
export const explained = {};
