# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import CommitteeCase


@tagged("post_install", "-at_install")
class TestCommitteeFiles(CommitteeCase):
    """Files of a matter that is put in by hand, added on its form."""

    def _upload(self, user=None, **values):
        files = self.env["ir.attachment"].with_user(user or self.manager)
        return files.create({"name": "plan.txt", "raw": b"Plan A", **values})

    def _matter(self):
        items = self.env["bank.committee.item"].with_user(self.manager)
        with Form(items) as form:
            form.committee_id = self.committee
            form.partner_id = self.client
            form.name = "A loan"
            form.date_papers = fields.Datetime.now()
            form.file_ids.add(self._upload(res_model=items._name))
        return form.record

    def test_what_is_added_on_the_form_lies_before_the_committee(self):
        item = self._matter()
        self.assertEqual(item.file_ids.name, "plan.txt")
        self.assertEqual(item.file_ids.res_id, item.id)
        self.make_meeting()
        paper = item.with_env(self.env).paper_ids
        self.assertEqual(paper.name, "plan.txt")

    def test_another_one_takes_its_place_while_it_waits(self):
        item = self._matter()
        first = item.file_ids
        with Form(item) as form:
            form.file_ids.remove(first.id)
            form.file_ids.add(self._upload(name="budget.txt"))
        self.assertFalse(first.exists())
        self.assertEqual(item.file_ids.name, "budget.txt")

    def test_it_stands_once_it_is_on_the_agenda(self):
        item = self._matter()
        self.make_meeting()
        with self.assertRaises(UserError):
            item.file_ids = [Command.link(self._upload().id)]

    def test_nobody_takes_what_belongs_to_others(self):
        """A file of somebody else, of another document, of a field."""
        item = self._matter()
        for file in (
            self._upload(self.secretary),
            self._upload(self.env.user, res_model="res.partner", res_id=self.client.id),
            self._upload(res_model=item._name, res_id=item.copy().id),
        ):
            with self.assertRaises(AccessError):
                item.file_ids = [Command.link(file.id)]
            self.env.invalidate_all()
        self.assertEqual(item.file_ids.name, "plan.txt")

    def test_postponed_it_keeps_its_files(self):
        item = self._matter()
        self.make_meeting()
        waiting = item.with_user(self.secretary)
        waiting.reason = "No appraisal"
        waiting.action_postpone()
        again = item.search([("previous_id", "=", item.id)])
        self.assertEqual(again.file_ids.name, "plan.txt")
        self.assertNotEqual(again.file_ids, item.file_ids)
