/** Automatic flows. */
export {}
