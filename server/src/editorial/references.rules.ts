import type { SubjectRef } from '../subjects/index.ts'
import { REFERENCES } from './blocs.rules.ts'
import type { Bloc } from './model.ts'

/** Everything that blocs point at, those inside accordions too. */
export const referencesOf = (blocs: Bloc[]): SubjectRef[] =>
  blocs.flatMap((bloc) => {
    const [key, name] = REFERENCES[bloc.class] ?? []
    if (key && name) return (bloc[key] as string[]).map((id) => ({ class: name, id }))
    if (bloc.class !== 'AccordionListBloc') return []
    return (bloc.items as { content: Bloc[] }[]).flatMap((item) => referencesOf(item.content))
  })
