/** Other servers of udata’s API. */
export {}
