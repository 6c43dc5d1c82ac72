import { expect, test } from 'vitest'
import { fileNameSlugOf, slugCandidate, slugOf } from './slugs.ts'

test.each([
  ['Fréquentation des musées', 'frequentation-des-musees'],
  ["L'œuvre d'art", 'loeuvre-dart'],
  ['  Prix en €  ', 'prix-en-eur'],
  ['2f6a3d0e-6d0e-4d58-9c8c-0a2b3c4d5e6f', '2f6a3d0e-6d0e-4d58-9c8c-0a2b3c4d5e6f-uuid'],
  ['***', ''],
])('the slug of %j is %j', (text, slug) => {
  expect(slugOf(text)).toBe(slug)
})

test('a slug keeps whole words within its length', () => {
  expect(slugOf('musées de France métropolitaine', 16)).toBe('musees-de-france')
  expect(slugOf('a'.repeat(300)).length).toBe(255)
})

test('a taken slug gets a number and stays within 255 characters', () => {
  expect(slugCandidate('musees', 0)).toBe('musees')
  expect(slugCandidate('musees', 2)).toBe('musees-2')
  expect(slugCandidate('a'.repeat(255), 12)).toHaveLength(255)
})

test.each([
  ['Test.TXT', 'test.txt'],
  ['test with  spaces.txt', 'test-with-spaces.txt'],
  ['éàü@€.txt', 'eau-eur.txt'],
  ['Liste_musées 2025.csv', 'liste-musees-2025.csv'],
  ['…', 'fichier'],
])('the file name %j is stored as %j', (name, stored) => {
  expect(fileNameSlugOf(name)).toBe(stored)
})
