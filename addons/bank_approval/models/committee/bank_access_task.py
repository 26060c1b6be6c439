# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

WAITING = ("queued", "agenda", "voting", "counting")


class BankAccessTask(models.AbstractModel):
    """Whoever has a seat reads the matters of his meeting while it lasts.

    Nothing is given for a matter in which he takes no part. A secretary reads what
    waits for his committee, and goes on until the minutes are signed.
    """

    _inherit = "bank.access.task"

    @api.model
    def _get_task_queries(self, user_id=None):
        for name, names in self._get_committee_columns().items():
            self.env[name].flush_model(names)
        readers = SQL("(%s UNION %s UNION %s)", *self._get_committee_readers())
        own = SQL("r.user_id = %s", user_id) if user_id else SQL("TRUE")
        # who reads is found once for both: the statement runs in every request
        query = SQL(
            "SELECT r.user_id, d.res_model, d.res_id FROM %s r "
            "JOIN bank_committee_item i ON i.id = r.item_id "
            "LEFT JOIN bank_approval_task t ON t.id = i.task_id "
            "CROSS JOIN LATERAL (VALUES ('bank.committee.item', i.id), "
            "(t.res_model, t.res_id)) d (res_model, res_id) "
            "WHERE d.res_model = ANY(%s) AND %s",
            readers,
            self._get_models(),
            own,
        )
        return [*super()._get_task_queries(user_id), query]

    @api.model
    def _get_committee_columns(self):
        return {
            "bank.committee": ["secretary_id", "deputy_secretary_ids"],
            "bank.committee.item": ["committee_id", "meeting_id", "state", "task_id"],
            "bank.committee.meeting": ["state"],
            "bank.committee.member": [
                "active",
                "committee_id",
                "user_id",
                "substitute_ids",
            ],
            "bank.committee.minutes": ["meeting_id", "date_chairman", "date_secretary"],
            "bank.committee.recusal": ["item_id", "member_id"],
        }

    @api.model
    def _get_committee_readers(self):
        """Return SQL of (user_id, item_id): members, their deputies, secretaries."""
        seats = SQL(
            "FROM bank_committee_item i "
            "JOIN bank_committee_meeting m ON m.id = i.meeting_id "
            "AND m.state IN ('invited', 'open') "
            "AND i.state NOT IN ('postponed', 'withdrawn') "
            "JOIN bank_committee_member s ON s.committee_id = i.committee_id "
            "AND s.active "
            "AND NOT EXISTS (SELECT 1 FROM bank_committee_recusal x "
            "WHERE x.item_id = i.id AND x.member_id = s.id)"
        )
        return [
            SQL("SELECT s.user_id, i.id AS item_id %s", seats),
            SQL(
                "SELECT d.to_user_id, i.id %s "
                "JOIN bank_committee_substitute_rel u "
                "ON u.bank_committee_member_id = s.id "
                "JOIN bank_delegation d ON d.from_user_id = s.user_id "
                "AND d.to_user_id = u.res_users_id AND d.state = 'active' "
                "AND d.act IN ('approval', 'any') "
                "AND %s BETWEEN d.date_start AND d.date_end",
                seats,
                self.env["bank.delegation"]._get_day_query(SQL("d.company_id")),
            ),
            self._get_secretaries_query(),
        ]

    @api.model
    def _get_secretaries_query(self):
        return SQL(
            "SELECT k.user_id, i.id FROM bank_committee_item i "
            "JOIN (SELECT id, secretary_id AS user_id FROM bank_committee UNION "
            "SELECT bank_committee_id, res_users_id "
            "FROM bank_committee_deputy_secretary_rel) k ON k.id = i.committee_id "
            "WHERE i.state IN %s OR i.meeting_id IS NOT NULL AND NOT EXISTS ("
            "SELECT 1 FROM bank_committee_minutes p WHERE p.meeting_id = i.meeting_id "
            "AND p.date_chairman IS NOT NULL AND p.date_secretary IS NOT NULL)",
            WAITING,
        )
