# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..tools.terms import TermsError

CORE = "core"
OPENED = "agreement.opened"


class BankAgreement(models.Model):
    """An agreement is born with its schedule and handed to the core banking system.

    It has a key from the start, by which the core's feed finds it and the rows of its
    schedule: what is fed later becomes no second row.
    """

    _inherit = "bank.agreement"

    application_id = fields.Many2one(
        comodel_name="bank.application",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    core_state = fields.Selection(
        selection="_selection_core_state",
        string="Core Banking",
        compute="_compute_core_state",
        help="How far the core banking system knows of it.",
    )

    @api.model
    def _selection_core_state(self):
        return self.env["bank.outbox"]._fields["state"]._description_selection(self.env)

    def _compute_core_state(self):
        """How far the last thing is that the core is told of each agreement."""
        # whoever reads the agreement may know how far it is
        messages_sudo = self.env["bank.outbox"].sudo().with_context(active_test=False)
        told = messages_sudo._find_last(CORE, self._origin)
        for agreement in self:
            message = told.get(agreement._origin.id)
            agreement.core_state = message and message.state

    @api.model
    def _open_from_deals(self, vals_list):
        """What may be drawn again is a limit from the start."""
        limits = self._find_limits(vals_list)
        return super()._open_from_deals(
            [
                {**vals, "amount_limit": vals.get("amount")} if is_limit else vals
                for vals, is_limit in zip(vals_list, limits, strict=True)
            ]
        )

    @api.model
    def _find_limits(self, vals_list):
        """Return of each whether it is a limit: as decided on, else by the catalogue."""
        # what the deal sells does not depend on who closes it
        products_sudo = self.env["bank.product"].sudo()
        products_sudo = products_sudo.browse({vals["product_id"] for vals in vals_list})
        limits = set(products_sudo.filtered(_is_limit).ids)
        deals_sudo = self.env["crm.lead"].sudo()
        deals_sudo = deals_sudo.browse(
            {vals["deal_id"] for vals in vals_list if vals.get("deal_id")}
        )
        # the application is that of the deal itself, not of its further facilities
        decided = {
            (deal.id, None): _is_decided_limit(application)
            for deal in deals_sudo
            if (application := deal.application_ids._filter_in_work()[:1])
        }
        return [
            decided.get(
                (vals.get("deal_id"), vals.get("facility_id") or None),
                vals["product_id"] in limits,
            )
            for vals in vals_list
        ]

    def _begin(self):
        """Give new agreements key and schedule, and tell the core of them; once."""
        # read together, whatever recordset they have come from
        agreements = self.with_prefetch()
        for agreement in agreements.filtered(lambda row: not row.source_key):
            agreement.source_key = f"crm-{agreement.id}"
        agreements._lay_schedules()
        told = [(row, row._prepare_handover()) for row in agreements]
        self.env["bank.outbox"]._put(CORE, OPENED, told)

    # The schedule

    def _lay_schedules(self):
        """Write the schedules of all of them, in a fixed number of statements."""
        days_off = self.env["bank.loan.reckoner"]._get_days_off() if self else None
        rows = []
        # what is due on a limit follows from what is drawn: the core knows
        for agreement in self.filtered(
            lambda row: row.trade == "credit" and not row.amount_limit
        ):
            rows += agreement._prepare_schedule(days_off)
        if rows:
            self.env["bank.agreement.payment"].sudo()._upsert(rows)
            self.invalidate_recordset(["payment_ids"])

    def _prepare_schedule(self, days_off):
        """Return the rows of a schedule as a feed brings them; none: not reckoned."""
        application = self.application_id
        reckoner = self.env["bank.loan.reckoner"]
        line = (
            application._get_product_line()
            if application
            else reckoner._get_line(self.product_id.sudo(), self.rate)
        )
        terms = self.amount, self.term_months, self.date_start, application.payment_day
        try:
            rows = reckoner._reckon(line, *terms, days_off)["rows"]
        except TermsError:
            # terms that make no schedule; the core banking system has its own
            return []
        return [
            self._prepare_schedule_row(f"{self.source_key}-{number:03}", row)
            for number, row in enumerate(rows, 1)
            if row.payment
        ]

    def _prepare_schedule_row(self, key, row):
        return {
            "source_key": key,
            "agreement": self.source_key,
            "date": row.date,
            "kind": "schedule",
            "state": "due",
            "amount": row.payment,
            "principal": row.principal,
            "interest": row.interest,
            "fee": row.fee,
        }

    # Handing over

    def _prepare_handover(self):
        """Return what the core banking system is told: keys and terms, no names."""
        self.ensure_one()
        return {
            "agreement": self.source_key,
            "number": self.number,
            "decision": self.application_id.approval_id.name or None,
            "product": self.product_id.code,
            "client": _tell_client(self.partner_id),
            "currency": self.currency_id.name,
            "amount": f"{self.amount:.2f}",
            "rate": f"{self.rate:.4f}",
            "term_months": self.term_months,
            "date_start": fields.Date.to_string(self.date_start),
            "date_end": fields.Date.to_string(self.date_end) or None,
            **({"limit": f"{self.amount_limit:.2f}"} if self.amount_limit else {}),
            **self._prepare_handover_lists(),
        }

    def _prepare_handover_lists(self):
        return {
            "parties": [
                {**_tell_client(party.partner_id), "role": party.role}
                for party in self.party_ids
            ],
            "pledges": [_tell_pledge(pledge) for pledge in self.pledge_ids],
            "schedule": [
                _tell_payment(row)
                for row in self.payment_ids.sorted("source_key")
                if row.kind == "schedule"
            ],
        }

    def _on_outbox_confirmed(self, message):
        """The core has opened it: its number is the number of the agreement."""
        if message.event != OPENED or message.reference == self.number:
            return
        earlier, self.number = self.number, message.reference
        self.message_post(
            body=self.env._(
                "Opened in the core banking system under No. %(number)s, made as No. "
                "%(earlier)s.",
                number=self.number,
                earlier=earlier,
            )
        )


def _is_limit(product):
    return product.trade == "credit" and product.is_renewable


def _is_decided_limit(application):
    trade = application.product_id.trade
    return trade == "credit" and application._get_product_line().is_limit


def _tell_client(partner):
    return {"id": partner.id, "key": partner.source_key or None}


def _tell_pledge(pledge):
    return {
        "id": pledge.id,
        "object": pledge.collateral_id.number,
        "rank": pledge.rank,
        "share": f"{pledge.share:.4f}",
        "amount": f"{pledge.secured_amount:.2f}",
    }


def _tell_payment(row):
    return {
        "key": row.source_key,
        "date": fields.Date.to_string(row.date),
        **{
            name: f"{row[name]:.2f}"
            for name in ("principal", "interest", "fee", "amount")
        },
    }
