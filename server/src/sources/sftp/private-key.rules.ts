import { readerOf } from './packets.rules.ts'

const MAGIC = 'openssh-key-v1\0'

/**
 * How many rounds it takes to open a private key of OpenSSH; none when its passphrase isn't stretched. Each takes
 * some 20 ms during which this process does nothing else, and the key alone says their number: up to four billion.
 */
export const roundsOf = (privateKey: string): number => {
  const text = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(privateKey)?.[1] ?? ''
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return 0
  try {
    const key = readerOf(bytes.subarray(MAGIC.length))
    const [, kdf, options] = [key.bytes(), key.bytes().toString('latin1'), key.bytes()]
    if (kdf !== 'bcrypt') return 0
    const stretching = readerOf(options)
    // The salt comes first.
    stretching.bytes()
    return stretching.number()
  } catch {
    // Not a key: whoever opens it says so.
    return 0
  }
}

/** Four seconds. `ssh-keygen` takes 16 or 24 unless it is told otherwise, and its manual's readers 100. */
export const MAX_ROUNDS = 200
