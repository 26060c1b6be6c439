# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time

from odoo.fields import Command

from .common import DealCommon

ADDRESS = "203.0.113.7"


class InquiryCommon(DealCommon):
    """A page of the site and a queue that sells loans in the branch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # rules and queues of the demonstration do not direct what is tested here
        cls.env["bank.routing.rule"].search([]).active = False
        cls.env["bank.queue"].search([]).write({"is_default": False})
        cls.queue = cls.env["bank.queue"].create(
            {
                "name": "Loans",
                "member_ids": [
                    Command.create({"user_id": user.id, "capacity": 2})
                    for user in (cls.manager, cls.colleague)
                ],
            }
        )
        cls.category.referral_queue_id = cls.queue
        cls.branch.cities = "Тверь, Орёл"
        cls.source = cls.env["utm.source"].create({"name": "Partner of the bank"})
        cls.form = cls.env["bank.inquiry.form"].create(
            {
                "name": "A loan",
                "code": "loan",
                "product_ids": [Command.set(cls.product.ids)],
                "branch_id": cls.other_branch.id,
                "consent_text": "I agree",
                "marketing_text": "Write to me",
                "source_id": cls.source.id,
                "hour_limit": 50,
            }
        )
        cls.env["bank.inquiry.question"].search([]).active = False

    def _sent(self, **values):
        return {
            "name": "Новый Гость",
            "phone": "8 903 765-43-21",
            "email": "",
            "city": "г. Орел",
            "product": self.product.code,
            "consent": "1",
            "stamp": self.form._make_stamp(time.time() - 60),
            **values,
        }

    def _submit(self, address=ADDRESS, **values):
        """Send the page; return the inquiry."""
        before = self.env["bank.inquiry"].search([])
        errors = self.form._submit(self._sent(**values), address)
        self.assertFalse(errors)
        return self.env["bank.inquiry"].search([]) - before

    def _refuse(self, address=ADDRESS, **values):
        """Send the page; return what is wrong, after which nothing has come in."""
        before = self.env["bank.inquiry"].search_count([])
        errors = self.form._submit(self._sent(**values), address)
        self.assertEqual(self.env["bank.inquiry"].search_count([]), before)
        return errors

    def _note(self, user=None, **values):
        """Take down who calls."""
        inquiries = self.env["bank.inquiry"].with_user(user or self.manager)
        return inquiries.create(
            {
                "contact_name": "Новый Гость",
                "phone": "+7 903 765-43-21",
                "product_id": self.product.id,
                "channel_id": self.env.ref("bank_crm_core.bank_channel_phone").id,
                **values,
            }
        )

    def _qualify(self, inquiry, user=None, **values):
        """Go through the dialog; return the deal."""
        user = user or self.manager
        action = inquiry.with_user(user).action_qualify()
        dialog = (
            self.env["bank.inquiry.qualify"].with_user(user).browse(action["res_id"])
        )
        dialog.write(values)
        dialog.action_next()
        return self.env["crm.lead"].browse(dialog.action_finish()["res_id"])
