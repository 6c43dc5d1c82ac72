import { words } from '../../language.ts'

export const w = words({
  fr: {
    title: 'Nouvelle organisation',
    lead: 'Trois champs suffisent. Vous en serez administrateur.',
    name: 'Nom',
    nameHint: 'Le nom officiel, en toutes lettres.',
    nameTaken: 'Une organisation porte déjà ce nom',
    acronym: 'Sigle',
    description: 'Description',
    descriptionHint: 'Ses missions, les données qu’elle publie.',
    create: 'Créer l’organisation',
    done: (name: string) => `${name} est créée`,
    next: 'Et maintenant\u202f?',
    steps: {
      profile: { label: 'Compléter le profil', text: 'Logo, SIRET, site.' },
      members: { label: 'Inviter des membres', text: 'Par leur nom ou leur adresse.' },
      settings: { label: 'Choisir les réglages', text: 'Mots-clés, licence et contact de départ, qui publie.' },
      dataset: { label: 'Créer un jeu de données', text: 'Rien n’est public avant que vous ne publiiez.' },
    },
    resume: 'Revenir où j’en étais',
  },
  en: {
    title: 'New organization',
    lead: 'Three fields are enough. You will be its administrator.',
    name: 'Name',
    nameHint: 'The official name, in full.',
    nameTaken: 'An organization already has this name',
    acronym: 'Acronym',
    description: 'Description',
    descriptionHint: 'What it does, the data it publishes.',
    create: 'Create the organization',
    done: (name) => `${name} is created`,
    next: 'What comes next?',
    steps: {
      profile: { label: 'Complete the profile', text: 'Logo, SIRET, website.' },
      members: { label: 'Invite members', text: 'By their name or their address.' },
      settings: { label: 'Choose the settings', text: 'Tags, the licence and contact to begin with, who publishes.' },
      dataset: { label: 'Create a dataset', text: 'Nothing is public before you publish it.' },
    },
    resume: 'Back to where I was',
  },
})
