# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MailingCommon


@tagged("post_install", "-at_install")
class TestMailingSegment(MailingCommon):
    """A segment is chosen, not typed as a condition."""

    def _create_segment(self, clients, **values):
        segments = self.env["bank.segment"].with_user(self.marketer)
        segment = segments.create({"name": "Savers", "kind": "fixed", **values})
        segment._add_clients(clients.with_user(self.marketer))
        return segment

    def test_a_segment_is_the_recipients(self):
        segment = self._create_segment(self.client)
        mailing = self._create_mailing(segment_id=segment.id)
        self.assertEqual(mailing.mailing_model_id, self.partner_model)
        self.assertEqual(mailing.gate_report["total"], 1)
        self.assertEqual(len(self._send(mailing)), 1)
        self.assertEqual(list(self._traces(mailing)), [self.client])

    def test_a_condition_narrows_the_segment_and_does_not_widen_it(self):
        segment = self._create_segment(self.client)
        mailing = self._create_mailing(segment_id=segment.id)
        mailing.mailing_domain = "[]"
        self.assertEqual(mailing.gate_report["total"], 1)
        self.assertEqual(len(self._send(mailing)), 1)

    def test_who_has_left_the_segment_by_then_gets_nothing(self):
        segment = self._create_segment(self.client | self.colleague_client)
        mailing = self._create_mailing(segment_id=segment.id)
        mailing.action_launch()
        segment._remove_clients(self.client.with_user(self.marketer))
        self.assertEqual(len(self._run_queue()), 1)

    def test_a_segment_of_another_is_not_mailed_to(self):
        segment = self._create_segment(self.client)
        stranger = self._create_user(
            "mkt_two", "bank_crm_core.group_crm_marketer", self.branch
        )
        with self.assertRaises(AccessError):
            self._create_mailing(stranger, segment_id=segment.id)
        own = self._create_mailing(stranger)
        with self.assertRaises(AccessError):
            own.segment_id = segment.id
        segment.is_shared = True
        own.segment_id = segment.id
        self.assertEqual(own.gate_report["total"], 1)
