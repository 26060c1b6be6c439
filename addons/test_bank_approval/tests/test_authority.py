# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from unittest.mock import patch

import psycopg2
from psycopg2 import errors

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import format_amount, mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .authority_common import AuthorityCommon


@tagged("post_install", "-at_install")
class TestAuthority(AuthorityCommon):
    def test_a_limit_that_is_enough_decides_and_nobody_above_is_asked(self):
        loan = self._sent(partner_id=self.client.id, amount=900)
        self.assertEqual(self._asked(loan), self.head)
        self._decide(loan, self.head)
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual(self._limits(loan).user_id, self.head)
        self.assertEqual(self._states(loan)["boss1"], "skipped")

    def test_a_limit_that_is_too_small_goes_up(self):
        loan = self._sent(partner_id=self.client.id, amount=1001)
        self._decide(loan, self.head)
        self.assertEqual(loan.approval_state, "pending")
        self.assertEqual(self._asked(loan), self.boss1)
        self._decide(loan, self.boss1)
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual(self._limits(loan).user_id, self.boss1)

    def test_what_the_group_has_been_promised_counts(self):
        first = self._sent(partner_id=self.client.id, amount=600)
        self._decide(first, self.head)
        second = self._sent(partner_id=self.sister.id, amount=600)
        self._decide(second, self.head)
        self.assertEqual(self._asked(second), self.boss1)
        other = self._sent(partner_id=self.stranger.id, amount=600)
        self._decide(other, self.head)
        self.assertEqual(other.approval_state, "approved")
        # what has been issued is counted as an agreement, not twice
        first.is_issued = True
        third = self._sent(partner_id=self.sister.id, amount=900)
        self._decide(third, self.head)
        self.assertEqual(third.approval_state, "approved")

    def test_what_the_group_owes_counts(self):
        self._agreement(self.sister, 700)
        loan = self._sent(partner_id=self.client.id, amount=400)
        self._decide(loan, self.head)
        self.assertEqual(self._asked(loan), self.boss1)

    def test_a_deposit_is_owed_by_nobody_a_guarantee_and_a_card_limit_are(self):
        for trade, owed in (("deposit", 0), ("guarantee", 300), ("card", 600)):
            # what lies on a card is the client's own money
            balance = 0 if trade == "guarantee" else 50
            self._agreement(self.sister, balance, trade=trade, amount=300)
            loan = self._loan(partner_id=self.client.id, amount=10)
            matter = loan._get_authority_matters()[loan.id]
            self.assertEqual((matter.before, matter.unsecured), (owed, owed))

    def test_what_takes_money_in_is_bound_by_the_amount_alone(self):
        deposit = self._product("deposit")
        self._agreement(self.sister, 950)
        loan = self._loan(
            partner_id=self.client.id, amount=9_000, product_id=deposit.id
        )
        matter = loan._get_authority_matters()[loan.id]
        self.assertEqual((matter.amount, matter.exposure), (9_000, 950))
        loan.action_request_approval()
        self._decide(loan, self.head)
        self.assertEqual(loan.approval_state, "approved")
        self.matrix.action_retire()
        self._matrix(
            {"user_id": self.head.id, "exposure_limit": 1000, "amount_limit": 8_000}
        )
        again = self._sent(
            partner_id=self.client.id, amount=9_000, product_id=deposit.id
        )
        self._decide(again, self.head)
        self.assertEqual(self._asked(again), self.boss1)

    def test_what_groups_owe_is_read_for_all_documents_at_once(self):
        clients = self.client | self.sister | self.stranger
        self._agreement(self.sister, 100)
        loans = self.env["test.bank.loan"].create(
            [
                {"name": str(n), "partner_id": clients[n % 3].id, "amount": 10}
                for n in range(30)
            ]
        )
        counts = []
        for some in (loans[:3], loans):
            counts.append(count_queries(self.env, some._get_authority_matters))
            matters = some._get_authority_matters()
            exposures = [matters[loan.id].exposure for loan in some[:3]]
            self.assertEqual(exposures, [110, 110, 10])
        self.assertEqual(counts[1], counts[0])

    def test_debts_in_one_currency_ask_for_its_rate_once(self):
        currencies, asked = self.registry["res.currency"], []
        ask = currencies._get_conversion_rate

        def count(model, *args):
            asked.append(args)
            return ask(model, *args)

        counts = []
        for _number in range(3):
            self._agreement(self.sister, 100)
            with patch.object(currencies, "_get_conversion_rate", count):
                claims = self.sister._read_debts(self.env.company)
            counts.append(len(asked))
            asked.clear()
        self.assertEqual(len(claims), 3)
        self.assertEqual(counts, [1, 1, 1])

    def test_whoever_owns_more_than_half_is_related(self):
        relation = self.env["bank.relation.type"].create(
            {
                "name": "Owner",
                "inverse_name": "Owned",
                "code": "t_owner",
                "has_share": True,
                "kind_to": "company",
            }
        )
        small = self.stranger.copy({"name": "Small Ltd"})
        self.env["bank.relation"].create(
            [
                {
                    "type_id": relation.id,
                    "partner_from_id": owner.id,
                    "partner_to_id": owned.id,
                    "share": share,
                }
                for owner, owned, share in (
                    (self.sister, self.stranger, 51),
                    (self.client, small, 50),
                )
            ]
        )
        group = self.client._find_related_clients()[self.client.id]
        self.assertEqual(group, set((self.client | self.sister | self.stranger).ids))

    def test_what_secures_earlier_loans_is_no_part_of_it(self):
        """Of what the group owes only what nothing secures is unsecured."""
        debt = self._agreement(self.sister, 800)
        loan = self._loan(partner_id=self.client.id, amount=150, unsecured_amount=50)
        agreements = self.env.registry["bank.agreement"]
        for secured, bare in ((0, 850), (700, 150), (900, 50)):
            with patch.object(
                agreements,
                "_read_secured",
                lambda rows, secured=secured: dict.fromkeys(rows.ids, secured),
            ):
                matter = loan.sudo()._get_authority_matters()[loan.id]
            self.assertEqual((matter.exposure, matter.unsecured), (950, bare))
        self.assertEqual(debt.balance, 800)

    def test_the_unsecured_part_has_its_own_limit(self):
        self.matrix.action_retire()
        self._matrix(
            {
                "user_id": self.head.id,
                "exposure_limit": 1000,
                "unsecured_limit": 100,
            }
        )
        bare = self._sent(partner_id=self.client.id, amount=900, unsecured_amount=101)
        self._decide(bare, self.head)
        self.assertEqual(self._asked(bare), self.boss1)
        good = self._sent(partner_id=self.client.id, amount=900, unsecured_amount=100)
        self._decide(good, self.head)
        self.assertEqual(good.approval_state, "approved")

    def test_a_rating_or_a_product_has_its_own_limit(self):
        self.matrix.action_retire()
        self._matrix(
            {"user_id": self.head.id, "exposure_limit": 1000},
            {"user_id": self.head.id, "exposure_limit": 10, "ratings": "D, E"},
        )
        loans = {
            rating: self._sent(partner_id=client.id, amount=900, rating=rating)
            for rating, client in (("A", self.client), ("E", self.stranger))
        }
        for loan in loans.values():
            self._decide(loan, self.head)
        self.assertEqual(loans["A"].approval_state, "approved")
        self.assertEqual(self._asked(loans["E"]), self.boss1)

    def test_beyond_every_limit_it_is_not_sent(self):
        loan = self._loan(partner_id=self.client.id, amount=5001)
        self.assertIn("every limit", loan.approval_blocker)
        with self.assertRaisesRegex(UserError, "every limit"):
            loan.action_request_approval()

    def test_the_route_finds_the_nearest_whose_limit_covers_it(self):
        self.ladder.action_retire()
        self.env["bank.approval.route"].create(
            {
                "name": "Found",
                "model_id": self.model.id,
                "step_ids": [
                    Command.create({"name": "Whoever may", "who": "authority"})
                ],
            }
        ).action_publish()
        small = self._sent(partner_id=self.client.id, amount=900)
        self.assertEqual(self._asked(small), self.head)
        big = self._sent(partner_id=self.stranger.id, amount=1100)
        self.assertEqual(self._asked(big), self.boss1)
        # by then the group has been promised more: his limit is not enough any more
        other = self._sent(partner_id=self.sister.id, amount=900)
        self._decide(other, self.head)
        task = self._task(small, self.head)
        with self.assertRaisesRegex(UserError, "beyond your limit"):
            task.action_decide("approve", "so")
        task.action_decide("return", "too much")
        small.sudo().approval_id.with_user(self.manager).action_resubmit()
        self.assertEqual(self._asked(small), self.boss1)

    def test_a_group_that_has_grown_before_the_end_is_seen_at_the_end(self):
        """The head decides within his limit; a later visa ends it: too late by then."""
        self.ladder.action_retire()
        route = self._ladder(self.head, self.boss1)
        draft = route.browse(route.action_new_version()["res_id"])
        draft.step_ids = [
            Command.create(
                {
                    "name": "Paper",
                    "sequence": 99,
                    "who": "users",
                    "user_ids": [Command.set(self.lawyer.ids)],
                }
            )
        ]
        draft.action_publish()
        first = self._sent(partner_id=self.client.id, amount=900)
        second = self._sent(partner_id=self.sister.id, amount=900)
        for loan in (first, second):
            self._decide(loan, self.head)
        self._decide(first, self.lawyer)
        self.assertEqual(first.approval_state, "approved")
        self._decide(second, self.lawyer)
        self.assertEqual(second.approval_state, "pending")
        self.assertEqual(self._asked(second), self.boss1)
        self._decide(second, self.boss1)
        self.assertEqual(second.approval_state, "approved")
        self.assertEqual(self._limits(second).user_id, self.boss1)

    def test_an_amount_raised_on_a_return_is_asked_about_anew(self):
        self.ladder.action_retire()
        purpose = self.env["ir.model.fields"]._get("test.bank.loan", "purpose")
        self._ladder(self.head, self.boss1, depend_field_ids=[Command.set(purpose.ids)])
        loan = self._sent(partner_id=self.client.id, amount=1001)
        self._decide(loan, self.head)
        self._decide(loan, self.boss1, "return", "Ask for more.")
        loan.amount = 4000
        approval = loan.sudo().approval_id
        approval.with_user(self.manager).action_resubmit()
        self.assertEqual(approval.amount, 4000)
        self.assertEqual(self._asked(loan), self.head)

    def test_by_which_limit_it_was_decided_stands_in_the_log(self):
        loan = self._sent(partner_id=self.client.id, amount=900)
        self._decide(loan, self.head)
        rows = self.env["bank.decision"].search(
            [("kind", "=", "approval_limit"), ("res_id", "=", loan.id)]
        )
        payload = json.loads(rows[0].payload)
        limit = self._limits(loan)
        self.assertEqual(
            (payload["limit"], payload["version"], payload["exposure"]),
            (limit.id, limit.matrix_id.version, 900),
        )

    def test_before_sending_one_sees_whose_limit_is_enough(self):
        loan = self._loan(partner_id=self.client.id, amount=1001)
        action = loan.action_preview_approval()
        lines = self.env["bank.approval.send"].browse(action["res_id"]).line_ids
        notes = dict(zip(lines.mapped("name"), lines.mapped("note"), strict=True))
        self.assertIn("too small", notes["head"])
        self.assertIn("is enough: decides", notes["boss1"])

    def test_the_dialog_shows_the_exposure_to_who_is_asked_alone(self):
        self._agreement(self.sister, 300)
        loan = self._sent(partner_id=self.client.id, amount=500)
        task = self._task(loan, self.head)
        dialogs = self.env["bank.approval.decide"]
        dialog = dialogs.with_user(self.head).create({"task_id": task.id})
        self.assertEqual((dialog.exposure_before, dialog.exposure_after), (300, 800))
        left = format_amount(self.env, 200, self.env.company.currency_id)
        self.assertIn(f"{left} of it are left", dialog.limit_text)
        other = dialogs.with_user(self.manager).create({"task_id": task.id})
        self.assertEqual((other.exposure_after, other.limit_text), (0, False))

    # The matrix

    def test_a_matrix_is_put_into_force_by_who_has_not_drawn_it(self):
        matrices = self.env["bank.authority.matrix"].with_user(self.drafter)
        with Form(matrices) as form:
            form.name = "Mine"
            with form.limit_ids.new() as line:
                line.user_id = self.expert
                line.exposure_limit = 10
        matrix = form.record
        self.assertEqual(matrix.drafter_ids, self.drafter)
        with self.assertRaisesRegex(UserError, "drawn"):
            matrix.action_publish()
        with self.assertRaises(AccessError):
            matrix.write({"drafter_ids": [Command.clear()]})
        matrix.with_user(self.drafter2).action_publish()
        self.assertEqual(matrix.state, "published")

    def test_a_matrix_in_force_does_not_change(self):
        matrix = self.matrix.with_user(self.drafter)
        for call in (
            lambda: matrix.limit_ids[0].write({"exposure_limit": 10_000}),
            lambda: matrix.limit_ids[0].unlink(),
            lambda: matrix.unlink(),
            lambda: matrix.write({"limit_ids": [Command.clear()]}),
            lambda: matrix.limit_ids.create(
                {
                    "matrix_id": matrix.id,
                    "user_id": self.expert.id,
                    "exposure_limit": 10_000,
                }
            ),
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                call()
        with self.assertRaises(AccessError):
            matrix.write({"state": "draft"})
        draft = matrix.browse(matrix.action_new_version()["res_id"])
        self.assertEqual(len(draft.limit_ids), len(matrix.limit_ids))
        self.assertEqual((draft.version, draft.origin_id), (2, matrix))

    def test_a_new_version_replaces_the_one_before(self):
        draft = self.matrix.browse(self.matrix.action_new_version()["res_id"])
        draft.limit_ids.filtered(
            lambda row: row.user_id == self.head
        ).exposure_limit = 50
        draft.action_publish()
        self.assertEqual(self.matrix.state, "retired")
        loan = self._sent(partner_id=self.client.id, amount=900)
        self._decide(loan, self.head)
        self.assertEqual(self._asked(loan), self.boss1)

    def test_a_limit_is_one_holders(self):
        draft = self.matrix.browse(self.matrix.action_new_version()["res_id"])
        role = self.env.ref("bank_base.group_bank_user")
        for values in ({}, {"user_id": self.expert.id, "group_id": role.id}):
            with (
                self.assertRaises(psycopg2.IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.env["bank.authority.limit"].create(
                    {"matrix_id": draft.id, "exposure_limit": 1, **values}
                )

    def test_of_two_decisions_on_one_group_the_second_begins_again(self):
        """Two real connections: the second has seen the sums before the first ended."""
        ids, matrices = [2_000_000_001, 2_000_000_002], "bank.authority.matrix"
        with self.registry.cursor() as first, self.registry.cursor() as second:
            for cr in (first, second):
                cr.execute("SELECT count(*) FROM bank_approval")
            self.env(cr=first)[matrices]._lock_clients(ids[:1])
            self.env(cr=second)[matrices]._lock_clients(ids[1:])
            first.commit()
            second.execute("SET LOCAL lock_timeout = '5s'")
            with (
                self.assertRaises(errors.SerializationFailure),
                mute_logger("odoo.sql_db"),
            ):
                self.env(cr=second)[matrices]._lock_clients(ids)
            second.rollback()
            first.execute(
                "DELETE FROM bank_authority_lock WHERE client_id = ANY(%s)", [ids]
            )
            first.commit()

    def test_versions_are_counted_from_one(self):
        matrices = self.env["bank.authority.matrix"].with_user(self.drafter)
        first = matrices.create({"name": "Drawn by hand"})
        first.limit_ids.create(
            {"matrix_id": first.id, "user_id": self.head.id, "exposure_limit": 1}
        )
        self.assertEqual(first.version, 1)
        first.with_user(self.drafter2).action_publish()
        action = first.action_new_version()
        self.assertEqual(matrices.browse(action["res_id"]).version, 2)
