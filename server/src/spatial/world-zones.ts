import type { KnownZone } from './french-zones.ts'

const GROUPS = { world: 'Monde', ue: 'Union européenne' }

const FRENCH_SUBSETS = { 'fr:metro': 'France métropolitaine', 'fr:drom': 'DROM', 'fr:dromcom': 'DROM-COM' }

/** ISO 3166-1, without the twelve that are French: they are regions and collectivities here. */
const COUNTRIES = `
  ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo bq br bs bt bv bw by bz ca cc cd
  cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge
  gg gh gi gl gm gn gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn
  kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mr ms mt mu mv mw mx my mz na ne
  nf ng ni nl no np nr nu nz om pa pe pg ph pk pl pn pr ps pt pw py qa ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm
  sn so sr ss st sv sx sy sz tc td tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu ws ye
  za zm zw`

/** As people write and look for them, and as the catalogues of data.gouv.fr name them. */
const USUAL_NAMES: Record<string, string> = { vn: 'Vietnam' }

/** What lies outside of France's division: the world, countries (named by ICU, which Node carries), parts of France. */
export const worldZones = (): KnownZone[] => {
  const names = new Intl.DisplayNames('fr', { type: 'region' })
  const countries = COUNTRIES.trim().split(/\s+/)
  return [
    ...Object.entries(GROUPS).map(([code, name]) => ({ level: 'country-group', code, name })),
    ...countries.map((code) => {
      const name = USUAL_NAMES[code] ?? names.of(code.toUpperCase()) ?? code
      return { level: 'country', code, name }
    }),
    ...Object.entries(FRENCH_SUBSETS).map(([code, name]) => ({ level: 'country-subset', code, name })),
  ]
}
