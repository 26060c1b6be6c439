# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import plan as plan_tools


class BankSalesPlan(models.Model):
    """What was sold and what is expected: as many statements for any number of lines."""

    _inherit = "bank.sales.plan"

    def action_count(self):
        """Count now what the scheduler counts every night."""
        self.check_access("read")
        self._count()
        return True

    @api.model
    def _cron_count(self):
        today = fields.Date.context_today(self)
        self.search([("date_end", ">=", today - relativedelta(months=1))])._count()

    def _count(self):
        # numbers of a branch tell nothing about a client; who reads which line say rules
        for plan in self.sudo():
            # the bank's day, whoever counts: a plan has one fact
            plan = plan.with_context(tz=plan._get_zone())
            lines = plan.line_ids
            parents = {line.id: line.parent_id.id or None for line in lines}
            places = {(line.branch_id.id, line.user_id.id): line.id for line in lines}
            totals = {
                name: plan_tools.add_up(parents, plan._place(places, rows))
                for name, rows in plan._read_figures().items()
            }
            for line in lines:
                line.write({name: totals[name][line.id] for name in totals})
            plan.date_counted = fields.Datetime.now()

    def _get_zone(self):
        """Return the time zone in which the days of the bank begin."""
        company = self.branch_id.company_id or self.env.company
        return company.sudo().partner_id._get_contact_zone()

    @api.model
    def _place(self, places, rows):
        """Put each employee's figures on his line, else on that of the branch.

        A branch without a line (opened or closed since) counts for the nearest above.
        """
        # the tree of branches is no secret
        branches = self.env["bank.branch"].sudo().browse({row[0] for row in rows})
        above = {
            branch.id: [int(part) for part in branch.parent_path.split("/") if part]
            for branch in branches
        }
        values = {}
        for branch_id, user_id, value in rows:
            ways = [(branch_id, user_id)]
            ways += [(id_, False) for id_ in reversed(above[branch_id])]
            line_id = next((places[way] for way in ways if way in places), None)
            if line_id:
                values[line_id] = values.get(line_id, 0) + value
        return values

    def _read_figures(self):
        """Hook: return ``{figure: [(branch id, user id, value)]}``."""
        won = self._read_deals(
            self._get_won_domain(self.date_start, self.date_end),
            ["expected_revenue:sum", "__count"],
        )
        year = relativedelta(years=1)
        before = self._read_deals(
            self._get_won_domain(self.date_start - year, self.date_end - year),
            ["expected_revenue:sum"],
        )
        pending = self._read_deals(
            self._get_pending_domain(),
            ["expected_revenue:sum", "prorated_revenue:sum"],
        )
        return {
            "fact": [row[:3] for row in won],
            "count": [(*row[:2], row[3]) for row in won],
            "last_year": [row[:3] for row in before],
            "open": [row[:3] for row in pending],
            "weighted": [(*row[:2], row[3]) for row in pending],
        }

    def _get_pending_domain(self):
        """Return the deals in work that may close by the end of the plan."""
        return Domain("won_status", "=", "pending") & (
            Domain("date_deadline", "=", False)
            | Domain("date_deadline", "<=", self.date_end)
        )

    def _get_won_domain(self, start, end):
        return (
            Domain("won_status", "=", "won")
            & Domain("date_closed", ">=", start)
            & Domain("date_closed", "<", end + relativedelta(days=1))
        )

    def _read_deals(self, domain, aggregates):
        domain &= self._get_deals_domain()
        groups = self.env["crm.lead"]._read_group(
            domain, ["branch_id", "user_id"], aggregates
        )
        return [(branch.id, user.id, *values) for branch, user, *values in groups]

    def _get_deals_domain(self):
        """Hook: the deals that a plan counts."""
        domain = Domain("process_id", "!=", False)
        domain &= Domain("branch_id", "child_of", self.branch_id.ids)
        if self.product_category_id:
            domain &= Domain(
                "product_id.category_id", "child_of", self.product_category_id.ids
            )
        if self.segment_id:
            domain &= Domain("partner_id.segment_ids", "in", self.segment_id.ids)
        return domain
