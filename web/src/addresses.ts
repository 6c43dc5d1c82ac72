/** Addresses that pages write: links to themselves with one thing changed, and links that people gave. */

/** The current page with other words in its address; `null` takes a word away. Back to the first page unless told. */
export const linkWith = (pageUrl: string, change: Record<string, string | null>): string => {
  const url = new URL(pageUrl)
  for (const [name, value] of Object.entries({ page: null, ...change })) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return here(url)
}

/** The current page as a path: two slashes at its start would name another host. */
export const here = (pageUrl: string | URL): string => {
  const { pathname, search } = new URL(pageUrl)
  return `${pathname.replace(/^\/+/, '/')}${search}`
}

/**
 * An address that people gave, when a page may link to it: nothing that runs. The server refuses the others where they
 * come in; a page must not depend on it.
 */
export const safeHref = (href: string): string | undefined =>
  /^(https?:\/\/|ftps?:\/\/|\/(?!\/))/i.test(href.trim()) ? href.trim() : undefined
