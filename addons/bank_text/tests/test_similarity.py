# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools.names import REASONS, prepare, similarity


@tagged("post_install", "-at_install")
class TestSimilarity(BaseCase):
    def test_one_bearer(self):
        pairs = (
            ("Иванов Иван Иванович", "ИВАНОВ И.И."),
            ("Иванов Иван Иванович", "И. Иванов"),
            ("Иванов Иван Иванович", "Иван Иванов"),
            ("Щербаков Юрий", "SHCHERBAKOV, Iurii"),
            ("Щербаков Юрий Петрович", "Yury P. Scherbakov"),
            ("Соловьёва Наталья Сергеевна", "Solovyeva Nataliia"),
            ("Хабибуллин Рашит", "Хабибулин Рашид"),
            ("Гаджиев Магомед", "Gadzhiev Magomed"),
            ("Мухаммад Али Хусейн", "Mohammed Ali Hussain"),
            ("Муаммар Каддафи", "Qadhafi, Moammar"),
            ("Усама бин Ладен", "Usama BIN LADIN"),
            ("Ким Чен Ын", "Ким Ченын"),
            ("Салтыков-Щедрин Михаил", "Михаил Салтыков Щедрин"),
            ("Петрова-Водкина Анна", "Водкина Анна"),
            ("Пeтpoв Пётр", "Петров Петр"),
            ("АО «Альфа-Банк»", "Альфабанк"),
            ("ООО «Вектор»", "VECTOR LLC"),
            ("Кузнецов Игорь", "Kuznecov Igor"),
            ("Дмитриев Алексей", "Дмитреев Алексей"),
            ("ИП Сидоров Олег", "Сидоров Олег"),
        )
        for one, other in pairs:
            with self.subTest(one=one, other=other):
                self.assertGreaterEqual(similarity(one, other)[0], 0.84)

    def test_another_bearer(self):
        pairs = (
            ("Иванов Иван", "Иванов Пётр"),
            ("Иванов Иван Иванович", "Иванов Иван Петрович"),
            ("Иванов И.И.", "Иванов П.С."),
            ("Иванов Иван", "Сидоров Иван"),
            ("Сидоров Алексей", "Смирнов Алексей"),
            ("Ли Вэй", "Ван Вэй"),
            ("Ким Ольга", "Цой Ольга"),
            ("Иванов", "Иванченко"),
            ("ООО «Вектор»", "ООО «Виктория»"),
            ("Алиев Вагиф Гейдар оглы", "Алиев Вагиф Мамед оглы"),
            ("Петрова Анна", "Петров Андрей"),
        )
        for one, other in pairs:
            with self.subTest(one=one, other=other):
                self.assertLess(similarity(one, other)[0], 0.8)

    def test_better_match_scores_higher(self):
        name = "Ковалёв Дмитрий Сергеевич"
        others = (
            "Ковалев Дмитрий Сергеевич",
            "Kovalev Dmitrii Sergeevich",
            "Ковалев Дмитрий",
            "Ковалев Д.",
            "Ковалев Денис Сергеевич",
            "Королев Денис Андреевич",
        )
        scores = [similarity(name, other)[0] for other in others]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(scores[0], 1.0)

    def test_reasons_say_what_was_seen(self):
        cases = {
            ("Иванов Иван", "Ivanov Ivan"): {"script"},
            ("Иванов Иван", "Иван Иванов"): {"same", "order"},
            ("Иванов Иван Ильич", "Иванов И."): {"same", "initial", "missing"},
            ("Иванов Иван", "Иванов Пётр"): {"same", "different"},
            ("Карпов Олег", "Корпов Олег"): {"same", "sound"},
            ("Ивантеев Олег", "Иваннтеев Алег"): {"script", "sound"},
            ("Альфа Банк", "Альфабанк"): {"joined"},
            ("ООО Вектор", "ЗАО Вектор"): {"same", "form"},
            ("ООО Иванов", "Иванов Иван"): {"same", "missing", "kind"},
            ("Пeтров", "Петров"): {"same", "look_alike"},
        }
        for (one, other), expected in cases.items():
            with self.subTest(one=one, other=other):
                _score, reasons = similarity(one, other)
                self.assertEqual({reason[0] for reason in reasons}, expected)
                self.assertTrue(all(reason[0] in REASONS for reason in reasons))
                for code, a, b in reasons:
                    self.assertTrue(REASONS[code] % {"a": a, "b": b})

    def test_empty_names_match_nothing(self):
        for name in ("", " ", "«»", None):
            self.assertEqual(similarity(name, "Иванов"), (0.0, []))
            self.assertEqual(similarity(name, ""), (0.0, []))

    def test_prepared_names_give_the_same(self):
        one, other = "Иванов Иван", "IVANOV I."
        prepared = similarity(prepare(one), prepare(other))
        self.assertEqual(prepared, similarity(one, other))
