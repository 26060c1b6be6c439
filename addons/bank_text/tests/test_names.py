# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools import names

# name: surname, given, patronymic, initials
PERSONS = {
    "Иванов И.И.": ("Иванов", "", "", ("И", "И")),
    "И. И. Иванов": ("Иванов", "", "", ("И", "И")),
    "Иванов ИИ": ("Иванов", "", "", ("И", "И")),
    "Иванов Иван Иванович": ("Иванов", "Иван", "Иванович", ()),
    "Иван Иванович Иванов": ("Иванов", "Иван", "Иванович", ()),
    "ИВАНОВ ИВАН": ("ИВАНОВ", "ИВАН", "", ()),
    "Иван Иванов": ("Иванов", "Иван", "", ()),
    "Иванов, Иван Иванович": ("Иванов", "Иван", "Иванович", ()),
    "Абрамович Роман Аркадьевич": ("Абрамович", "Роман", "Аркадьевич", ()),
    "Роман Аркадьевич Абрамович": ("Абрамович", "Роман", "Аркадьевич", ()),
    "Ильин Лука Лукич": ("Ильин", "Лука", "Лукич", ()),
    "Алиев Вагиф Гейдар оглы": ("Алиев", "Вагиф", "Гейдар оглы", ()),
    "Мамедова Лейла Рашид кызы": ("Мамедова", "Лейла", "Рашид кызы", ()),
    "Ахмедов Бахтияр Рустам угли": ("Ахмедов", "Бахтияр", "Рустам угли", ()),
    "Гулиев Эльчин Мамедоглы": ("Гулиев", "Эльчин", "Мамедоглы", ()),
    "Хабибуллина Гузель Ильдаровна": (
        "Хабибуллина",
        "Гузель",
        "Ильдаровна",
        (),
    ),
    "Цой Виктор": ("Цой", "Виктор", "", ()),
    "Ким Чен Ын": ("Ким", "Чен Ын", "", ()),
    "Си Цзиньпин": ("Си", "Цзиньпин", "", ()),
    "Нгуен Ван Тхань": ("Нгуен", "Ван Тхань", "", ()),
    "Усама бин Ладен": ("бин Ладен", "Усама", "", ()),
    "Петрова - Водкина Анна": ("Петрова-Водкина", "Анна", "", ()),
    "О'Коннор Шинейд": ("О'Коннор", "Шинейд", "", ()),
    "Sergey Lavrov": ("Lavrov", "Sergey", "", ()),
    "LAVROV Sergey Viktorovich": ("LAVROV", "Sergey", "Viktorovich", ()),
    "John Smith": ("Smith", "John", "", ()),
    "Пушкин": ("Пушкин", "", "", ()),
}


@tagged("post_install", "-at_install")
class TestNames(BaseCase):
    def test_normalise(self):
        cases = {
            "  ЩЁКИН   Пётр ": "щекин петр",
            "Салтыков-Щедрин": "салтыков щедрин",
            "Салтыков – Щедрин": "салтыков щедрин",
            "О’Коннор": "оконнор",
            "О`Коннор": "оконнор",
            "ООО „Ромашка“": "ооо ромашка",
            'ООО "Ромашка"': "ооо ромашка",
            "ООО «Ромашка»": "ооо ромашка",
            "Иванов, И.И.": "иванов и и",
            "Йошкар-Ола": "йошкар ола",
            "Ｉｖａｎｏｖ": "ivanov",
            "Ива\u00adнов\u200b": "иванов",
            "И\u0306од": "йод",
            "Müller-Łódź Straße": "muller lodz strasse",
            "Школа № 5": "школа 5",
            "ї ґ ў": "і г у".replace("г", "ґ"),
            "": "",
        }
        for text, expected in cases.items():
            with self.subTest(text=text):
                self.assertEqual(names.normalise(text), expected)

    def test_look_alike_letters_are_mended(self):
        # Latin c, e, o, p, x, B, H, K inside Russian words, and one Russian о in Latin
        for written, meant in {
            "Пeтpов": "петров",
            "CИДOPOB": "сидоров",
            "HИКOЛАEВ": "николаев",
            "Sberbаnk": "sberbank",
        }.items():
            self.assertEqual(names.normalise(written), meant)
        self.assertEqual(names.look_alikes("Пeтpов и Sberbаnk"), ["Пeтpов", "Sberbаnk"])
        self.assertEqual(names.look_alikes("Банк BMW 5G"), [])

    def test_persons(self):
        for name, expected in PERSONS.items():
            with self.subTest(name=name):
                found = names.parse(name)
                parts = (found.surname, found.given, found.patronymic, found.initials)
                self.assertEqual((found.kind, *parts), ("person", *expected))

    def test_maiden_name_in_brackets(self):
        found = names.parse("Петрова (Сидорова) Мария Ивановна")
        self.assertEqual((found.surname, found.also), ("Петрова", ("Сидорова",)))

    def test_entrepreneur_is_a_person_with_a_form(self):
        for name in (
            "ИП Ким Анна Олеговна",
            "Индивидуальный предприниматель Ким Анна Олеговна",
            "Ким Анна Олеговна, ИП",
            "Глава КФХ Ким Анна Олеговна",
        ):
            with self.subTest(name=name):
                found = names.parse(name)
                self.assertEqual(found.kind, "person")
                self.assertEqual((found.surname, found.given), ("Ким", "Анна"))
                self.assertIn(found.forms[0], ("ИП", "КФХ"))

    def test_companies(self):
        cases = {
            "ООО «Ромашка»": (("ООО",), "ромашка"),
            "О.О.О. Ромашка": (("ООО",), "ромашка"),
            "Ромашка, ООО": (("ООО",), "ромашка"),
            "Общество с ограниченной ответственностью «Ромашка»": (("ООО",), "ромашка"),
            "Публичное акционерное общество «Сбербанк»": (("ПАО",), "сбербанк"),
            "ЗАО АКБ «Экспресс-Волга»": (("ЗАО", "АКБ"), "экспресс волга"),
            "Vector L.L.C.": (("LLC",), "vector"),
            "Škoda Auto a.s.": (("a.s.",), "skoda auto"),
            "Alza.cz, s.r.o.": (("s.r.o.",), "alza cz"),
            "Siemens Aktiengesellschaft": (("AG",), "siemens"),
            "Siemens AG": (("AG",), "siemens"),
            "Mueller GmbH & Co. KG": (("GmbH",), "mueller"),
            "Dragon Trading Co., Ltd.": (("Ltd",), "dragon trading"),
            "Telefonica Brasil S.A.": (("SA",), "telefonica brasil"),
            "PAO Sberbank": (("ПАО",), "sberbank"),
            "ТОО «Каспий-Мунай»": (("ТОО",), "каспий мунай"),
            "KAVKAZ BANK": ((), "kavkaz bank"),
        }
        for name, expected in cases.items():
            with self.subTest(name=name):
                found = names.parse(name)
                self.assertEqual((found.kind, found.forms, found.core),
                                 ("company", *expected))  # fmt: skip

    def test_empty_and_bare_forms(self):
        self.assertEqual(names.parse("").kind, "")
        self.assertEqual(names.parse(" «» ").kind, "")
        self.assertEqual(names.parse("ООО").core, "ооо")
        self.assertEqual(names.parse("Иванов А.С.").forms, ())

    def test_search_key_is_one_for_all_spellings(self):
        groups = (
            "Щербаков Shcherbakov Scherbakov ЩЕРБАКОВ Ŝerbakov Shherbakov Щeрбаков",
            "Васильев Vasilyev Vasiliev Vasilev Vasil’yev Васильёв",
            "Цой Tsoi Tsoy Tcoi Czoj",
            "Жуков Zhukov Žukov",
            "Чайковский Chaikovskii Chaykovskiy Tchaikovsky Čajkovskij",
            "Наталья Наталия Natalia Natalya Nataliia Natalja",
            "Фёдоров Fedorov Fyodorov",
            "Алиев Aliyev Aliev Əliyev",
            "Хасан Hasan Khasan Hassan",
            "Достоевский Dostoevsky Dostoyevskiy Dostoevskii",
            "Филиппов Филипов Filippov Filipov",
            "Дзержинский Dzerzhinsky Dzerzhinskii",
        )
        for group in groups:
            with self.subTest(group=group):
                self.assertEqual(len(set(map(names.search_key, group.split()))), 1)

    def test_search_key_ignores_order_and_form(self):
        self.assertEqual(
            names.search_key("ООО «Торговый дом Щедрин»"),
            names.search_key("TORGOVYI DOM SHCHEDRIN LLC"),
        )
        self.assertEqual(
            names.search_key("Иванов Пётр"), names.search_key("Petr Ivanov")
        )
        self.assertNotEqual(
            names.search_key("Иванов Пётр"), names.search_key("Иванова Пётр")
        )

    def test_names_in_other_scripts_have_a_key(self):
        for name in ("محمد علي", "习近平", "ისტორია", "Παπαδόπουλος"):
            with self.subTest(name=name):
                self.assertRegex(names.search_key(name), "^[a-z ]{3,}$")
        self.assertEqual(
            names.search_key("Παπαδοπουλος"), names.search_key("ΠΑΠΑΔΟΠΟΥΛΟΣ")
        )

    def test_phonetic_keys_join_common_slips(self):
        pairs = (
            ("Соловьёв", "Салавьев"),
            ("Кузнецов", "Кузнетсов"),
            ("Кузнецов", "Кузнецев"),
            ("Щукин", "Счукин"),
            ("Карпов", "Корпов"),
            ("Громов", "Громоф"),
            ("Филиппов", "Филипов"),
            ("Лебедев", "Либедев"),
            ("Зубков", "Зупков"),
            ("Сазонов", "Созонов"),
            ("Хабибуллин", "Хабибулин"),
            ("Григорьев", "Grigoriev"),
        )
        for one, other in pairs:
            with self.subTest(one=one, other=other):
                self.assertEqual(names.phonetic_key(one), names.phonetic_key(other))
                self.assertTrue(names.phonetic_keys(one) & names.phonetic_keys(other))

    def test_phonetic_keys_keep_people_apart(self):
        keys = [names.phonetic_key(name) for name in
                ("Иванов", "Иванова", "Петров", "Сидоров", "Смирнов", "Семенов",
                 "Асанов", "Хасанов", "Волков", "Белов", "Цой", "Чой")]  # fmt: skip
        self.assertEqual(len(set(keys)), len(keys))
        self.assertEqual(names.phonetic_keys("ООО И."), frozenset())

    def test_latin_signs_with_two_sounds(self):
        for latin, cyrillic in {
            "Jurij": "Юрий", "Jukov": "Жуков", "Jamal": "Джамал", "Michail": "Михаил",
            "Kuznecov": "Кузнецов", "Xrushhev": "Хрущев", "Wladimir": "Владимир",
        }.items():  # fmt: skip
            with self.subTest(latin=latin):
                common = names.phonetic_keys(latin) & names.phonetic_keys(cyrillic)
                self.assertTrue(common)
