export interface License {
  id: string
  /** As udata's catalogues write it: clients compare it. */
  title: string
  /** For people, where the title is not in their language. */
  frenchTitle?: string
  url: string | null
  flags: string[]
}

const OPEN = ['domain_content', 'domain_data', 'okd_compliant']

/** The licences that data.gouv.fr's front offers, by its ids; the recommended one first (udata-api.md §5.6). */
export const LICENSES: License[] = [
  {
    id: 'lov2',
    title: 'Licence Ouverte / Open Licence version 2.0',
    url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence',
    flags: OPEN,
  },
  {
    id: 'fr-lo',
    title: 'Licence Ouverte / Open Licence',
    url: 'https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf',
    flags: OPEN,
  },
  {
    id: 'odc-odbl',
    title: 'Open Data Commons Open Database License (ODbL)',
    url: 'https://opendatacommons.org/licenses/odbl/summary/',
    flags: ['domain_data', 'okd_compliant'],
  },
  {
    id: 'odc-by',
    title: 'Open Data Commons Attribution License',
    url: 'https://opendatacommons.org/licenses/by/summary/',
    flags: ['domain_data', 'okd_compliant'],
  },
  {
    id: 'odc-pddl',
    title: 'Open Data Commons Public Domain Dedication and Licence (PDDL)',
    url: 'https://opendatacommons.org/licenses/pddl/summary/',
    flags: ['domain_data', 'okd_compliant'],
  },
  {
    id: 'cc-by',
    title: 'Creative Commons Attribution',
    url: 'https://creativecommons.org/licenses/by/4.0/',
    flags: OPEN,
  },
  {
    id: 'cc-by-sa',
    title: 'Creative Commons Attribution Share-Alike',
    url: 'https://creativecommons.org/licenses/by-sa/4.0/',
    flags: OPEN,
  },
  {
    id: 'cc-zero',
    title: 'Creative Commons CCZero',
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    flags: OPEN,
  },
  {
    id: 'other-at',
    title: 'Other (Attribution)',
    frenchTitle: 'Autre (attribution)',
    url: null,
    flags: ['generic', ...OPEN],
  },
  { id: 'other-open', title: 'Other (Open)', frenchTitle: 'Autre (ouverte)', url: null, flags: ['generic', ...OPEN] },
  {
    id: 'other-pd',
    title: 'Other (Public Domain)',
    frenchTitle: 'Autre (domaine public)',
    url: null,
    flags: ['generic', ...OPEN],
  },
  {
    id: 'notspecified',
    title: 'License Not Specified',
    frenchTitle: 'Licence non spécifiée',
    url: null,
    flags: ['generic'],
  },
]

/** The licence with this id; undefined for none or an unknown one. */
export const findLicense = (id: string | null): License | undefined => LICENSES.find((license) => license.id === id)
