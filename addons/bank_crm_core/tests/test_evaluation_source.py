# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import Json2Mixin, TourCase

from .common import BankCoreCommon


class EvaluationCommon(BankCoreCommon):
    """One check is asked: whether the client's INN is known."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        checks = cls.env["bank.check"].search([("is_in_evaluation", "=", True)])
        checks.is_in_evaluation = False
        cls.inn = cls.env.ref("bank_crm_core.bank_check_evaluation_inn")
        cls.inn.is_in_evaluation = True
        cls.service = cls._create_user(
            "service", "bank_crm_core.group_crm_evaluation_service", cls.branch
        )
        cls.client.source_key = "C0"
        cls.agreement = cls._create_agreement(
            source_key="A0", date_end=date(2027, 1, 15)
        )


@tagged("post_install", "-at_install")
class TestEvaluationSource(EvaluationCommon):
    """A client is evaluated from a document; each of the two shows the other."""

    def _evaluate(self, user=None):
        agreement = self.agreement.with_user(user or self.manager)
        action = agreement.action_evaluate_client()
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_the_run_knows_its_document_and_both_show_it(self):
        run = self._evaluate()
        self.assertEqual((run.partner_id, run.state), (self.client, "failed"))
        self.assertEqual(run.user_id, self.manager)
        self.assertEqual(run.with_user(self.manager).source, self.agreement)
        self.client.with_user(self.manager).action_evaluate()
        agreement = self.agreement.with_user(self.manager)
        self.assertEqual(agreement.client_evaluation_count, 1)
        action = agreement.action_open_client_evaluations()
        found = self.env["bank.client.evaluation"].search(action["domain"])
        self.assertEqual(found, run)
        action = self.client.with_user(self.manager).action_open_evaluations()
        self.assertEqual(len(found.search(action["domain"])), 2)

    def test_who_evaluates_from_a_document(self):
        self.assertTrue(self._evaluate(self.head))
        self.assertTrue(self._evaluate(self.service))
        for user in (self.colleague, self.operator, self.stranger, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._evaluate(user)

    def test_a_document_that_may_not_be_seen_is_not_named(self):
        run = self._evaluate()
        other = self._create_agreement(client=self.other_client)
        run.sudo().source_id = other.id
        run.invalidate_recordset()
        self.assertFalse(run.with_user(self.manager).source)
        self.assertFalse(self.agreement.client_evaluation_count)
        for name in ("source_model", "source_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                run.with_user(self.manager).read([name])
            domain = [(name, "!=", False)]
            with self.subTest(name=name), self.assertRaises(AccessError):
                run.with_user(self.manager).search(domain)

    def test_where_it_began_is_not_forged(self):
        run = self._evaluate()
        values = {"source_model": "bank.agreement", "source_id": self.agreement.id}
        for user in (self.manager, self.service, self.administrator):
            own = run.with_user(user)
            for act in (
                lambda own=own: own.write(values),
                lambda own=own: own.create({"partner_id": self.client.id, **values}),
                lambda own=own: own.unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()


@tagged("post_install", "-at_install")
class TestEvaluationService(Json2Mixin, EvaluationCommon, TourCase):
    """An outside service begins evaluations over JSON-2 and changes no client."""

    def _call(self, model, method, **params):
        return self._call_json_2(self.service, model, method, **params)

    def test_a_service_begins_a_run_and_reads_what_came_out(self):
        action = self._call("res.partner", "action_evaluate", ids=self.client.ids)
        ids = [action.json()["res_id"]]
        runs = self._call(
            "bank.client.evaluation", "read", ids=ids, fields=["state", "line_ids"]
        )
        [run] = runs.json()
        self.assertEqual(run["state"], "failed")
        lines = self._call(
            "bank.client.evaluation.line",
            "read",
            ids=run["line_ids"],
            fields=["name", "is_passed", "remedy"],
        )
        [line] = lines.json()
        self.assertEqual((line["name"], line["is_passed"]), (self.inn.name, False))
        self.assertEqual(
            self.env["bank.client.evaluation"].browse(ids).user_id, self.service
        )
        action = self._call(
            "bank.agreement", "action_evaluate_client", ids=self.agreement.ids
        )
        run = self.env["bank.client.evaluation"].browse(action.json()["res_id"])
        self.assertEqual(run.source, self.agreement)

    @mute_logger("odoo.http")
    def test_a_service_changes_nothing(self):
        own, values = self.client.ids, {"inn": "500100732259"}
        run = self.client.with_user(self.service)._evaluate()
        review = self.env["bank.kyc.review"].create({"partner_id": self.client.id})
        model = "bank.client.evaluation"
        for name, method, params in (
            ("res.partner", "write", {"ids": own, "vals": values}),
            ("res.partner", "action_confirm_data", {"ids": own}),
            ("res.partner", "action_evaluate", {"ids": self.other_client.ids}),
            (model, "write", {"ids": run.ids, "vals": {"state": "passed"}}),
            (model, "create", {"vals_list": [{"partner_id": self.client.id}]}),
            ("bank.kyc.review", "create", {"vals_list": [{"partner_id": own[0]}]}),
            ("bank.kyc.review", "action_conclude", {"ids": review.ids}),
        ):
            with self.subTest(model=name, method=method):
                self.assertEqual(self._call(name, method, **params).status_code, 403)
        self.assertFalse(self.client.inn)
        self.assertEqual((run.state, review.state), ("failed", "draft"))


@tagged("post_install", "-at_install")
class TestUiEvaluation(EvaluationCommon, TourCase):
    def test_changes_of_terms_are_read_and_the_client_is_evaluated(self):
        report = self.env["bank.agreement"]._upsert(
            [
                {
                    "source_key": "A0",
                    "number": self.agreement.number,
                    "product": self.product.code,
                    "partner": "C0",
                    "currency": self.env.company.currency_id.name,
                    "date_end": date(2027, 1, 15),
                    "amount": 100000.0,
                    "rate": 11.25,
                    "state": "active",
                }
            ]
        )
        self.assertFalse(report["refused"])
        self.manager.tz = "Europe/Moscow"
        self.start_tour(
            f"/odoo/action-bank_crm_core.bank_agreement_action/{self.agreement.id}",
            "bank_agreement_evaluated",
            login=self.manager.login,
        )
        self.assertEqual(
            self.agreement.with_user(self.manager).client_evaluation_count, 1
        )
