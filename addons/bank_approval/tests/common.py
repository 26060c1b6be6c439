# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

MEMBER = "bank_approval.group_approval_committee_member"
SECRETARY = "bank_approval.group_approval_committee_secretary"
MANAGER = "bank_crm_core.group_crm_manager"


class CommitteeCase(TransactionCase):
    """A committee of four with its secretary, and two clients of one branch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.env["bank.branch"].create({"name": "Board", "code": "BOARD"})
        cls.chair, cls.ann, cls.bob, cls.cid, cls.eve = (
            cls.make_user(f"board_{name}", MEMBER)
            for name in ("chair", "ann", "bob", "cid", "eve")
        )
        cls.secretary = cls.make_user("board_secretary", SECRETARY)
        cls.manager = cls.make_user("board_manager", MANAGER)
        cls.client, cls.other_client = cls.env["res.partner"].create(
            [
                {"name": name, "client_kind": "company", "branch_id": cls.branch.id}
                for name in ("Zarya Ltd", "Rassvet Ltd")
            ]
        )
        cls.committee = cls.env["bank.committee"].create(
            {
                "name": "Credit Committee",
                "code": "KK",
                "branch_id": cls.branch.id,
                "chairman_id": cls.chair.id,
                "secretary_id": cls.secretary.id,
                "member_ids": [
                    Command.create({"user_id": user.id})
                    for user in (cls.chair, cls.ann, cls.bob, cls.cid)
                ],
            }
        )

    @classmethod
    def make_user(cls, login, group):
        place = [Command.set(cls.branch.ids)]
        return new_test_user(cls.env, login, group, branch_ids=place)

    def make_item(self, client=None, **values):
        items = self.env["bank.committee.item"].with_user(self.manager)
        values = {
            "committee_id": self.committee.id,
            "partner_id": (client or self.client).id,
            "name": "A loan",
            "amount": 1000,
            "date_papers": fields.Datetime.now(),
            **values,
        }
        return items.create(values).with_env(self.env)

    def make_meeting(self, kind="open", present=None):
        """Return an open meeting with everything that waits on its agenda."""
        meeting = self.env["bank.committee.meeting"].with_user(self.secretary).create(
            {
                "committee_id": self.committee.id,
                "date": fields.Datetime.add(fields.Datetime.now(), days=1),
                "kind": kind,
            }
        )  # fmt: skip
        meeting.action_build_agenda()
        meeting.action_invite()
        seats = self.committee.member_ids
        if present:
            seats = seats.filtered(lambda seat: seat.user_id in present)
        meeting.present_ids = seats
        meeting.action_open()
        return meeting

    def vote(self, item, decision="for", *users, **options):
        for user in users:
            item.with_user(user).action_vote(decision, **options)

    def finish(self, meeting):
        meeting.invalidate_recordset(["is_ballot_running"])
        if meeting.is_ballot_running:
            # its term is over: the clock closes what people may not yet
            meeting.sudo()._end_ballot()
        else:
            meeting.action_close_voting()
        meeting.action_count()
        meeting.action_close()
