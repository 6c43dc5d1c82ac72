/** `URL.parse`, which Node 20 hasn't. */
export const parseAddress = (text: string, base?: string): URL | null =>
  URL.canParse(text, base) ? new URL(text, base) : null
