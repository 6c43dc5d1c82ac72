import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { ContactPoint, Dataset, ListLink, SpatialCoverage } from '../catalog/wire.models.ts'
import { Uploaded } from '../images/wire.models.ts'
import {
  answers,
  creates,
  createsOrFinds,
  DateTime,
  empties,
  Free,
  orNull,
  pageOf,
  searchOf,
  sends,
  type Answers,
} from '../openapi/index.ts'
import { OrganizationReference } from '../organizations/wire.models.ts'
import { BadgeKinds, Labelled, ModelReference, SubjectReference } from '../subjects/wire.models.ts'

/** What this module's other wire files write, for the API's documents. */

const text = () => orNull(Type.String())
const Permissions = Type.Object({ delete: Type.Boolean(), edit: Type.Boolean() })
const common = {
  id: Type.String(),
  slug: Type.String(),
  description: Type.String(),
  tags: Type.Array(Type.String()),
  private: Type.Boolean(),
  featured: Type.Boolean(),
  extras: Free,
  organization: orNull(OrganizationReference),
  owner: orNull(UserReference),
}
const NoBadges = Type.Array(Type.Object({ kind: Type.String() }))

const reuse = {
  ...common,
  title: Type.String(),
  type: Type.String(),
  topic: Type.String(),
  url: Type.String(),
  image: text(),
  image_thumbnail: text(),
  badges: NoBadges,
  metrics: Free,
  created_at: DateTime,
  last_modified: DateTime,
  deleted: orNull(DateTime),
  archived: orNull(DateTime),
  permissions: Permissions,
  uri: Type.String(),
  page: Type.String(),
}
const ShortDataset = Type.Object(
  { id: Type.String(), title: Type.String(), uri: Type.String(), page: Type.String() },
  { title: 'ShortDataset' },
)
const uses = { dataservices: Type.Array(SubjectReference) }
export const Reuse = Type.Object({ ...reuse, ...uses, datasets: Type.Array(Dataset) }, { title: 'Reuse' })
const ReuseInList = Type.Object({ ...reuse, ...uses, datasets: Type.Array(ShortDataset) }, { title: 'ReuseInList' })
const ReuseV2 = Type.Object({ ...reuse, datasets: ListLink, dataservices: ListLink }, { title: 'ReuseV2' })
const ReuseSuggestion = Type.Object(
  { id: Type.String(), title: Type.String(), slug: Type.String(), image_url: text(), page: Type.String() },
  { title: 'ReuseSuggestion' },
)

export const Dataservice = Type.Object(
  {
    ...common,
    title: Type.String(),
    acronym: text(),
    base_api_url: text(),
    machine_documentation_url: text(),
    technical_documentation_url: text(),
    business_documentation_url: text(),
    rate_limiting: text(),
    rate_limiting_url: text(),
    availability: orNull(Type.Number({ description: 'Percent.' })),
    availability_url: text(),
    format: text(),
    license: text(),
    access_type: Type.String(),
    access_audiences: Type.Array(Type.Object({ role: Type.String(), condition: Type.String() })),
    authorization_request_url: text(),
    access_type_reason_category: text(),
    access_type_reason: text(),
    contact_points: Type.Array(ContactPoint),
    badges: NoBadges,
    metrics: Free,
    created_at: DateTime,
    metadata_modified_at: DateTime,
    deleted_at: orNull(DateTime),
    archived_at: orNull(DateTime),
    datasets: ListLink,
    harvest: Type.Record(Type.String(), Type.Null()),
    permissions: Permissions,
    self_api_url: Type.String(),
    self_web_url: Type.String(),
  },
  { title: 'Dataservice' },
)

export const Topic = Type.Object(
  {
    ...common,
    name: Type.String(),
    color: orNull(Type.Integer()),
    spatial: orNull(SpatialCoverage),
    created_at: DateTime,
    last_modified: DateTime,
    uri: Type.String(),
    elements: ListLink,
  },
  { title: 'Topic' },
)
const TopicElement = Type.Object(
  {
    id: Type.String(),
    title: text(),
    description: text(),
    tags: Type.Array(Type.String()),
    extras: Free,
    element: orNull(ModelReference),
  },
  { title: 'TopicElement' },
)

export const listingAnswers: Answers = {
  list_reuses: answers(pageOf(ReuseInList, 'ReusePage')),
  create_reuse: creates(Reuse),
  get_reuse: answers(Reuse),
  update_reuse: answers(Reuse),
  feature_reuse: answers(Reuse),
  unfeature_reuse: answers(Reuse),
  reuse_add_dataset: createsOrFinds(Reuse),
  reuse_add_dataservice: createsOrFinds(Reuse),
  reuse_image: answers(Uploaded),
  available_reuse_badges: answers(BadgeKinds),
  suggest_reuses: answers(Type.Array(ReuseSuggestion)),
  reuse_types: answers(Type.Array(Labelled)),
  reuse_topics: answers(Type.Array(Labelled)),
  recent_reuses_atom_feed: sends('application/atom+xml'),
  my_reuses: answers(Type.Array(ReuseInList)),
  my_org_reuses: answers(Type.Array(ReuseInList)),
  list_organization_reuses: answers(Type.Array(ReuseInList)),
  site_reuses_csv: sends('text/csv'),
  list_dataservices: answers(pageOf(Dataservice)),
  create_dataservice: creates(Dataservice),
  get_dataservice: answers(Dataservice),
  update_dataservice: answers(Dataservice),
  feature_dataservice: answers(Dataservice),
  unfeature_dataservice: answers(Dataservice),
  dataservice_datasets_create: creates(Dataservice),
  recent_dataservices_atom_feed: sends('application/atom+xml'),
  site_dataservices_csv: sends('text/csv'),
  organization_dataservices_csv: sends('text/csv'),
  site_tags_csv: sends('text/csv'),
}

const TopicPage = pageOf(Topic)

export const listingAnswersV2: Answers = {
  list_reuses: answers(pageOf(ReuseV2)),
  search_reuses: answers(searchOf(ReuseV2)),
  search_dataservices: answers(searchOf(Dataservice)),
  list_topics: answers(TopicPage),
  search_topics: answers(searchOf(Topic)),
  my_org_topics: answers(TopicPage),
  create_topic: creates(Topic),
  get_topic: answers(Topic),
  update_topic: answers(Topic),
  feature_topic: answers(Topic),
  unfeature_topic: answers(Topic),
  delete_topic: empties,
  topic_elements: answers(pageOf(TopicElement)),
  topic_elements_create: creates(Type.Array(TopicElement)),
  topic_element_update: answers(TopicElement),
}
