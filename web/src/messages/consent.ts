/** Words of the page that asks whether a site may act for somebody: people of other sites see it, so in two languages. */
const fr = {
  skip: 'Aller au contenu',
  title: (client: string) => `Autoriser ${client}`,
  question: (client: string) => `Autoriser «\u00a0${client}\u00a0» à agir en votre nom\u202f?`,
  person: (name: string) => `Vous êtes connecté en tant que ${name}.`,
  allows: 'Si vous acceptez, ce site pourra\u202f:',
  scopes: {
    default: ['connaître votre nom et vos organisations', 'publier, modifier et discuter comme vous le faites ici'],
    admin: ['administrer Cimaise, si vous en êtes administrateur'],
  },
  password: 'Il ne connaîtra pas votre mot de passe.',
  destination: (host: string) => `Vous serez renvoyé vers ${host}. N’acceptez que si vous connaissez ce site.`,
  accept: 'Autoriser',
  decline: 'Refuser',
}

const en: typeof fr = {
  skip: 'Skip to content',
  title: (client) => `Authorize ${client}`,
  question: (client) => `Allow “${client}” to act on your behalf?`,
  person: (name) => `You are signed in as ${name}.`,
  allows: 'If you accept, this site will be able to:',
  scopes: {
    default: ['know your name and your organizations', 'publish, edit and discuss as you do here'],
    admin: ['administer Cimaise, if you are an administrator'],
  },
  password: 'It will not know your password.',
  destination: (host) => `You will be sent back to ${host}. Accept only if you know this site.`,
  accept: 'Allow',
  decline: 'Decline',
}

export const consentWords = { fr, en }
