/** Catalogues of other servers, copied here. */
export {}
