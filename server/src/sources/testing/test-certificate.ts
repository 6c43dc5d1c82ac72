import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

export interface TestCertificate {
  key: string
  cert: string
  /** For `NODE_EXTRA_CA_CERTS` of a process that must trust it. */
  path: string
  /** This process trusts it until what is returned is called. */
  trust(): () => void
  remove(): void
}

/** A certificate of 127.0.0.1 and localhost that nobody knows yet; undefined without openssl. */
export const makeCertificate = (): TestCertificate | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'cimaise-tls-'))
  const [keyPath, path] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names]
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    execFileSync('openssl', [...request, '-keyout', keyPath, '-out', path], { stdio: 'ignore' })
  } catch {
    remove()
    return undefined
  }
  const cert = readFileSync(path, 'utf8')
  return {
    key: readFileSync(keyPath, 'utf8'),
    cert,
    path,
    trust: () => {
      const before = getCACertificates('default')
      setDefaultCACertificates([...before, cert])
      return () => setDefaultCACertificates(before)
    },
    remove,
  }
}
