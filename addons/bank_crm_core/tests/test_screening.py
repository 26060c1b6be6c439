# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon

LIST = (
    "ent,name,birth_date,country,kind",
    "1,Zakharchuk Veniamin Pavlovich,1971-05-03,RU,person",
    "2,VOSTOKMASHZAVOD PLANT,,,company",
)


@tagged("post_install", "-at_install")
class TestScreening(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "bank_crm_core.group_crm_security_officer"
        cls.officer = cls._create_user("officer", group, cls.region)
        cls.second = cls._create_user("second", group, cls.region)
        cls.suspect = cls._create_client("Захарчук Вениамин Павлович")
        cls._load(*LIST)

    @classmethod
    def _load(cls, *lines):
        lists = cls.env["bank.watchlist"].with_user(cls.officer)
        report = lists.load_file("csv", "\n".join(lines).encode())
        cls._run()
        return report

    @classmethod
    def _run(cls):
        for run in cls.env["bank.screening"].search([("state", "=", "running")]):
            while run.state == "running":
                run._do_slice()

    @classmethod
    def _hits(cls, client=None):
        client = client or cls.suspect
        return cls.env["bank.screening.hit"].search([("partner_id", "=", client.id)])

    def _clear(self):
        hit = self._hits()
        hit.with_user(self.officer).action_clear("Другой человек: паспорт")
        hit.with_user(self.second).action_confirm()
        return hit

    def test_who_is_no_officer_reads_why_he_does_not_judge(self):
        hit = self._hits()
        self.assertTrue(hit.with_user(self.officer).can_judge)
        self.assertFalse(hit.with_user(self.officer).blocker)
        seen = hit.with_user(self.auditor)
        self.assertFalse(seen.can_judge or seen.can_confirm)
        self.assertIn("security officer", seen.blocker)

    def _count_verdicts(self):
        return self.env["bank.decision"].search_count([("kind", "=", "screening")])

    def test_match_over_scripts_with_reasons(self):
        found, nobody = (
            self.env["bank.screening"]
            .with_user(self.officer)
            .match(
                [
                    {"name": "Захарчук Вениамин", "birth_date": "1971-05-03"},
                    {"name": "Щербаков Пётр Ильич", "country": "RU", "kind": "person"},
                ]
            )
        )
        self.assertGreater(found[0]["score"], 0.9)
        self.assertEqual(found[0]["matched_name"], "Zakharchuk Veniamin Pavlovich")
        self.assertEqual(
            set(found[0]), {"entry_id", "score", "matched_name", "reasons"}
        )
        self.assertTrue(all(isinstance(line, str) for line in found[0]["reasons"]))
        self.assertFalse([row for row in nobody if row["score"] >= 0.8])

    def test_another_birth_date_lowers_the_score(self):
        screening = self.env["bank.screening"].with_user(self.officer)
        name = "Захарчук Вениамин Павлович"
        scores = [
            screening.match([{"name": name, "birth_date": born}])[0][0]["score"]
            for born in ("1971-05-03", None, "1990-11-11")
        ]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertLess(scores[-1], 0.8)

    def test_match_answers_bad_questions_in_a_sentence(self):
        screening = self.env["bank.screening"].with_user(self.officer)
        for names in ([{"title": "x"}], ["Иванов"], [{"name": "A", "birth_date": "x"}]):
            with self.subTest(names=names), self.assertRaises(UserError):
                screening.match(names)
        for names, limit in ((None, 5), ("Иванов", 5), ([], "5")):
            with self.subTest(names=names, limit=limit), self.assertRaises(UserError):
                screening.match(names, limit)
        path = (
            "odoo.addons.bank_crm_core.models.screening.bank_screening_match.MOST_NAMES"
        )
        with patch(path, 1), self.assertRaisesRegex(UserError, "1 names at a time"):
            screening.match([{"name": "A"}, {"name": "B"}])
        odd = [{"name": "A", "kind": [], "country": {}}]
        self.assertEqual(len(screening.match(odd)), 1)
        self.assertEqual(screening.match([]), [])
        self.assertEqual(screening.match([{"name": ""}]), [[]])
        self.assertLessEqual(
            len(screening.match([{"name": "Захарчук"}], limit=1)[0]), 1
        )

    def test_the_base_is_compared_after_a_list_is_loaded(self):
        self.assertEqual(self._hits().state, "open")
        self.assertFalse(self._hits(self.client))
        run = self.env["bank.screening"].search([("reason", "=", "list")], limit=1)
        self.assertEqual((run.state, run.hit_count), ("done", 1))
        self.assertEqual(run.version_id.number, 1)

    def test_only_new_and_changed_entries_meet_everybody(self):
        self._hits().unlink()
        self._load(*LIST, "3,Щербаков Петр Ильич,,,person")
        self.assertTrue(self._hits(self.client))
        self.assertFalse(self._hits())
        run = self.env["bank.screening"].search([("reason", "=", "list")], limit=1)
        self.assertEqual(run.entry_count, 1)

    def test_a_slice_done_twice_adds_nothing(self):
        run = self.env["bank.screening"]._start("all")
        run._do_slice()
        count = self.env["bank.screening.hit"].search_count([])
        run.position = 0
        run._do_slice()
        self.assertEqual(self.env["bank.screening.hit"].search_count([]), count)

    def test_the_scheduler_finds_what_the_feed_has_changed(self):
        client = self._create_client("Другое Имя")
        self._run()
        self.env.cr.execute(
            "UPDATE res_partner SET name = 'Захарчук Вениамин' WHERE id = %s",
            [client.id],
        )
        client.invalidate_recordset()
        self.assertEqual(client.screening_state, "progress")
        with self.enter_registry_test_mode():
            self.env.ref("bank_crm_core.ir_cron_screening").method_direct_trigger()
        self.assertTrue(self._hits(client))

    def test_a_new_client_is_compared_at_once(self):
        client = self._create_client("Zaharchuk Veniamin")
        self.assertEqual(self._hits(client).state, "open")
        self.assertEqual(client.screening_state, "progress")
        other = self._create_client("Обычный Человек")
        self.assertEqual(other.screening_state, "clear")

    def test_many_new_clients_wait_for_the_scheduler(self):
        clients = self.env["res.partner"].create(
            [
                {
                    "name": "Захарчук Вениамин",
                    "client_kind": "person",
                    "branch_id": self.branch.id,
                }
                for _number in range(7)
            ]
        )
        self.assertEqual(set(clients.mapped("screening_state")), {"progress"})
        self.env["bank.screening"]._start("client")
        self._run()
        self.assertTrue(self._hits(clients[0]))

    def test_four_eyes(self):
        hit = self._hits()
        with self.assertRaises(UserError):
            hit.with_user(self.officer).action_clear("  ")
        hit.with_user(self.officer).action_clear("Другой человек")
        self.assertEqual(self.suspect.screening_state, "progress")
        with self.assertRaises(UserError):
            hit.with_user(self.officer).action_confirm()
        hit.with_user(self.second).action_confirm()
        self.assertEqual(hit.state, "confirmed")
        self.assertEqual(hit.second_user_id, self.second)
        self.assertEqual(self.suspect.screening_state, "clear")

    def test_no_officer_judges_a_client_of_his_own(self):
        self.suspect.manager_id = self.officer
        hit = self._hits()
        with self.assertRaises(UserError):
            hit.with_user(self.officer).action_clear("Мой клиент")
        hit.with_user(self.second).action_clear("Другой человек")
        with self.assertRaises(UserError):
            hit.with_user(self.officer).action_confirm()
        self.assertIn("manager", hit.with_user(self.officer).blocker)

    def test_a_verdict_is_not_forged(self):
        hit = self._hits().with_user(self.officer)
        for values in ({"state": "confirmed"}, {"first_user_id": self.second.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                hit.write(values)
        with self.assertRaises(AccessError):
            hit.create({"partner_id": self.client.id, "entry_id": hit.entry_id.id})
        forged = hit.with_context(bank_screening_system=True)
        forged.action_clear("Другой человек")
        with self.assertRaises(UserError):
            forged.action_confirm()
        for role in ("manager", "head", "auditor", "administrator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                hit.with_user(getattr(self, role)).action_true("x")

    def test_verdicts_are_decisions_without_personal_data(self):
        before = self._count_verdicts()
        self._clear()
        self.assertEqual(self._count_verdicts(), before + 2)
        rows = self.env["bank.decision"].search([("kind", "=", "screening")], limit=2)
        for row in rows:
            self.assertNotIn("паспорт", row.payload)
            self.assertNotIn("Захарчук", row.payload)

    def test_a_new_version_does_not_bring_a_cleared_hit_back(self):
        hit = self._clear()
        self._load(*LIST, "3,Кто-то Новый,,,person")
        self.env["bank.screening"]._start("all")
        self._run()
        self.assertEqual(hit.state, "confirmed")
        self.assertEqual(len(self._hits()), 1)

    def test_a_changed_entry_or_client_is_judged_anew(self):
        hit = self._clear()
        self._load(LIST[0], LIST[1].replace("1971-05-03", "1972-01-01"), LIST[2])
        self.assertEqual(hit.state, "open")
        self.assertFalse(hit.second_user_id)
        self._clear()
        self.suspect.country_id = self.env.ref("base.ru")
        self.assertEqual(hit.state, "open")

    def test_who_is_off_the_list_or_renamed_lapses(self):
        hit = self._hits()
        self._load(LIST[0], LIST[2])
        self.assertEqual(hit.state, "lapsed")
        self.assertEqual(self.suspect.screening_state, "clear")
        self._load(*LIST)
        self.assertEqual(hit.state, "open")
        self.suspect.name = "Совсем Другой"
        self.assertEqual(hit.state, "lapsed")

    def test_an_entry_that_is_somebody_else_by_now_lapses(self):
        hit = self._hits()
        self._load(LIST[0], "1,Nobody At All,1950-01-01,CU,person", LIST[2])
        self.assertEqual(hit.state, "lapsed")
        self.assertEqual(self.suspect.screening_state, "clear")

    def test_a_true_hit_stays_until_an_officer_says_otherwise(self):
        hit = self._hits()
        hit.with_user(self.officer).action_true("Совпали паспорт и дата рождения")
        self._load(LIST[0], LIST[2])
        self.assertEqual(hit.state, "true")
        self.assertEqual(self.suspect.screening_state, "stopped")

    def test_the_gate_stops_and_does_not_tell_of_the_list(self):
        check = self.env["bank.check"].create(
            {
                "name": "Screening",
                "kind": "screening",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
            }
        )
        clients = self.suspect | self.client
        [reason] = check._find_failures(clients).values()
        self.assertIn("security officer", reason)
        self._hits().with_user(self.officer).action_true("Он")
        failures = check._find_failures(clients)
        self.assertEqual(set(failures), {self.suspect.id})
        self.assertNotIn("list", failures[self.suspect.id].casefold())

    def test_the_gate_asks_a_fixed_number_of_queries(self):
        check = self.env["bank.check"].create(
            {
                "name": "Screening",
                "kind": "screening",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
            }
        )
        clients = self.env["res.partner"].search([("client_kind", "!=", False)])
        counts = []
        for some in (clients[:1], clients[:4]):
            find = partial(check._find_failures, some)
            counts.append(count_queries(self.env, find))
        self.assertEqual(counts[0], counts[1])

    def test_the_manager_sees_no_more_than_whether_he_may_go_on(self):
        suspect = self.suspect.with_user(self.manager)
        self.assertEqual(suspect.screening_state, "progress")
        for model in ("bank.screening.hit", "bank.screening", "bank.watchlist.entry"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.manager).search([])
        with self.assertRaises(AccessError):
            suspect.read(["screening_hit_ids"])

    def test_hits_are_behind_the_wall_of_the_branch(self):
        far = self._create_user(
            "far", "bank_crm_core.group_crm_security_officer", self.other_branch
        )
        self.assertFalse(self.env["bank.screening.hit"].with_user(far).search([]))
        with self.assertRaises(AccessError):
            self._hits().with_user(far).action_clear("Другой человек")
