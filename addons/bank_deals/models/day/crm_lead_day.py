# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

# so many deals and tasks of a day are shown, the most urgent first
SHOWN = 100


class CrmLead(models.Model):
    """The manager's day on one screen, read in a fixed number of queries."""

    _inherit = "crm.lead"

    @api.model
    @api.readonly
    def get_my_day(self):
        """Return what the caller has to do: tasks, blocked deals, cold ones, unplanned.

        With his own rights: a task on a document that he no longer sees has its name
        only.
        """
        deals = self.search(self._get_day_domain(), limit=SHOWN, order=self._day_order)
        failures = deals._find_next_failures()
        cold = deals._find_cold()
        rows = deals._prepare_day_rows(failures)
        return {
            "tasks": self._prepare_day_tasks(),
            "blocked": [
                {**rows[deal.id], "failures": failures[deal.id]}
                for deal in deals
                if failures.get(deal.id)
            ],
            "cold": [
                {**rows[deal_id], "said": self._say_cold(found), **found}
                for deal_id, found in sorted(
                    cold.items(), key=lambda pair: -pair[1]["days"]
                )
            ],
            "unplanned": [
                rows[deal.id] for deal in deals if not rows[deal.id]["planned"]
            ],
            "count": len(deals),
            "is_cut": len(deals) == SHOWN,
        }

    _day_order = "date_deadline, id"

    @api.model
    def _get_day_domain(self):
        """Hook: the deals of a day."""
        return [
            ("user_id", "=", self.env.uid),
            ("process_id", "!=", False),
            ("won_status", "=", "pending"),
        ]

    def _prepare_day_rows(self, failures):
        """Return ``{deal_id: row}``: who, what, how much, what next."""
        planned = self._find_planned()
        rows = {}
        for deal in self:
            rows[deal.id] = {
                "id": deal.id,
                "name": deal.name,
                "client": deal.partner_id.name or "",
                "amount": (deal.amount and deal.currency_id.format(deal.amount)) or "",
                "stage": deal.stage_id.sudo().name or "",
                "next": deal._say_next_step(failures.get(deal.id, [])),
                "planned": planned.get(deal.id, ""),
                "can_propose": bool(deal.amount)
                and self._can_terms_help(failures.get(deal.id, [])),
            }
        return rows

    def _find_planned(self):
        """Return ``{deal_id: text}`` of the first open task of each deal, anybody's."""
        # that something is planned is told, not what a colleague wrote in it
        activities_sudo = (
            self.env["mail.activity"]
            .sudo()
            .search(
                [("res_model", "=", "crm.lead"), ("res_id", "in", self.ids)],
                order="date_deadline desc",
            )
        )
        return {
            task.res_id: format_date(self.env, task.date_deadline)
            for task in activities_sudo
        }

    @api.model
    def _prepare_day_tasks(self):
        today = fields.Date.context_today(self)
        # a lost deal keeps its tasks in stock: nobody has to do them any more
        lost_sudo = self.sudo()._search([("active", "=", False)])
        tasks = self.env["mail.activity"].search(
            Domain("user_id", "=", self.env.uid)
            & Domain("date_deadline", "<=", today)
            & (
                Domain("res_model", "!=", "crm.lead")
                | Domain("res_id", "not in", lost_sudo)
            ),
            limit=SHOWN,
            order="date_deadline, id",
        )
        return [
            {
                "id": task.id,
                "name": task.summary or task.activity_type_id.sudo().name or "",
                "document": task.res_name or "",
                "res_model": task.res_model or "",
                "res_id": task.res_id or 0,
                "date": format_date(self.env, task.date_deadline),
                "is_late": task.date_deadline < today,
            }
            for task in tasks
        ]

    def _say_cold(self, found):
        parts = [self.env._("%(days)s days on the stage", days=found["days"])]
        if found["limit"]:
            parts.append(self.env._("the limit is %(days)s", days=found["limit"]))
        if found["usual"]:
            parts.append(
                self.env._("won deals took %(days)s here", days=found["usual"])
            )
        return "; ".join(parts)
