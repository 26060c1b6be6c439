# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from odoo.addons.bank_base.tools.cursor_cache import keep_open
from odoo.addons.bank_base.tools.number_text import say_number

from ...tools.term_search import Term, propose, round_step

# so many months to go up or down at once, by how long the term is
MONTHS = ((12, 1), (36, 3), (float("inf"), 6))
ATTRIBUTE = "attribute_values."
# whatever fails of these, no amount and no term will clear it
APART = {"activities"}


class CrmLead(models.Model):
    """Which smaller changes of terms would let a blocked deal pass.

    The gate itself is asked about every one: written, judged and taken back.
    """

    _inherit = "crm.lead"

    def action_propose_terms(self):
        """Open what would pass, for one of it to be taken."""
        self.ensure_one()
        self.check_access("write")
        proposal = self.env["bank.deal.proposal"]._make_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Would Pass"),
            "res_model": "bank.deal.proposal",
            "res_id": proposal.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _propose_terms(self, most=3):
        """Return up to ``most`` changes ``{term: value}``, the smallest first.

        Looked for on a draft of the deal where its checks can be reckoned there;
        whatever is proposed, the gate itself has been asked about it.
        """
        self.ensure_one()
        with self._what_if_often() as judge:
            failures = judge({}).get(self.id, [])
            if not self._can_terms_help(failures):
                return []
            return self._search_terms(judge, failures, most)

    def _search_terms(self, judge, failures, most):
        terms = self._get_open_terms()
        present = {term.name: term.value for term in terms}
        names = [name.partition(".")[0] for name in present]
        guess = self._guess_gate(names, failures)
        if guess is None:
            return []

        def seems(change):
            return guess.passes(self._prepare_terms({**present, **change}))

        def passes(change):
            return self._is_let_pass(judge, {**present, **change})

        if guess.is_whole:
            found = propose(terms, seems, most)
            if all(passes(change) for change in found):
                return found
        # some check is known to the gate only: it is asked all along the way
        return propose(terms, lambda change: seems(change) and passes(change), most)

    @api.model
    def _can_terms_help(self, failures):
        """Tell whether terms may clear all of these: no open task is cleared so."""
        checks = self.env["bank.check"].sudo()
        checks = checks.browse(failure["check_id"] for failure in failures)
        return bool(checks) and not any(
            not check or check.kind in APART for check in checks
        )

    def _would_pass(self, change):
        """Ask the gate as if this were agreed. What cannot be written does not pass."""
        return self._is_let_pass(self._what_if, change)

    def _is_let_pass(self, judge, change):
        cr = self.env.cr
        try:
            with cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                return not judge(self._prepare_terms(change)).get(self.id)
        except (UserError, IntegrityError):
            # what was written to the cache is not in the table; the trial goes on
            with keep_open(cr):
                cr.clear()
            return False

    def _prepare_terms(self, change):
        """Return the values to write for ``{term: value}``."""
        values = {}
        attributes = {}
        for name, value in change.items():
            if name.startswith(ATTRIBUTE):
                attributes[name.removeprefix(ATTRIBUTE)] = value
            else:
                is_integer = self._fields[name].type == "integer"
                values[name] = int(value) if is_integer else value
        if attributes:
            values["attribute_values"] = {**dict(self.attribute_values), **attributes}
        return values

    def _get_open_terms(self):
        """Hook: the numbers that can be agreed anew, never facts about the client.

        What has no value yet is not proposed: the client has not said what he wants.
        """
        product_sudo = self.product_id.sudo()
        terms = []
        if self._has_accepted_offer():
            return self._get_open_attributes()
        if amount := self.amount:
            low, high = product_sudo.amount_min, product_sudo.amount_max
            step = round_step(amount)
            terms.append(
                Term("amount", amount, step, low or step, high or 2 * amount, amount)
            )
        if months := self.term_months:
            low, high = product_sudo.term_min, product_sudo.term_max
            step = next(step for limit, step in MONTHS if months < limit)
            terms.append(
                Term("term_months", months, step, low or 1, high or 3 * months, months)
            )
        return [*terms, *self._get_open_attributes()]

    def _get_open_attributes(self):
        terms, given = [], dict(self.attribute_values)
        for attribute in self.product_id.sudo().attribute_ids:
            if attribute.is_term and attribute.kind in ("number", "integer"):
                value = given.get(attribute.code) or 0
                scale = value or self.amount or 1
                step = round_step(scale)
                step = max(step, 1) if attribute.kind == "integer" else step
                high = max(2 * value, self.amount)
                name = f"{ATTRIBUTE}{attribute.code}"
                terms.append(Term(name, value, step, 0, high, scale))
        return terms

    def _say_terms(self, change):
        """Return a change as a banker reads it: what, from how much, to how much."""
        labels = {
            f"{ATTRIBUTE}{attribute.code}": attribute.name
            for attribute in self.product_id.sudo().attribute_ids
        }
        before = {term.name: term.value for term in self._get_open_terms()}
        return "; ".join(
            self.env._(
                "%(term)s: %(before)s → %(after)s",
                term=labels.get(name)
                or self._fields[name]._description_string(self.env),
                before=self._say_number(name, before[name]),
                after=self._say_number(name, value),
            )
            for name, value in change.items()
        )

    def _say_number(self, name, value):
        if name == "amount":
            return self.currency_id.format(value)
        return say_number(self.env, value)

    def _take_terms(self, change):
        """Agree to a proposal: the deal has the terms, its offer is reckoned anew."""
        self.ensure_one()
        self.check_access("write")
        if not self._would_pass(change):
            raise UserError(
                self.env._(
                    "This would no longer pass: the deal has changed. Look for terms "
                    "again."
                )
            )
        self.write(self._prepare_terms(change))
        return self._renew_offer()

    def _renew_offer(self):
        """Bring the draft of an offer up to the terms of the deal, or make one."""
        draft = self.offer_ids.filtered(lambda offer: offer.state == "draft")[:1]
        terms = {"amount": self.amount, "term_months": self.term_months}
        if draft:
            draft.write(terms)
            return draft
        latest = self.offer_ids.sorted("number")[-1:]
        kind = latest.kind or "preliminary"
        return self.env["bank.offer"].create({"deal_id": self.id, "kind": kind})
