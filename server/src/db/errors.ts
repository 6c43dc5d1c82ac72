/** SQLSTATE of a PostgreSQL error, or the system's code of a broken connection. */
const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined

/** Two rows with the same value of a unique constraint. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  codeOf(error) === '23505' &&
  (constraint === undefined || (error as { constraint?: string }).constraint === constraint)

/**
 * PostgreSQL refused a value that came from outside: a NUL in a text, a number out of range (class 22), a reference to
 * nothing, a rule of the table. Callers should have seen it first; it is their request that is wrong all the same.
 */
export const isRefusedValue = (error: unknown): boolean => /^(22...|23503|23514)$/.test(codeOf(error) ?? '')

/**
 * The database is gone, going or not up yet, as opposed to a wrong query: class 08 (connection), 57P (shutdown,
 * crash), 53300 (too many connections), 3D000 (no such database), system errors of the socket, and pg's own messages, which have no code.
 */
export const isDatabaseGone = (error: unknown): boolean => {
  const code = codeOf(error)
  if (code !== undefined) return /^(08|57P|53300|3D000|ECONN|ENOENT|EPIPE|ETIMEDOUT)/.test(code) && !isFileError(error)
  return (
    error instanceof Error &&
    /connection terminated|timeout exceeded when trying to connect|Client has encountered/i.test(error.message)
  )
}

/** A file that is missing has the same code as a socket that is. */
const isFileError = (error: unknown): boolean => {
  const { code, syscall } = error as { code?: string; syscall?: string }
  return code === 'ENOENT' && syscall !== 'connect'
}
