import { expect, test, vi } from 'vitest'

vi.stubGlobal('document', { documentElement: { lang: 'en' } })
const { formatAgo, formatComing, formatCoverage, formatDate, formatNumber, formatSize } = await import('./format.ts')

test('in a page in English, numbers and dates are English, and still those of Paris', () => {
  expect(formatNumber(12_500)).toBe('12,500')
  expect([formatSize(1), formatSize(3_440_000)]).toEqual(['1\u00a0byte', '3.4\u00a0MB'])
  expect(formatDate('2026-03-13T23:30:00.000Z')).toBe('14 March 2026')
  expect(formatDate('2026-05-01')).toBe('1 May 2026')
  const now = Date.parse('2026-11-23T12:00:00Z')
  expect(formatAgo('2026-11-22T12:00:00Z', now)).toBe('yesterday')
  expect(formatComing('2026-11-24T01:30:00Z', now)).toBe('tomorrow at 02:30')
  expect(formatCoverage({ start: '2024-01-01', end: '2025-12-31' })).toBe('2024 to 2025')
})
