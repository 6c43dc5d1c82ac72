// argon2id in native code with PHC strings; prebuilt for every platform we run on, no install script.
import { hash, verify } from '@node-rs/argon2'

// OWASP's recommendation for argon2id (the library's default kind): 19 MiB, two passes, one lane.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NFKD first, so that é typed on any keyboard is the same password (udata-api.md §4.1). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKD'), OPTIONS)

/** Takes as long when nobody has this account: an attacker learns nothing from the time. */
export const verifyPassword = async (password: string, passwordHash: string | undefined): Promise<boolean> => {
  decoy ??= await hashPassword('nobody has this password')
  const matches = await verify(passwordHash ?? decoy, password.normalize('NFKD'))
  return matches && passwordHash !== undefined
}

let decoy: string | undefined
