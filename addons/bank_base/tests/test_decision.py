# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import os

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.hooks import uninstall_hook
from odoo.addons.bank_base.tools import decision_chain

from .common import DecisionCommon


@tagged("post_install", "-at_install")
class TestDecision(DecisionCommon):
    def test_a_batch_is_one_statement(self):
        self._record()
        before = self.cr.sql_log_count
        self._record(100)
        self.assertEqual(self.cr.sql_log_count - before, 1)

    def test_a_decision_is_called_by_what_was_done(self):
        self._record()
        row = self.decisions.search([], order="id desc", limit=1)
        self.assertEqual(row.display_name, self.decisions._get_kinds()[row.kind])
        self.assertNotEqual(row.display_name, row.kind)

    def test_rows_are_sealed_in_order_without_gaps(self):
        self._record(7)
        self.assertEqual(self.decisions._count_unsealed(), 7)
        self._seal()
        self.assertEqual(sorted(self._places()), list(range(1, 8)))
        self.assertEqual(self.decisions._count_unsealed(), 0)
        self.assertFalse(self.decisions._verify_chain())

    def test_a_later_batch_goes_on(self):
        self._record(3)
        self.seals._seal_batch(limit=2)
        self._record(2)
        self._seal()
        self.assertEqual(sorted(self._places()), [1, 2, 3, 4, 5])
        self.assertFalse(self.decisions._verify_chain())

    def test_companies_have_chains_of_their_own(self):
        self._record(2)
        other = self.env["res.company"].create({"name": "Other Bank"})
        self.decisions.with_company(other)._record("override", [(None, {})])
        self._seal()
        self.assertEqual(sorted(self._places()), [1, 2])
        self.assertFalse(self.decisions.with_company(other)._verify_chain())

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_changes(self):
        ids = self._record()
        for query in (
            "UPDATE bank_decision SET actor_id = 1 WHERE id = %s",
            "DELETE FROM bank_decision WHERE id = %s",
        ):
            with self.assertRaises(psycopg2.Error), self.cr.savepoint():
                self.cr.execute(query, ids)
        with self.assertRaises(psycopg2.Error), self.cr.savepoint():
            self.cr.execute("TRUNCATE bank_decision")

    def test_nobody_writes_over_rpc_not_even_the_administrator(self):
        decision = self.decisions.browse(self._record())
        admin = new_test_user(
            self.env,
            login="root_like",
            groups="base.group_system,base.group_erp_manager",
        )
        for user in (admin, self.auditor):
            decisions = self.decisions.with_user(user)
            calls = (
                ("create", [{"kind": "override", "actor_id": 1, "payload": "{}"}]),
                ("write", [decision.ids, {"actor_id": 1}]),
                ("unlink", [decision.ids]),
                ("copy", [decision.ids]),
                ("_record", ["override", []]),
                ("_insert", [[{"actor_id": 1}]]),
            )
            for method, args in calls:
                with self.assertRaises(AccessError, msg=method):
                    call_kw(decisions, method, args, {})
        with self.assertRaises(AccessError):
            decision.sudo().unlink()
        with self.assertRaises(AccessError):
            decision.sudo().write({"actor_id": 1})

    def test_an_edited_row_is_found(self):
        ids = self._record(5)
        self._seal()
        self._tamper("UPDATE bank_decision SET actor_name = 'X' WHERE id = %s", ids[2])
        self.assertEqual(self.decisions._verify_chain(), 3)

    def test_an_edited_row_with_its_hash_is_found(self):
        ids = self._record(5)
        self._seal()
        row = self.decisions._read_content(ids[3:4])[0]
        row["actor_name"] = "X"
        self._tamper(
            "UPDATE bank_decision SET actor_name = 'X', content_hash = %s WHERE id = %s",
            decision_chain.content_hash(row),
            ids[3],
        )
        self.assertEqual(self.decisions._verify_chain(), 4)

    def test_a_row_edited_with_both_its_hashes_is_found(self):
        """Row and seal agree with each other, but no longer with the chain."""
        ids = self._record(5)
        self._seal()
        row = self.decisions._read_content(ids[1:2])[0]
        row["actor_name"] = "X"
        content = decision_chain.content_hash(row)
        self._tamper(
            "UPDATE bank_decision SET actor_name = 'X', content_hash = %s WHERE id = %s",
            content,
            ids[1],
        )
        self._tamper(
            "UPDATE bank_decision_seal SET content_hash = %s WHERE decision_id = %s",
            content,
            ids[1],
            table="bank_decision_seal",
        )
        self.assertEqual(self.decisions._verify_chain(), 2)

    def test_a_hash_that_is_no_hash_is_found(self):
        with freeze_time("2026-03-01 10:00:00"):
            self._record(3)
            self._seal()
        with freeze_time("2026-03-02 10:00:00"):
            self.env["bank.decision.root"]._publish_days()
            self._tamper(
                "UPDATE bank_decision_seal SET content_hash = 'edited' "
                "WHERE company_id = %s AND sequence = 2",
                self.company.id,
                table="bank_decision_seal",
            )
            self.assertTrue(self.decisions._verify_chain())

    def test_a_deleted_row_is_found(self):
        ids = self._record(5)
        self._seal()
        self._tamper("DELETE FROM bank_decision WHERE id = %s", ids[1])
        self.assertEqual(self.decisions._verify_chain(), 2)

    def test_a_deleted_seal_is_found(self):
        self._record(5)
        self._seal()
        self._tamper(
            "DELETE FROM bank_decision_seal WHERE company_id = %s AND sequence = 4",
            self.company.id,
            table="bank_decision_seal",
        )
        self.assertEqual(self.decisions._verify_chain(), 4)

    def _rewrite_from(self, first):
        """Rebuild the whole chain from a place on, as a thief with time would."""
        rows = self.seals._read_links(self.company.id, 1)
        previous = rows[first - 2][3] if first > 1 else decision_chain.GENESIS
        for sequence, decision_id, _content, _chain in rows[first - 1 :]:
            row = self.decisions._read_content([decision_id])[0]
            row["actor_name"] = "X"
            content = decision_chain.content_hash(row)
            previous = decision_chain.chain_hash(
                previous, sequence, decision_id, content
            )
            self._tamper(
                "UPDATE bank_decision SET actor_name='X', content_hash=%s WHERE id=%s",
                content,
                decision_id,
            )
            self._tamper(
                "UPDATE bank_decision_seal SET content_hash=%s, chain_hash=%s "
                "WHERE decision_id=%s",
                content,
                previous,
                decision_id,
                table="bank_decision_seal",
            )

    def test_a_rewritten_chain_is_found_against_the_exported_root(self):
        with freeze_time("2026-03-01 10:00:00"):
            self._record(4)
            self._seal()
        with freeze_time("2026-03-02 10:00:00"):
            self._record(4)
            self._seal()
            self.env["bank.decision.root"]._publish_days()
        self.assertFalse(self.decisions._verify_chain())
        exported = self.env["bank.decision.root"]._read_exported()
        self._rewrite_from(3)
        self._tamper(
            "DELETE FROM bank_decision_root WHERE company_id = %s",
            self.company.id,
            table="bank_decision_root",
        )
        self.assertFalse(self.decisions._verify_chain(roots=[]))
        self.assertEqual(self.decisions._verify_chain(roots=exported), 1)
        self.assertEqual(self.decisions._verify_chain(), 1)

    def test_a_cut_tail_is_found_against_the_exported_root(self):
        with freeze_time("2026-03-01 10:00:00"):
            ids = self._record(4)
            self._seal()
        self.env["bank.decision.root"]._publish_days()
        self._tamper("DELETE FROM bank_decision WHERE id = %s", ids[3])
        self._tamper(
            "DELETE FROM bank_decision_seal WHERE decision_id = %s",
            ids[3],
            table="bank_decision_seal",
        )
        self.assertTrue(self.decisions._verify_chain())

    def test_roots_are_published_once_a_day_that_is_over(self):
        with freeze_time("2026-03-01 10:00:00"):
            self._record(4)
            self._seal()
            self.env["bank.decision.root"]._publish_days()
            self.assertFalse(self._own_roots())
        for _again in range(2):
            self.env["bank.decision.root"]._publish_days()
        self.assertEqual(len(self._own_roots()), 1)
        folder = self.env["bank.decision.root"]._get_export_dir()
        self.assertEqual(os.listdir(folder), ["roots-2026-03.jsonl"])

    def _own_roots(self):
        return self.env["bank.decision.root"].search(
            [("company_id", "=", self.company.id)]
        )

    def test_the_auditor_verifies_and_reads(self):
        self._record()
        self._seal()
        action = self.decisions.with_user(self.auditor).action_verify()
        self.assertEqual(action["params"]["type"], "success")
        self._tamper(
            "UPDATE bank_decision SET payload = '{}' WHERE company_id = %s",
            self.company.id,
        )
        action = self.decisions.with_user(self.auditor).action_verify()
        self.assertEqual(action["params"]["type"], "danger")

    def test_others_do_not_read_the_log(self):
        clerk = new_test_user(self.env, login="c", groups="bank_base.group_bank_user")
        with self.assertRaises(AccessError):
            self.decisions.with_user(clerk).search([])
        with self.assertRaises(AccessError):
            self.decisions.with_user(clerk).action_verify()

    def test_unknown_kinds_are_refused(self):
        with self.assertRaises(ValueError):
            self.decisions._record("whatever", [(None, {})])

    def test_uninstalling_waits_for_the_export(self):
        self._record()
        with self.assertRaises(UserError):
            uninstall_hook(self.env)
