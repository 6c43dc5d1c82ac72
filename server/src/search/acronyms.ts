import type { SynonymInput } from './synonyms.rules.ts'

const means = (acronym: string, ...meanings: string[]): SynonymInput => ({ terms: [acronym], replacements: meanings })

/** Acronyms that agents of culture write, and their readers don't: one way, since « MH » is also other things. */
export const CULTURE_ACRONYMS: SynonymInput[] = [
  means('MH', 'monuments historiques'),
  means('DRAC', 'direction régionale des affaires culturelles'),
  means('DAC', 'direction des affaires culturelles'),
  means('BnF', 'Bibliothèque nationale de France'),
  means('CNC', 'Centre national du cinéma'),
  means('CNL', 'Centre national du livre'),
  means('CNM', 'Centre national de la musique'),
  means('EAC', 'éducation artistique et culturelle'),
  means('FRAC', 'fonds régional d’art contemporain'),
  means('INRAP', 'recherches archéologiques préventives'),
  means('SPR', 'site patrimonial remarquable', 'sites patrimoniaux remarquables'),
  means('SMAC', 'scène de musiques actuelles'),
  means('UDAP', 'unité départementale de l’architecture et du patrimoine'),
  means('ABF', 'architecte des bâtiments de France'),
]
