import { expect, test } from 'vitest'
import { problemsOf } from './client.rules.ts'

const client = (uri: string) => ({ name: 'Portail', redirectUris: [uri] })

test.each([
  'https://portail.example/login/callback',
  'http://localhost:5173/login/callback',
  'http://[::1]:8000/',
  'https://portail.example/?theme=nuit',
  'fr.culture.application:/retour',
])('%s may be an address of return', (uri) => expect(problemsOf(client(uri))).toBeUndefined())

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  '/login/callback',
  'https://portail.example/#fin',
  'https://a:b@portail.example/',
  'https://portail.example;script-src/',
  'https://portail.example/ x',
  '',
])('%j may not', (uri) => expect(problemsOf(client(uri))).toHaveProperty('redirect_uri'))

test('a name and an address are needed, but no address for a program that asks for itself', () => {
  expect(problemsOf({ name: ' ', redirectUris: [] })).toHaveProperty('name')
  expect(problemsOf({ name: 'Portail', redirectUris: [] })).toHaveProperty('redirect_uri')
  expect(problemsOf({ name: 'Robot', redirectUris: [], confidential: true })).toBeUndefined()
  expect(problemsOf({ name: 'Robot', redirectUris: [], confidential: true, scopes: ['root'] })).toHaveProperty('scope')
})
