# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.bank_text.tools.screening import Index, search

# invented people and companies, spelled as lists spell
LISTED = (
    (1, "AL-QASSIM, Muhammad Farid", True, False),
    (2, "SHCHEGLOVSKIY, Yuriy Petrovich", True, False),
    (3, "LIANG, Xiaojun", True, False),
    (4, "NORTHERN GULF MARINE TRADING COMPANY", False, False),
    (5, "PARADEEP EXPORT BANK", False, False),
    (6, "OOO VOSTOKMASHZAVOD", False, False),
    (7, "ZHURAVSKAYA, Aleksandra Ivanovna", True, False),
    (8, "KIM, Chol Hun", True, False),
)


@tagged("post_install", "-at_install")
class TestScreening(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.index = Index(LISTED)

    def _assert_found(self, entry, *names, person=None, least=0.8):
        for name in names:
            with self.subTest(name=name):
                found = search(self.index, name, person=person)
                self.assertTrue(found)
                self.assertEqual(found[0].entry, entry)
                self.assertGreaterEqual(found[0].score, least)

    def test_over_scripts_and_spellings(self):
        self._assert_found(
            1,
            "Мухаммад Фарид аль-Касим",
            "Mohamed Fareed El Qasim",
            "Qassem Mohammed Fareed",
            "محمد فريد القاسم",
        )
        self._assert_found(
            2,
            "Щегловский Юрий Петрович",
            "Schtscheglowskij Jurij",
            "Chtcheglovski Iouri",
            "Щегловский Ю. П.",
        )

    def test_chinese_and_korean_in_russian_spelling(self):
        self._assert_found(3, "Лян Сяоцзюнь", "XIAOJUN LIANG")
        self._assert_found(8, "Ким Чхоль Хун", "Kim Cholhun", least=0.75)

    def test_companies_by_rare_words_translation_and_first_letters(self):
        self._assert_found(4, "Northern Gulf Marine Trade Co.", "NGMTC")
        self._assert_found(5, "Банк Парадип Экспорт", "Banco Paradeep Exportadora")
        self._assert_found(6, "ООО «Востокмашзавод»", "Vostokmashzawod")

    def test_one_slip_of_the_pen(self):
        self._assert_found(2, "Sheglovskiy Yuriy Petrovich", "Щегловский Юирй Петрович")
        self._assert_found(4, "Northern Gulf Marine Trdaing Company")

    def test_one_slip_anywhere_in_the_name_of_a_company(self):
        """In its legal form, in a short word, between two words."""
        index = Index(
            [
                (1, "T-BERYL CO., LTD", False, False),
                (2, "AKTSIONERNOE OBSHCHESTVO KONTSERN TUNDRA", False, False),
                (3, "SMELTER 53 JSC", False, False),
                (4, "BERYLOV, Timofei", True, False),
            ]
        )
        for entry, name in (
            (1, "pT-BERYL CO., LTD"),
            (1, "T-BERYL CO., LDT"),
            (2, "AKTSIONENROE OBSHCHESTVO KONTSERN TUNDRA"),
            (3, "SMELTE R53 JSC"),
        ):
            with self.subTest(name=name):
                found = search(index, name)
                self.assertEqual(found[0].entry, entry)
                self.assertGreaterEqual(found[0].score, 0.8)
        # another number is another company, and nothing of it is for people
        self.assertFalse(index.find_slipped("SMELTER 54 JSC"))
        self.assertFalse(index.find_slipped("BERYLOV, Timofej"))
        self.assertFalse(index.find_slipped("SMELTE 53 JSC", index.person == 1))

    def test_who_is_somebody_else(self):
        for name in (
            "Щегловский Борис Андреевич",
            "Журавский Александр Иванович",
            "Мухаммад Али",
            "Ким Ольга Сергеевна",
            "Юрий Петрович",
            "Marine Trading Company",
            "Экспорт Банк",
        ):
            with self.subTest(name=name):
                found = search(self.index, name, limit=1)
                self.assertFalse(found and found[0].score >= 0.8, found)

    def test_best_first_one_row_an_entry_and_limited(self):
        index = Index([*LISTED, (2, "SHCHEGLOVSKIY, Yuri", True, False)])
        found = search(index, "Щегловский Юрий Петрович", limit=3)
        self.assertEqual(len({match.entry for match in found}), len(found))
        scores = [match.score for match in found]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertLessEqual(len(found), 3)

    def test_a_withheld_name_is_not_found(self):
        found = search(self.index, "PARADEEP EXPORT BANK", without=(4,))
        self.assertNotIn(5, [match.entry for match in found])

    def test_a_weak_name_and_another_kind_count_less(self):
        weak = Index([(1, "AL-QASSIM, Farid", True, True)])
        strong = Index([(1, "AL-QASSIM, Farid", True, False)])
        score = {
            index: search(index, "Farid Al-Qassim")[0].score for index in (weak, strong)
        }
        self.assertLess(score[weak], score[strong])
        as_company = search(strong, "Farid Al-Qassim", person=False)[0].score
        self.assertLess(as_company, score[strong])

    def test_reasons_name_both_words(self):
        [match, *_others] = search(self.index, "Щегловский Юрий Олегович")
        self.assertIn(("missing", "олегович", ""), match.reasons)
        codes = {code for code, _ours, _theirs in match.reasons}
        self.assertTrue(codes & {"script", "sound"})

    def test_kept_as_bytes_it_answers_the_same(self):
        again = Index.from_bytes(self.index.to_bytes())
        for name in ("Лян Сяоцзюнь", "NGMTC", "Щегловский Юрий"):
            self.assertEqual(search(self.index, name), search(again, name))

    def test_nothing_to_compare(self):
        for index in (self.index, Index([])):
            for name in ("", None, "  ", "«»", "-", "12"):
                with self.subTest(name=name):
                    self.assertIsInstance(search(index, name), list)
        self.assertEqual(search(Index([]), "Иванов"), [])
        self.assertEqual(search(Index([(1, "", None, False)]), "Иванов"), [])
