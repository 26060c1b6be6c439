# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, format_amount, formatLang

from odoo.addons.bank_base.tools.computed import fill

FIGURES = (
    "coverage_min",
    "coverage_value",
    "coverage",
    "loan_to_value",
    "coverage_shortfall",
    "coverage_note",
)


class BankCoverageMixin(models.AbstractModel):
    """A document that collateral secures: how far, and what is missing.

    The adopting model has ``product_id``, ``currency_id`` and ``pledge_ids``. Figures
    are those of all pledges, also of those that the reader may not open.
    """

    _name = "bank.coverage.mixin"
    _description = "Secured Document (abstract)"

    # the link of a pledge to the document, the field of its debt, pledges that count
    _coverage_link = "agreement_id"
    _coverage_debt = "balance"
    _coverage_states = ("active",)

    currency_id = fields.Many2one(comodel_name="res.currency")
    coverage_min = fields.Float(
        string="Collateral Required, %", digits=(7, 2), compute="_compute_coverage"
    )
    coverage_value = fields.Monetary(
        string="Value of the Collateral",
        compute="_compute_coverage",
        help="After discounts and those who are paid first.",
    )
    coverage = fields.Float(
        string="Covered, %",
        digits=(9, 2),
        compute="_compute_coverage",
        help="The value of the collateral, of the debt.",
    )
    loan_to_value = fields.Float(
        string="Loan to Value, %",
        digits=(9, 2),
        compute="_compute_coverage",
        help="The debt and what is paid before it or in its rank out of the objects, of "
        "their whole value after discounts.",
    )
    coverage_shortfall = fields.Monetary(
        string="Collateral Missing", compute="_compute_coverage"
    )
    coverage_note = fields.Text(string="What Is Wrong", compute="_compute_coverage")

    @api.depends("product_id", "currency_id", "pledge_ids.state", "pledge_ids.rank")
    @api.depends(lambda self: [self._coverage_debt])
    @api.depends_context("lang")
    def _compute_coverage(self):
        found = self._origin._read_coverage()
        rows = {row.id: found.get(row._origin.id, {}) for row in self}
        for name in FIGURES:
            fill(self, name, {key: row.get(name) for key, row in rows.items()})

    def _read_coverage(self, but=()):
        """Return ``{id: figures}``, in a number of statements that does not grow.

        :param but: ids of pledges that are left out, to see what would be without them
        """
        if not self:
            return {}
        self.env.flush_all()
        rows = {document.id: [] for document in self}
        for row in self._read_living_pledges():
            if row["state"] in self._coverage_states and row["id"] not in but:
                rows[row[self._coverage_link]].append(row)
        return {
            document.id: document._reckon_coverage(rows[document.id])
            for document in self.sudo()
        }

    def _read_living_pledges(self):
        link, ids = SQL.identifier(self._coverage_link), self._find_pledged_ids()
        # to plan the statement takes longer than to see that nothing is pledged
        if not ids:
            return []
        pledges = self.env["bank.collateral.pledge"]
        query = pledges._select_pledges(
            fields.Date.context_today(self),
            SQL(
                "c.id IN (SELECT p.collateral_id FROM bank_collateral_pledge p "
                "WHERE p.%s = ANY(%s))",
                link,
                ids,
            ),
        )
        self.env.cr.execute(
            SQL("SELECT * FROM (%s) q WHERE %s = ANY(%s)", query, link, ids)
        )
        return self.env.cr.dictfetchall()

    def _find_pledged_ids(self):
        """Return the ids of those for which something is pledged, or was to be."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT %(link)s FROM bank_collateral_pledge "
                "WHERE %(link)s = ANY(%(ids)s) AND state <> 'released'",
                link=SQL.identifier(self._coverage_link),
                ids=self.ids,
            )
        )
        return [row[0] for row in rows]

    def _reckon_coverage(self, rows):
        self.ensure_one()
        debt = self[self._coverage_debt]
        # nothing is converted where nothing is pledged
        factor = self._get_home_rate() if rows else 1
        value = float(sum(row["value"] for row in rows)) / factor
        whole = float(
            sum({row["collateral_id"]: row["whole"] for row in rows}.values())
        )
        first = float(
            sum(
                row["seniors"] + row["peers"] + row["prior_claims"] * row["factor"]
                for row in rows
            )
        )
        required = self.product_id.coverage_min
        return {
            "coverage_min": required,
            "coverage_value": value,
            "coverage": _share(value, debt),
            "loan_to_value": _share(debt + first / factor, whole / factor),
            "coverage_shortfall": max(0, debt * required / 100 - value),
            "coverage_note": self._explain_pledges(rows),
        }

    def _get_home_rate(self):
        home = self.env.company.currency_id
        return self.env["res.currency"]._get_conversion_rate(
            self.currency_id or home,
            home,
            self.env.company,
            fields.Date.context_today(self),
        )

    def _explain_pledges(self, rows):
        """Return what is wrong with the objects, a sentence each."""
        collateral = self.env["bank.collateral"].sudo()

        def find(problem):
            wrong = [row["collateral_id"] for row in rows if row[problem]]
            return ", ".join(collateral.browse(dict.fromkeys(wrong)).mapped("name"))

        lines = []
        if names := find("is_unvalued"):
            lines.append(self.env._("Not valued: %(names)s", names=names))
        if names := find("is_stale"):
            lines.append(self.env._("Valuation out of date: %(names)s", names=names))
        if names := find("is_uninsured"):
            lines.append(self.env._("Not insured: %(names)s", names=names))
        if names := find("is_underinsured"):
            lines.append(self.env._("Insured for too little: %(names)s", names=names))
        if names := find("is_taken"):
            lines.append(
                self.env._(
                    "Pledged already in the same rank, change rank or share: %(names)s",
                    names=names,
                )
            )
        return "\n".join(lines) or False

    def _get_coverage_failure(self, figures):
        """Return why the collateral does not do, or False."""
        if not figures["coverage_min"]:
            return False
        if figures["coverage_shortfall"] > 0:
            return self.env._(
                "Collateral covers %(covered)s %%, %(required)s %% are required: "
                "%(amount)s is missing",
                covered=formatLang(self.env, figures["coverage"], digits=1),
                required=formatLang(self.env, figures["coverage_min"], digits=1),
                amount=format_amount(
                    self.env, figures["coverage_shortfall"], self.currency_id
                ),
            )
        return (figures["coverage_note"] or "").replace("\n", "; ") or False

    def _get_lack_without(self, pledges):
        """Return why the document needs one of these pledges, or False."""
        if not self:
            return False
        figures = self._read_coverage(but=pledges.ids)[self.id]
        if figures["coverage_min"] and figures["coverage_shortfall"] > 0:
            return self.env._(
                "Without this pledge the collateral no longer covers what is owed. "
                "Replace it first."
            )
        return False

    def action_add_pledge(self):
        """Ask which object secures this document."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Pledge"),
            "res_model": "bank.collateral.pledge",
            "views": [(False, "form")],
            "target": "new",
            "context": {f"default_{self._coverage_link}": self.id},
        }


def _share(part, whole):
    return 100 * part / whole if whole else 0
