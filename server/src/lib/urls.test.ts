import { expect, test } from 'vitest'
import { isWebAddress } from './urls.ts'

test.each([
  'https://api.example.org/v1',
  'http://example.org',
  'ftp://files.example.org/a.csv',
  ' https://example.org ',
  'http://93.184.216.34/',
])('%j may be published', (address) => expect(isWebAddress(address)).toBe(true))

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'example.org',
  'http://localhost:8000/',
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://10.1.2.3/',
  'http://172.20.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fd00::1]/',
  'http://intranet/',
  'https://exa mple.org/',
  '',
])('%j is refused', (address) => expect(isWebAddress(address)).toBe(false))
