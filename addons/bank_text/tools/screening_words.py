# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Word lists of the screening: common knowledge of languages, not of any list.

- ``CONCEPTS``: words of companies and bodies in the languages that lists are written
  in; all words of a line stand for the first one.
- ``NICKNAMES``: short and national forms of given names.
- ``COMMON``: words so common that they tell nobody apart, whatever a list counts.
- Pinyin and Palladius: Chinese syllables in Latin and Russian spelling, by initials
  and finals of the tables of archimandrite Palladius (Кафаров, 1888) in force in
  Russian publications; GOST does not name another one.

All words are normalised (lower case, without marks, ё as е).
"""

_CONCEPTS = """
al el ul ad az ar аль эль ас ад аз ар аш
bin ben ibn бин бен ибн بن ابن
muhammad محمد
ahmad احمد أحمد
mahmud محمود
hassan حسن
hussein حسين
ali علي
omar عمر
khalid خالد
ibrahim ابراهيم إبراهيم
abd عبد
yusuf يوسف
mustafa مصطفى
said سعيد
abu ابو أبو
salih صالح
bank banka banco banque banca bankasi bankas банк
company compania compagnie kompaniya companhia sirketi sherkat компания фирма firm
corporation corporacion corporate korporatsiya корпорация
national nacional nationale natsionalnyy nazionale национальный
state gosudarstvennyy estatal государственный гос
federal federalnyy federalnaya federalnoe федеральный федеральное федеральная
international internacional internationale mezhdunarodnyy intl beynolmelal beinolmelal международный международная
general generale generalnyy главный главное
trading trade trade comercial comercio torgovyy torgovlya ticaret tejarat bazargani торговый торговля трейд трейдинг
commerce commercial commerciale kommercheskiy коммерческий коммерция
industrial industry industries industria industrias industriya promyshlennyy sanayi sanaye sanat santati промышленный промышленность пром индустрия
development desarrollo razvitie razvitiya tosee toseh towse developpement развитие развития
investment investments inversiones inversion investitsionnyy invest sarmayegozari sarmayeh инвестиционный инвестиции инвест
import importacion importadora импорт
export exportacion exportadora eksport экспорт
bureau buro office oficina ofis бюро офис
ministry ministerio ministere ministerstvo vezarat министерство
university universidad universite universitet daneshgah университет
institute instituto institut институт
research issledovatelskiy investigacion tahghighat nauchno научно исследовательский исследования
science sciences nauka nauchnyy scientific ciencia научный наука
plant zavod factory fabrica fabrika karkhaneh завод фабрика комбинат kombinat
machinery mashinostroitelnyy machine машиностроительный mashino машино машиностроение
shipping sudokhodnyy naviera maritime morskoy kashtirani darya судоходный морской marine
shipyard sudostroitelnyy verf судостроительный верфь судоверфь
airline airlines airways aerolinea aerolineas aviakompaniya havapeymayi авиакомпания авиалинии авиалиния
aviation aviatsiya aviatsionnyy havayi авиационный авиация авиа
oil neft petroleo petrole naft petroleum neftyanoy нефть нефтяной нефте
gas gaz gaz газ газовый
energy energia energie energiya energeticheskiy энергия энергетический энерго
steel acero stal fulad foulad сталь стальной
chemical chemicals quimica khimicheskiy khim shimi химический хим
technology technologies tecnologia tekhnologiya tekhnologii tech fanavari технологии технология технологический
engineering ingenieria inzhiniring mohandesi инжиниринг инженерный
construction construcciones constructora stroitelnyy stroy stroi insaat sakhteman строительный строй строительство
transport transportation transportes transportnyy transporte haml naghl транспортный транспорт
service services servicios servis servisy khadamat сервис услуги обслуживание
group grupo groupe gruppa gruppo grubu goruh группа
holding kholding холдинг
organization organizatsiya organizacion organisation sazman sazeman организация
association asociacion assotsiatsiya ассоциация союз soyuz union
foundation fundacion fond fund fondation bonyad фонд
center centro centre tsentr markaz merkez центр
school escuela ecole shkola школа
army ejercito armee armiya armia артиллерийский армия
front frente фронт jabhat jabha jabhah
movement movimiento mouvement dvizhenie harakat haraka harakah движение
party partido parti partiya hizb партия
brigade brigada brigades бригада kataib kataeb
battalion batalon batallon батальон
islamic islamico islamique islamskiy islamiya islami исламский исламская
republic republica republique respublika jomhuri республика
revolutionary revolucionario revolyutsionnyy enghelab революционный
liberation liberacion tahrir освобождение освобождения
people peoples pueblo narodnyy народный народная
defense defence defensa oboronnyy oborona defa оборонный оборона
security seguridad bezopasnost bezopasnosti amniyat безопасность безопасности
insurance seguros strakhovoy strakhovaya bimeh страховой страхование страховая
finance financial financiera finansovyy finans mali финансовый финансовая финансы
exchange cambio obmen sarafi sarrafi обмен обменный
agency agencia agence agentstvo agentura агентство
charity charitable benefico blagotvoritelnyy khayriyeh khairiah благотворительный
relief help aid pomosch помощь
new novyy nuevo nueva nouvelle jadid новый новая nova novo
black chernyy negro noir черный
red krasnyy rojo rouge красный
white belyy blanco blanc белый
north northern severnyy norte shomal северный север
south southern yuzhnyy sur jonub южный юг
east eastern vostochnyy oriente sharq восточный восток
west western zapadnyy oeste gharb западный запад
sea more mar mer море
first pervyy primero premier первый 1
second vtoroy segundo второй 2
third tretiy tercero третий 3
fourteen 14
brothers hermanos bratya freres baradaran ikhwan bros братья
sons hijos figli sinovya сыновья
supply supplies snabzhenie snab снабжение снаб
management upravlenie gestion modiriyat управление менеджмент менеджер manager
administration administratsiya administracion администрация
department departament departamento департамент отдел
committee komitet comite комитет
council sovet consejo shura shoura conseil совет
court sud tribunal суд
court
electronics elektronika electronica electronic electronico electroniques elektronnyy электроника электронный
equipment oborudovanie equipos tajhizat оборудование
special spetsialnyy especial spetsialnaya спец специальный
mining minera gorno gornyy madan горный горно minera
agricultural agro agricola agrarnyy keshavarzi сельскохозяйственный аграрный агро
food foods alimentos pishchevoy пищевой продукты produkty
medical meditsinskiy medico медицинский
pharmaceutical pharma farmatsevticheskiy farm farma фармацевтический фарм
"""

_NICKNAMES = """
александр саша сан саня шура alexander alex aleksandr alejandro alessandro sasha iskander
алексей леша алеша alexey alexei lesha
анатолий толя anatoly tolya
андрей андрюша andrey andrei andrew andres
борис боря boris borya
валентин валя valentin
василий вася vasily vasya basil
виктор витя victor viktor vitya
владимир володя вова vladimir volodya vova
вячеслав слава vyacheslav slava
геннадий гена gennady gena
георгий гоша жора george jorge georges giorgi georgy gosha
григорий гриша gregory grigory grisha gregorio
дмитрий дима митя dmitry dima mitya
евгений женя eugene evgeny zhenya eugenio
иван ваня ivan vanya john juan jean giovanni
игорь igor gosha
илья ilya elias
константин костя konstantin kostya constantine
михаил миша mikhail misha michael miguel michel
николай коля nikolai kolya nicholas nicolas
павел паша pavel pasha paul pablo
петр петя petr pyotr petya peter pedro pierre
роман рома roman roma
сергей сережа sergey sergei serezha sergio serge
станислав стас stanislav stas
федор федя fyodor fedor fedya theodore
юрий юра yuri yury yura
яков яша yakov yasha jacob jakob
анна аня anna anya ann
екатерина катя ekaterina katya catherine
елена лена elena lena helen helena
мария маша maria masha mary marie
наталья наташа natalia natalya natasha
ольга оля olga olya
светлана света svetlana sveta
татьяна таня tatiana tanya
ирина ира irina ira irene
william bill will guillermo willy
robert bob roberto rob
richard dick ricardo rick
james jim jaime jimmy santiago
joseph joe jose pepe yusuf yusef giuseppe youssef
edward ed eduardo eddie
charles charlie carlos karl
thomas tom tomas tommy
anthony tony antonio
daniel dan danny danilo
david dave daoud dawud
francis francisco frank paco pancho francois
henry harry enrique enrico
ibrahim abraham ibragim brahim
isaac ishaq isak
jesus chuy isa
ignacio nacho
manuel manolo
rafael rafa rafail
luis lucho louis
mohammed mohd muhammad mohammad mohamed muhammed mohamad mohamud mahomet magomed mehmet
"""

COMMON = frozenset(
    """
    al el ul ad as ad bin ben ibn bint abu abou abd abdul abdel van von de del della di
    da dos la las le les los los and und et y of the for und der die das i
    dr mr mrs prof sheikh shaykh haji hajji hadji mullah maulavi mawlawi maulana sayyid
    sayed seyed said mufti qari general gen colonel col captain capt
    mohammed muhammad ali ahmed ahmad hassan hasan hussein husayn mahmoud ibrahim khan
    kim park pak lee li wang zhang chen liu maria jose juan
    obshchestvo ogranichennoi otvetstvennostyu otkrytoe zakrytoe aktsionernoe
    s predpriyatie group company co trading international general
    общество ограниченной ответственностью открытое закрытое акционерное предприятие
    """.split()
)
TITLES = frozenset(
    "dr mr mrs prof sheikh shaykh haji hajji hadji mullah maulavi mawlawi".split()
)
PARTICLES = frozenset(
    """
    al el ul as ad ar az an at ash es bin ben ibn bint ould de del della di da dos la
    las le les los van von der and und et y of the for i и в по на аль эль ас ад ар аз
    ан аш бин бен ибн бинт де ла ван фон
    """.split()
)

# finals with Russian spelling; "*" stands for the initial
_INITIALS = dict(
    pair.split(":")
    for pair in "b:б p:п m:м f:ф d:д t:т n:н l:л g:г k:к h:х j:цз q:ц x:с zh:чж ch:ч "
    "sh:ш r:ж z:цз c:ц s:с".split()
)
_HARD = frozenset("zh ch sh r z c s g k h".split())
_FINALS = dict(
    pair.split(":")
    for pair in "a:а o:о e:э ai:ай ei:эй ao:ао ou:оу an:ань en:энь ang:ан eng:эн "
    "ong:ун i:и ia:я ie:е iao:яо iu:ю ian:янь in:инь iang:ян ing:ин iong:юн u:у ua:уа "
    "uo:о uai:уай ui:уй uan:уань un:унь uang:уан".split()
)
_ALONE = dict(
    pair.split(":")
    for pair in "a:а ai:ай an:ань ang:ан ao:ао e:э en:энь er:эр o:о ou:оу wa:ва wai:вай "
    "wan:вань wang:ван wei:вэй wen:вэнь weng:вэн wo:во wu:у ya:я yan:янь yang:ян yao:яо "
    "ye:е yi:и yin:инь ying:ин yong:юн you:ю yu:юй yuan:юань yue:юэ yun:юнь hui:хуэй "
    "ju:цзюй jue:цзюэ juan:цзюань jun:цзюнь qu:цюй que:цюэ quan:цюань qun:цюнь xu:сюй "
    "xue:сюэ xuan:сюань xun:сюнь lü:люй nü:нюй zhi:чжи chi:чи shi:ши ri:жи zi:цзы "
    "ci:цы si:сы".split()
)


def _by_word(lines):
    table = {}
    for line in lines.strip().splitlines():
        first, *others = line.split()
        for word in (first, *others):
            table.setdefault(word, first)
    return table


def _nicknames():
    table = {}
    for number, line in enumerate(_NICKNAMES.strip().splitlines()):
        for word in line.split():
            table.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def _palladius():
    """Return Russian syllable → pinyin; of two with one spelling the first stays."""
    table = {}
    for latin, russian in _ALONE.items():
        table.setdefault(russian, latin.replace("ü", "u"))
    for initial, sign in _INITIALS.items():
        for final, ending in _FINALS.items():
            if initial in ("j", "q", "x") and final[0] != "i":
                continue
            if initial in _HARD and final[0] == "i":
                continue
            table.setdefault(sign + ending, initial + final)
    return table


CONCEPTS = _by_word(_CONCEPTS)
NICKNAMES = _nicknames()
PALLADIUS = _palladius()
_LONGEST = max(map(len, PALLADIUS))


def read_palladius(word):
    """Return the pinyin of a word that is Chinese in Russian spelling, else "".

    >>> read_palladius("цзиньпин"), read_palladius("чжан"), read_palladius("иванов")
    ('jinping', 'zhang', '')
    """
    best = {len(word): ""}
    for place in range(len(word) - 1, -1, -1):
        for length in range(min(_LONGEST, len(word) - place), 0, -1):
            rest = best.get(place + length)
            syllable = PALLADIUS.get(word[place : place + length])
            if rest is not None and syllable:
                best[place] = syllable + rest
                break
    return best.get(0, "")
