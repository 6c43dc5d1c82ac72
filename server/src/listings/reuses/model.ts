import type { Text } from '../../lib/text.ts'
import type { Image } from '../../images/index.ts'
import type { Listing } from '../model.ts'

/** What only a reuse has. */
export interface ReuseFields {
  type: string
  topic: string
  /** Of the reuse itself: no other has it. */
  url: string
  image: Image | null
  dataserviceIds: string[]
}
export type Reuse = Listing<ReuseFields>

interface Choice {
  id: string
  label: Text
}
const choice = (id: string, fr: string, en: string): Choice => ({ id, label: { fr, en } })

/** udata-api.md §5.8. */
export const REUSE_TYPES = [
  choice('api', 'API', 'API'),
  choice('application', 'Application', 'Application'),
  choice('idea', 'Idée', 'Idea'),
  choice('news_article', 'Article de presse', 'News article'),
  choice('paper', 'Publication', 'Paper'),
  choice('post', 'Billet', 'Post'),
  choice('visualization', 'Visualisation', 'Visualization'),
  choice('hardware', 'Objet connecté', 'Connected device'),
]
export const REUSE_TOPICS = [
  choice('health', 'Santé', 'Health'),
  choice('transport_and_mobility', 'Transports et mobilité', 'Transport and mobility'),
  choice('housing_and_development', 'Logement et aménagement', 'Housing and development'),
  choice('food_and_agriculture', 'Alimentation et agriculture', 'Food and agriculture'),
  choice('culture_and_recreation', 'Culture et loisirs', 'Culture and recreation'),
  choice('economy_and_business', 'Économie et entreprises', 'Economy and business'),
  choice('environment_and_energy', 'Environnement et énergie', 'Environment and energy'),
  choice('work_and_training', 'Travail et formation', 'Work and training'),
  choice('politics_and_public_life', 'Politique et vie publique', 'Politics and public life'),
  choice('safety_and_security', 'Sûreté et sécurité', 'Safety and security'),
  choice('education_and_research', 'Éducation et recherche', 'Education and research'),
  choice('society_and_demography', 'Société et démographie', 'Society and demography'),
  choice('law_and_justice', 'Droit et justice', 'Law and justice'),
  choice('open_data_tools', 'Outils de la donnée ouverte', 'Open data tools'),
  choice('others', 'Autres', 'Others'),
]
export const idsOfChoices = (choices: Choice[]): string[] => choices.map(({ id }) => id)
