import { words } from '../../../language.ts'

export type ActionName = 'makeAdmin' | 'removeAdmin' | 'close' | 'open' | 'rotate' | 'stopTwoFactor' | 'remove'
export interface ActionWords {
  label: string
  /** What happens: said beside the button, and again before it is done. */
  text: string
  title: string
  done: string
}

const fr: Record<ActionName, ActionWords> = {
  makeAdmin: {
    label: 'Donner l’administration du site',
    text: 'Cette personne pourra tout ce que vous pouvez : comptes, organisations, tâches, journal.',
    title: 'Donner l’administration du site ?',
    done: 'Cette personne administre maintenant le site.',
  },
  removeAdmin: {
    label: 'Retirer l’administration du site',
    text: 'Cette personne garde son compte et ses organisations, et n’administre plus le site.',
    title: 'Retirer l’administration du site ?',
    done: 'Cette personne n’administre plus le site.',
  },
  close: {
    label: 'Fermer le compte',
    text: 'Ses sessions se terminent tout de suite et ses clés d’API n’ouvrent plus rien. Ce qui est publié reste en ligne. Vous pourrez le rouvrir.',
    title: 'Fermer ce compte ?',
    done: 'Le compte est fermé.',
  },
  open: {
    label: 'Rouvrir le compte',
    text: 'Cette personne peut de nouveau se connecter, avec le même mot de passe et les mêmes clés.',
    title: 'Rouvrir ce compte ?',
    done: 'Le compte est rouvert.',
  },
  rotate: {
    label: 'Exiger un nouveau mot de passe',
    text: 'Le mot de passe actuel n’ouvre plus le compte et les sessions se terminent. Cette personne en choisit un autre par « Mot de passe oublié ».',
    title: 'Exiger un nouveau mot de passe ?',
    done: 'Un nouveau mot de passe est exigé.',
  },
  stopTwoFactor: {
    label: 'Arrêter la connexion en deux étapes',
    text: 'Le mot de passe suffira de nouveau. Assurez-vous d’abord de qui vous le demande : un message prévient cette personne.',
    title: 'Arrêter la connexion en deux étapes ?',
    done: 'Le mot de passe suffit de nouveau.',
  },
  remove: {
    label: 'Supprimer le compte',
    text: 'Nom, adresse et clés d’API sont effacés pour toujours, et un message prévient cette personne. Ce qui est publié reste en ligne, sans son nom.',
    title: 'Supprimer ce compte pour toujours ?',
    done: 'Le compte est supprimé.',
  },
}

const en: Record<ActionName, ActionWords> = {
  makeAdmin: {
    label: 'Make site administrator',
    text: 'They can do all that you can: accounts, organizations, jobs, audit log.',
    title: 'Make them a site administrator?',
    done: 'They now administer the site.',
  },
  removeAdmin: {
    label: 'Remove as site administrator',
    text: 'They keep their account and their organizations, and no longer administer the site.',
    title: 'Remove them as site administrator?',
    done: 'They no longer administer the site.',
  },
  close: {
    label: 'Close the account',
    text: 'Their sessions end at once and their API keys open nothing any more. What is published stays on line. You can open it again.',
    title: 'Close this account?',
    done: 'The account is closed.',
  },
  open: {
    label: 'Open the account again',
    text: 'They can sign in again, with the same password and the same keys.',
    title: 'Open this account again?',
    done: 'The account is open again.',
  },
  rotate: {
    label: 'Demand a new password',
    text: 'The present password no longer opens the account and sessions end. They choose another one through “Forgotten password”.',
    title: 'Demand a new password?',
    done: 'A new password is demanded.',
  },
  stopTwoFactor: {
    label: 'Stop two-step sign-in',
    text: 'The password alone will be enough again. Make sure of who asks you: they are told by mail.',
    title: 'Stop two-step sign-in?',
    done: 'The password alone is enough again.',
  },
  remove: {
    label: 'Delete the account',
    text: 'Name, address and API keys are erased for ever, and they are told by mail. What is published stays on line, without their name.',
    title: 'Delete this account for ever?',
    done: 'The account is deleted.',
  },
}

export const w = words({ fr, en })
