# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, formatLang

# shown with the fields that are decided on
MORE = ("facilities",)


class BankApproval(models.Model):
    """A request about a change shows the terms before and after, side by side."""

    _inherit = "bank.approval"

    change_of_id = fields.Many2one(
        comodel_name="bank.approval",
        string="Changes the Decision",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    lapse_cause = fields.Selection(
        selection=[
            ("term", "Its term was over"),
            ("changed", "The terms were changed"),
            ("committee", "A committee has taken it back"),
        ],
        string="Why It Has Lapsed",
        readonly=True,
    )
    raise_percent = fields.Float(
        string="Amount Raised By, %", compute="_compute_raise_percent"
    )
    terms = fields.Html(
        string="Terms Before and After", compute="_compute_terms", sanitize=False
    )

    kept_condition_ids = fields.Many2many(
        comodel_name="bank.approval.condition",
        string="Conditions That Go On",
        compute="_compute_kept_condition_ids",
        help="Asked for by the decision that is changed, and not met yet: they hold with "
        "the decision about the change as well, unless it says them anew.",
    )
    matter = fields.Html(
        string="What Is Decided On", compute="_compute_matter", sanitize=False
    )

    @api.depends("round_ids")
    @api.depends_context("uid", "lang")
    def _compute_matter(self):
        """What stands in the last round, of the fields that the user may see."""
        for approval in self:
            rows = approval._tell_matter()
            approval.matter = rows and self.env["ir.qweb"]._render(
                "bank_approval.approval_matter", {"rows": rows}
            )

    @api.depends("amount", "change_of_id.amount")
    def _compute_raise_percent(self):
        for approval in self:
            base_sudo = approval.sudo().change_of_id
            approval.raise_percent = base_sudo and base_sudo._get_raise(
                approval.sudo()._get_document()
            )

    @api.depends("round_ids", "change_of_id")
    @api.depends_context("lang")
    def _compute_terms(self):
        for approval in self:
            rows = approval.sudo()._compare_terms()
            approval.terms = rows and self.env["ir.qweb"]._render(
                "bank_approval.approval_terms", {"rows": rows}
            )

    @api.depends("state", "change_of_id")
    def _compute_kept_condition_ids(self):
        for approval in self:
            # of the same document: whoever reads the request reads it
            left_sudo = approval.sudo().change_of_id._get_left_conditions()
            approval.kept_condition_ids = left_sudo.ids

    # What changes

    def _is_base_of_change(self):
        """Return whether a change ended it, and its term would still run otherwise."""
        if self.state != "lapsed" or self.lapse_cause != "changed":
            return False
        return not self._is_term_over()

    def _get_left_conditions(self):
        return self.condition_ids.filtered(lambda row: row.state == "open")

    def _carry_over(self, taken):
        """What the changed decision asks for and has not got goes on with this one."""
        carried = super()._carry_over(taken)
        left = self.change_of_id._get_left_conditions()
        if not left:
            return carried
        moved = left._move_to(self, taken)
        self._log("carried_over", conditions=left.ids, since=self.change_of_id.id)
        return carried | moved

    def _get_raise(self, document):
        """Return by how many per cent the document asks more than was decided.

        What is no more than the last decision gives is no raise. A raise is reckoned
        from the lowest amount decided since the first one: many small raises are one
        big one, and what was cut is raised from where it was cut to.
        """
        values = document.sudo()._prepare_approval_values()
        now = document.sudo()._to_company_amount(values, values.get("amount") or 0)
        decided = self._get_decided_amounts()
        last = decided[0]
        was = last if now <= last else min(decided)
        if not was:
            return 100.0 if now else 0.0
        return 100 * (now - was) / was

    def _get_decided_amounts(self):
        """Return what this decision and those it has changed gave, the last first."""
        amounts, decision = [], self
        while decision:
            amounts.append(decision._get_company_amount() or 0)
            decision = decision.change_of_id
        return amounts

    def _prepare_round_values(self, snapshot):
        values = super()._prepare_round_values(snapshot)
        base = self.change_of_id
        if base and not self.round_ids:
            # a change is read against what was decided
            was, now = base._get_round().part_hashes or {}, snapshot["parts"]
            names = {**was, **now}
            changed = sorted(n for n in names if was.get(n) != now.get(n))
            values["changed_parts"] = changed
        return values

    @api.model
    def _prepare_start_values(self, documents, routes):
        values = super()._prepare_start_values(documents, routes)
        bases = documents._find_change_bases()
        for document_id, row in values.items():
            if base := bases.get(document_id):
                row["change_of_id"] = base.id
        return values

    def _lapse(self, why):
        result = super()._lapse(why)
        # a committee names its matter after a colon, for the log
        self.lapse_cause = why.partition(":")[0]
        return result

    # Lowered: the decision stays, and the new terms are its last round

    def _is_only_lowered(self):
        if self.route_id.on_lower != "keep":
            return False
        document = self._get_document().sudo()
        names = {document._approval_amount, document._approval_unsecured} - {None}
        changed = self._find_changes()
        if not changed or changed - names:
            return False
        was = json.loads(self._get_round().snapshot)["parts"]
        return all(0 < document[name] <= float(was[name]) for name in changed)

    def _keep_lowered(self):
        self.ensure_one()
        self._make_rounds()
        self.invalidate_recordset(["round_ids"])
        self.write(self._get_document().sudo()._prepare_approval_values())
        self._log("lowered", fields=self._get_round().changed_parts)

    # Side by side

    def _compare_terms(self):
        """Return ``[{"name", "before", "after"}]`` of what differs."""
        rounds = self.round_ids.sorted("number")
        before = self.change_of_id._get_round() or rounds[:1]
        after = rounds[-1:]
        if not after or before == after:
            return []
        was, now = (json.loads(row.snapshot)["parts"] for row in (before, after))
        return [
            {
                "name": after._get_part_label(name),
                "before": self._tell_term(name, was.get(name)),
                "after": self._tell_term(name, now.get(name)),
            }
            for name in {**now, **was}
            if was.get(name) != now.get(name)
        ]

    def _tell_matter(self):
        """Return ``[{"name", "value"}]``, without what the lists of requests show."""
        # whoever reads the request reads its document; its fields are asked here
        current_sudo = self.sudo()._get_round()
        document = self._get_document()
        if not current_sudo or not document.has_access("read"):
            return []
        shown = {
            document._approval_amount,
            document._approval_currency,
            document._approval_client,
        }
        parts = json.loads(current_sudo.snapshot)["parts"]
        return [
            {
                "name": current_sudo._get_part_label(name),
                "value": self.sudo()._tell_term(name, parts[name]),
            }
            for name in (*document._approval_fields, *MORE)
            if name in parts and name not in shown and document._may_read_part(name)
        ]

    def _get_term_currency(self, field):
        """Return that of an amount, None where it is told beside as a term itself."""
        document = self._get_document()
        if field.type != "monetary":
            return None
        name = field.get_currency_field(document)
        return None if name in document._approval_fields else document[name] or None

    def _tell_term(self, name, value):
        if name == "facilities":
            return self._tell_package(value)
        if name == "papers":
            return self.env._("%(count)s papers", count=len(value or ()))
        field = self.env[self.res_model]._fields.get(name)
        if field is not None and field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        # a nought is told, and is no False though equal to it
        if field is None or value is None or value is False or value == "":
            return "–"
        teller = getattr(self, f"_tell_{field.type}", None)
        return teller(field, value) if teller else str(value)

    def _tell_float(self, field, value):
        """Return it with its own places: two of a rate's three would hide a change."""
        digits = field.get_digits(self.env)
        return self._tell_number(value, digits and digits[1])

    def _tell_number(self, value, places=None):
        if places is None:
            places = max(2, len(str(value).partition(".")[2]))
        return formatLang(self.env, float(value), digits=places)

    def _tell_monetary(self, field, value):
        currency = self._get_term_currency(field)
        return formatLang(self.env, float(value), currency_obj=currency)

    def _tell_date(self, _field, value):
        return format_date(self.env, value)

    def _tell_datetime(self, _field, value):
        return format_datetime(self.env, value)

    def _tell_many2one(self, field, value):
        record = self.env[field.comodel_name].browse(value).exists()
        return record.display_name or "–"

    def _tell_selection(self, field, value):
        labels = dict(field._description_selection(self.env))
        return labels.get(value, value)

    def _tell_package(self, rows):
        """Return each further facility in a few words; what it is sold for is its own."""
        products = self.env["bank.product"]
        words = [
            self.env._(
                "%(product)s: %(amount)s, %(months)s months, %(rate)s%%",
                product=products.browse(product_id).exists().display_name or "–",
                amount=formatLang(self.env, float(amount)),
                months=months or 0,
                rate=self._tell_number(rate or 0),
            )
            for product_id, amount, months, rate in rows or ()
        ]
        return "; ".join(words) or "–"
