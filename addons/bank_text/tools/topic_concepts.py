# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words of a bank's clients that mean the same, for the topic classifier.

A bank's own examples are few and clients have many words for one thing: whoever
wrote "украли" is understood when only "стащили" was seen. One line a concept: its
name and the beginnings of words that carry it; ``$`` ends a whole word. Beginnings
are of normalised words (ё is е), the longest one wins.
"""

from functools import lru_cache

_ENGLISH = """
lose: lost$ lose$ losing misplac mislaid forgotten$ vanish disappear missing$ gone$
steal: stole theft mugged$ thief thieves nicked pickpocket
hacked: hack compromis fraud scam phish unauthori suspicio
arrive: arriv deliver deliever shipp shipment mail$ mailed$ posted$ post$
await: wait await expect
failed: fail unsuccessful
refuse: declin reject refus denied deny denie disallow unaccept
broken: broke faulty malfunction crash glitch stuck$ damaged
swallow: swallow ate$ eat$ eaten retain captur suck
block: block freez froze lock$ locked suspend restrict
unblock: unblock unfreez unlock
cancel: cancel abort undo$ annul stop$
revert: revert reverse undone$ bounce
refund: refund reimburs moneyback
wrong: wrong incorrect mistak error erroneous inaccura incorrectly typo
again: twice duplicat double dupe multiple repeated
fee: fee$ fees$ commission surcharg overcharg
cost: cost price expens cheap
charge: charge charges charged charging debited$ deduct
rate: rate$ rates$
exchange: exchang conver
change: chang edit$ edited modif updat amend alter$
pending: pending processing
time: long$ days$ day$ hours$ hour$ week$ weeks$ when$ soon$ quick fast$ minute month
limit: limit maxim minim cap$ restrictions$
topup: topup topping topped toppin top$ reload recharg
verify: verif authentic
identity: identi id$ ids$ passport selfie kyc document documentation
source: source$ origin$ salary$
withdraw: withdraw withdrew withdrawl widthdraw
atm: atm$ atms$ cashpoint cashmachine machine$ machines$ terminal$
cash: cash$ banknote
cheque: cheque check$ checks$
transfer: transfer tranfer transfr wire$ wired$ remit
recipient: recipient beneficiar payee receiver
order: order request reques obtain acquir apply$
disposable: disposabl
virtual: virtual
physical: physical plastic
spare: spare second$ another$ additional extra$ secondary
activate: activat actived enabl
link: link relink
contactless: contactless tap$ tapped
phonepay: apple google wallet
phone: phone phones mobile cellphone cell$ iphone android handset smartphone
passcode: passcode password pasword login logon
pin: pin$ pins$ pincode
expire: expir
age: age$ old$ child children kid$ kids$ daughter son$ teen minor underage years$ aged
country: country countri countrys abroad overseas europe eu$ usa$ uk$ spain france russia china switzerland austria foreign travel trip$ holiday vacation international
currency: currenc aud$ gbp$ usd$ eur$ euro$ euros$ dollar dollars pound pounds ruble rubles rouble fiat crypto bitcoin
brand: visa$ mastercard amex master$
recognise: recogni unfamiliar unknown strange unrecogn
notmine: someone somebody
show: show appear display reflect visible
balance: balanc
debit: debit$ standing$
merchant: merchant seller shop$ store restaurant retailer grocer hotel
buy: buy$ bought purchas item$ items$ shopping
delete: delet clos$ close$ closing terminat deactivat
address: address$ addresses moved$ move$ surname married name$ details$
auto: auto$ automatic automatically
receive: receiv reciev get$ getting got$ gotten
accept: accept support$ supported supports
help: help assist
urgent: urgent asap$ immediat desperat emergenc
reason: why$ reason explain explan
where: where$ locat find$ nearest closest
how: how$ steps$ procedure process$ way$ guide
able: can$ able$ possible allow$ allowed permit
unable: unable cannot cant$ impossib
use: use$ used$ using$
pay: pay$ paid$ paying payed payment paymen
"""

_RUSSIAN = """
card: карт карточ пластик
lose: потер потиря утер утрат утрач посея сеял пропал пропаж пропадал выронил обронил затеря делась$ подевал
steal: украл украд кража похи хище хищ стащ вытащ спер$ сперл стырил свистнул угнал тиснул увели$ грабил граблен
found: нашел$ нашл найд нашелс отыскал обнаружил
hacked: взлом хакн хакер мошен машен афер обман развел кинули$ лохотрон жулик фишинг подозрит лже выманил выведал преступн
stranger: неизвестн незнаком чужой$ чужие$ чужую$ чужому$ кто-то$ посторонн
notdone: совершал делал$ делала$ участи ведома согласи
block: блок заблок заморо замороз приостанов стоп$ отключите$
unblock: разблок разморо
swallow: съел$ съела$ сьел сожр слопал хапнул зажев сжевал жует$ проглот глота удерж удержан захват захвач изъя изъят втян затян застря схавал засос зажал заглот
atm: банкомат бонкомат банкамат автомат$ автомата$ автомате$ аппарат терминал устройств
cash: налич купюр банкнот бумажк кэш$ кеш$ наличк пачк
withdraw: сним снят$ снять$ снял сняти снима выда выдач выдал обнал
deposit: вклад депозит накопит накоплен сбереж сберег разместить размещен
interest: процент ставк капитализац доходност
put: внес внос вносит взнос пополн закин зачислен зачисл
transfer: перевод перевот перевел перевес перевед переведен отправ послал скинул скину$ перечисл платеж платежк транзакц
arrive: пришл прид дош дошл дойд поступ упал капн приход приш
await: жду$ ждем$ ждать$ ждал ожид долго$
deliver: достав курьер привез вручен вручил трек почтой$ посылк
make: изготов выпущ выпуск перевыпус напечат
again: дважды двойн двайн повторн задво задвоен дубл задубл двукрат трижды одинаков
charge: списа списыва списан взяли$ взима содра снимают$ берете$ берут$
fee: комис камис плата$ плату$ тариф обслуживани абонент абонентк бесплатн платн подписк навязал
sms: смс$ смск информирован уведомлен
mortgage: ипот ипат жилищн жиль квартир вторичк новостройк застройщ маткапитал материнск залог обремен первоначальн двушк однушк созаемщ
loan: кредит крид заем$ займ заём ссуд автокредит потребкредит
creditcard: кредитк кредитно льготн льготк грейс минималк беспроцент овердрафт
early: досроч дасроч раньше$ частичн погас погаш пагаш гасит гашу гашен рассчит расплатит
refuse: отказ откоз отклон одобр отриц скоринг заявк отлуп
overdue: просроч долг$ долга$ долги$ долгу$ долгов задолж пени$ пеня$ неустойк штраф отсроч реструктур каникул коникул коллектор нечем$ банкрот
pin: пин пинкод пен$ цифр конверт
login: войти$ вход$ входа$ входит зайти$ заход авториз пароль парол порол логин кабинет доступ пуска учетк учетн
app: прилож приложух мобильн онлайн интернет-банк айфон андроид прог$ программ
broken: вылета завис глюк ошибк сбой$ сбоит грузит тормоз сломал лежит$
document: справк справочк выписк выпеск распечат бумаг печат отчет детализац чек$ чеки$ чека$ реквизит квитан квитк акт$ акты$
change: смен сменил поменя паменя измен обнов замен исправ актуализ отвяз привяз
personal: фамил паспорт прописк прописал отчеств почту$ почта$ имейл регистрац тилефон номер телефон адрес опечатк
wrong: неверн неправил ошиб ошибоч перепут случайн промах промахн
arrest: арест пристав фссп исполнит взыскани росфин финмонитор 115$ фз$ происхожден отмыв
limit: лимит лемит огранич максим предел предельн порог превыш превышен потолок сверх$
currency: валют доллар бакс евро$ еврик юан тенге лир$ лиры$ лирах$ дирхам фунт курс$ курсу$ курса$ курсы$ обмен обменн обменя конверт$ конвертац
office: отделен офис филиал график режим суббот воскресен выходн ближайш часы$ представительств открыты$ закрываете$ открываетесь$
staff: сотрудни работни менеджер оператор кассир консультант специалист персонал робот$ персональн девушка$ охранник охран
rude: хам$ хами хамит нахам груб нагруб оскорб орет$ крич накрич жалоб пожалов ужасн очеред некомпетент игнорир безобраз
thanks: спасиб благодар премир
decline: проход проходит прошла$ срабат сработал принима
pay: оплат оплач оплачив расплач купил покуп покупк купит
shop: магазин касс$ кассе$ товар маркетплейс ресторан кафе$ аптек супермаркет заправк
company: ип$ ооо$ организац юрлиц юридич расчетн контрагент поставщик бизнес директор бухгалтер корпоратив фирм предприним компани
return: верн возврат возвра отмен отозв аннулир отзыв
why: почему$ зачем$ причин основан отчего$ мотивир
where: где$ куда$
people: зарплат зарплатн пенси пособи стипенд
"""

_FILLERS = frozenset(
    "a an the i i'm im my me to of is it be do does did was were am are will would on at in "
    "for and or but so that this there have has had with from as been just you your please "
    "hi hello we if s m ve ll re "
    "и в во на с со к ко по за из от до у о об а но же бы ли я мы вы мне мой моя мою моей "
    "моего мое мои это эта этот то та так там тут уже еще ну вот же здравствуйте добрый день "
    "пожалуйста прошу подскажите скажите вас вам ваш ваша ваше вашей что чтобы как".split()
)


def _read(table):
    found = {}
    for line in table.strip().splitlines():
        name, words = line.split(": ")
        for word in words.split():
            found.setdefault(word, "@" + name)
    return found


_BEGINNINGS = _read(_ENGLISH) | _read(_RUSSIAN)


@lru_cache(maxsize=32768)
def concept(word):
    """Return the name of the concept a normalised word carries, or None.

    >>> concept("стащили"), concept("украдена"), concept("mugged")
    ('@steal', '@steal', '@steal')
    >>> concept("погода")
    """
    whole = _BEGINNINGS.get(word + "$")
    if whole:
        return whole
    for length in range(len(word), 1, -1):
        if word[:length] in _BEGINNINGS:
            return _BEGINNINGS[word[:length]]
    return None


def is_filler(word):
    """Tell whether a normalised word says nothing about a topic."""
    return word in _FILLERS
