# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bank_crm_core.tools import feed

INTEGRATION = "bank_base.group_bank_integration"
MOST = 1_000
COLUMNS = {
    "source_key": "required text",
    "client": "text",
    "inn": "text",
    "product": "required text",
    "amount": "required number",
    "term_months": "required integer",
    "rate": "number",
    "currency": "text",
    "purpose": "text",
    "state": "text",
}
TERMS = ("amount", "term_months", "rate", "purpose")


class BankApplication(models.Model):
    """Applications that another pipeline brings, row by row, by its keys."""

    _inherit = "bank.application"

    @api.model
    def bring(self, rows):
        """Entry point of another pipeline: make or change applications by their keys.

        A row is opened with the rights of the client's manager, through the same gates
        as his own work; one that is refused stops no other. Brought again, nothing
        changes. What has been sent for approval does not change any more.

        :param rows: list of dicts: source_key, client (key) or inn, product (code),
            amount, term_months, and as wanted rate, currency, purpose, state
        :return: counts of created, updated, unchanged; refused with row, key, reason
        """
        if not self.env.user.has_group(INTEGRATION):
            raise AccessError(self.env._("Only another system brings applications."))
        if not isinstance(rows, list) or len(rows) > MOST:
            raise UserError(self.env._("A list of at most %(count)s rows.", count=MOST))
        report = feed.Report()
        for number, row in enumerate(rows):
            self._bring_or_refuse(report, number, row)
        return report.as_dict()

    def _bring_or_refuse(self, report, number, row):
        key = row.get("source_key") if isinstance(row, dict) else None
        try:
            with self.env.cr.savepoint():
                status = self._bring_one(self._read_brought(row))
                self.env.flush_all()
        except (ValueError, UserError, psycopg2.Error) as error:
            self.env.invalidate_all(flush=False)
            report.refuse(number, key, str(error).partition("\n")[0])
        else:
            report.count([status])

    @api.model
    def _read_brought(self, row):
        """Return the values of a row; ValueError says what is wrong with it."""
        if not isinstance(row, dict):
            raise ValueError(self.env._("A row names its columns."))
        if unknown := sorted(map(str, row.keys() - COLUMNS.keys())):
            raise ValueError(f"{unknown[0]}: unknown column")
        return {
            name: feed.read_value(feed.Column.parse(name, spec), row.get(name))
            for name, spec in COLUMNS.items()
        }

    def _bring_one(self, values):
        """Make or change one application; return what became of it."""
        # found by its key alone; who may change it is asked of the client's manager
        found_sudo = self.sudo().with_context(active_test=False)
        application = found_sudo.search([("source_key", "=", values["source_key"])])
        if application:
            return application._change_brought(values)
        client_sudo = self._find_brought_client(values)
        manager = client_sudo.manager_id
        if not manager.active:
            raise UserError(self.env._("The client has no manager to work on it."))
        return self._open_brought(values, client_sudo, manager)

    def _find_brought_client(self, values):
        clients_sudo = self.env["res.partner"].sudo()
        domain = [("client_kind", "!=", False)]
        if values["client"]:
            domain.append(("source_key", "=", values["client"]))
        elif values["inn"]:
            domain.append(("inn", "=", values["inn"]))
        else:
            raise UserError(self.env._("Name the client: by key or by INN."))
        found = clients_sudo.search(domain, limit=2)
        if len(found) != 1:
            raise UserError(self.env._("No one client has this key or INN."))
        return found

    def _open_brought(self, values, client, manager):
        product = (
            self.env["bank.product"].sudo().search([("code", "=", values["product"])])
        )
        if not product:
            raise UserError(
                self.env._("No product “%(code)s”.", code=values["product"])
            )
        terms = {name: values[name] for name in TERMS[:3] if values[name] is not None}
        # the row is worked on by whoever works with the client, with his rights
        deal = (
            self.env["crm.lead"]
            .with_user(manager)
            .create(
                {
                    "name": product.name,
                    "type": "opportunity",
                    "partner_id": client.id,
                    "product_id": product.id,
                    "user_id": manager.id,
                    **terms,
                }
            )
        )
        self._check_brought_currency(values, deal.currency_id)
        application = self.with_user(manager).create(
            {"deal_id": deal.id, "purpose": values["purpose"] or False}
        )
        application.sudo().write(
            {"source_key": values["source_key"], "source_state": values["state"]}
        )
        return "created"

    def _check_brought_currency(self, values, currency):
        if values["currency"] and values["currency"] != currency.name:
            raise UserError(
                self.env._(
                    "The product is in %(currency)s, the row in %(other)s.",
                    currency=currency.name,
                    other=values["currency"],
                )
            )

    def _change_brought(self, values):
        """Take over new terms of an application that is still open."""
        if values["product"] != self.product_id.code:
            raise UserError(self.env._("It is for another product here."))
        self._check_brought_currency(values, self.currency_id)
        changed = {
            name: values[name]
            for name in TERMS
            if values[name] is not None and self._differs(name, values[name])
        }
        if changed:
            self._check_brought_open()
            manager = self.partner_id.manager_id
            self.with_user(manager).write(changed)
        if values["state"] and values["state"] != self.source_state:
            self.source_state = values["state"]
            return "updated"
        return "updated" if changed else "unchanged"

    def _differs(self, name, value):
        if name == "purpose":
            return (self.purpose or "") != value
        return round(float(value) - self[name], 6) != 0

    def _check_brought_open(self):
        if not self.active or self.approval_state not in ("none", "returned", False):
            raise UserError(
                self.env._("It has been sent for approval here, or is withdrawn.")
            )
