# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.inquiry.bank_inquiry_option import REASONS


class BankInquiryQualify(models.TransientModel):
    """Who asks, what he answers, on which terms: window by window to a deal."""

    _name = "bank.inquiry.qualify"
    _description = "Qualification"

    inquiry_id = fields.Many2one(
        comodel_name="bank.inquiry", required=True, readonly=True, ondelete="cascade"
    )
    step = fields.Selection(
        selection=[
            ("client", "Who Asks"),
            ("question", "Questions"),
            ("terms", "Terms"),
            ("decline", "Decline"),
        ],
        default="client",
        required=True,
        readonly=True,
    )

    # Who asks
    contact_name = fields.Char(related="inquiry_id.contact_name")
    phone = fields.Char(related="inquiry_id.phone")
    email = fields.Char(related="inquiry_id.email")
    note = fields.Text(related="inquiry_id.note")
    candidate_ids = fields.Many2many(
        comodel_name="res.partner", compute="_compute_candidate_ids"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        domain=[("client_kind", "!=", False)],
        ondelete="cascade",
    )
    is_new_client = fields.Boolean(
        string="A New Client",
        help="None of those found: a card is made of what is noted.",
    )
    client_kind = fields.Selection(
        selection=[
            ("person", "Person"),
            ("entrepreneur", "Entrepreneur"),
            ("company", "Legal Entity"),
        ],
        default="person",
        required=True,
    )
    product_id = fields.Many2one(
        comodel_name="bank.product",
        string="Interested In",
        domain=[("state", "=", "active")],
        ondelete="cascade",
    )

    # Questions
    question_id = fields.Many2one(
        comodel_name="bank.inquiry.question", readonly=True, ondelete="cascade"
    )
    question_hint = fields.Char(related="question_id.hint")
    progress = fields.Char(compute="_compute_progress")
    option_id = fields.Many2one(
        comodel_name="bank.inquiry.option",
        string="Answer",
        domain="[('question_id', '=', question_id)]",
        ondelete="cascade",
    )
    option_reason = fields.Selection(related="option_id.decline_reason")
    asked_ids = fields.Many2many(
        comodel_name="bank.inquiry.option",
        relation="bank_inquiry_qualify_option_rel",
        string="Answered",
        readonly=True,
    )

    # Terms
    deal_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Join the Deal",
        compute="_compute_deal_id",
        compute_sudo=False,  # what a colleague sells is not proposed by name
        store=True,
        readonly=False,
        ondelete="cascade",
        domain="[('partner_id', '=', partner_id), ('product_id', '=', product_id), "
        "('won_status', '=', 'pending'), ('process_id', '!=', False)]",
        help="Empty: a new deal is opened.",
    )
    amount = fields.Monetary()
    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_currency_id"
    )
    term_months = fields.Integer(string="Term, Months")

    # Declined
    decline_reason = fields.Selection(selection=REASONS)
    decline_note = fields.Text(string="Why Not")

    @api.depends("inquiry_id")
    def _compute_candidate_ids(self):
        for dialog in self:
            inquiry = dialog.inquiry_id
            readable = inquiry and inquiry.has_access("read")
            dialog.candidate_ids = (
                inquiry._find_candidates() if readable else dialog.candidate_ids
            )

    @api.depends("product_id")
    def _compute_currency_id(self):
        for dialog in self:
            dialog.currency_id = (
                dialog.product_id.currency_id or self.env.company.currency_id
            )

    @api.depends("partner_id", "product_id")
    def _compute_deal_id(self):
        """The open deal of this client for this product, so that there is but one."""
        deals = self.env["crm.lead"]
        for dialog in self:
            is_known = dialog.partner_id and dialog.product_id
            domain = dialog._get_open_deal_domain()
            dialog.deal_id = deals.search(domain, limit=1) if is_known else deals

    def _get_open_deal_domain(self):
        return [
            ("partner_id", "=", self.partner_id.id),
            ("product_id", "=", self.product_id.id),
            ("won_status", "=", "pending"),
            ("process_id", "!=", False),
        ]

    @api.depends("question_id", "product_id")
    def _compute_progress(self):
        for dialog in self:
            asked = dialog._get_questions()
            place = (
                asked.ids.index(dialog.question_id.id) + 1
                if (dialog.question_id in asked)
                else 0
            )
            dialog.progress = bool(place) and self.env._(
                "Question %(place)s of %(count)s", place=place, count=len(asked)
            )

    def _get_questions(self):
        return self.env["bank.inquiry.question"]._find_for(self.product_id)

    @api.model_create_multi
    def create(self, vals_list):
        """Propose the client who was found, where it is one, and what he asked for."""
        dialogs = super().create(vals_list)
        for dialog in dialogs:
            dialog.product_id = dialog.product_id or dialog.inquiry_id.product_id
            found = dialog.candidate_ids
            if len(found) == 1 and not dialog.is_new_client:
                dialog.partner_id = dialog.partner_id or found
        return dialogs

    # ------------------------------------------------------------ window by window
    def action_next(self):
        self.ensure_one()
        self.inquiry_id._check_decide()
        if self.step == "client":
            self._check_client()
            return self._show("question")
        if self.step == "question":
            self._note_answer()
        return self._show("question")

    def _check_client(self):
        if not self.product_id:
            raise UserError(self.env._("Choose the product that he is interested in."))
        if not self.partner_id and not self.is_new_client:
            raise UserError(
                self.env._("Choose the client, or tick that it is a new one.")
            )
        if not self.partner_id:
            self.inquiry_id._check_served_here()
        elif not self.deal_id:
            self._check_no_deal_of_a_colleague()

    def _check_no_deal_of_a_colleague(self):
        """That there is one is told, not whose: a second one would sell it twice."""
        deals_sudo = self.env["crm.lead"].sudo()
        found = deals_sudo.search(self._get_open_deal_domain()).sudo(False)
        if found - found._filtered_access("read"):
            raise UserError(
                self.env._(
                    "A deal of this client for the product is in work already. Ask the "
                    "client's manager."
                )
            )

    def _note_answer(self):
        if not self.option_id or self.option_id.question_id != self.question_id:
            raise UserError(self.env._("Choose an answer."))
        self.asked_ids += self.option_id

    def _show(self, step):
        """Show the next window: a question that is not answered yet, else the terms."""
        left = self._get_questions() - self.asked_ids.question_id
        if step == "question" and not left:
            step = "terms"
        self.write(
            {"step": step, "question_id": left[:1].id, "option_id": False}
            if step == "question"
            else {"step": step}
        )
        return self._reopen()

    def action_back(self):
        """Take the last answer back, or return to who asks."""
        self.ensure_one()
        last = self._get_last_answer()
        if self.step == "decline" and not last.decline_reason:
            return self._show("question")
        if last:
            self.asked_ids -= last
            return self._show("question")
        return self._show("client")

    def _get_last_answer(self):
        """Questions are asked in their order: what was answered last stands last in it."""
        answers = {option.question_id: option for option in self.asked_ids}
        answered = self._get_questions().filtered(lambda one: one in answers)
        return answers[answered[-1]] if answered else self.asked_ids[:1]

    def action_to_decline(self):
        self.ensure_one()
        if self.option_id.decline_reason:
            self.decline_reason = self.option_id.decline_reason
            self._note_answer()
        return self._show("decline")

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Qualification"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------ outcomes
    def action_decline(self):
        self.ensure_one()
        self._keep_replies()
        self.inquiry_id._decline(self.decline_reason, self.decline_note)
        return {"type": "ir.actions.act_window_close"}

    def action_finish(self):
        """Client, consents, contact and deal with one button."""
        self.ensure_one()
        inquiry = self.inquiry_id
        inquiry._check_decide()
        self._check_client()
        if self._get_questions() - self.asked_ids.question_id:
            raise UserError(self.env._("Answer the questions first."))
        if inquiry.product_id != self.product_id:
            inquiry.product_id = self.product_id
        self._keep_replies()
        client = self.partner_id or self.env["res.partner"].create(
            self._prepare_client_values()
        )
        client.check_access("read")
        deal = self._get_deal(client)
        inquiry._qualify(client, deal, is_joined=bool(self.deal_id))
        return deal._open_deal_form()

    def _keep_replies(self):
        # written by the dialog alone, for an inquiry that is his
        self.inquiry_id._check_decide()
        self.inquiry_id.sudo().reply_ids = [
            Command.clear(),
            *(
                Command.create(
                    {"question_id": option.question_id.id, "option_id": option.id}
                )
                for option in self.asked_ids
            ),
        ]

    def _prepare_client_values(self):
        """Hook: the card of a new client, made of what is noted."""
        inquiry = self.inquiry_id
        own = self.env.user.sudo().client_branch_ids
        return {
            "name": inquiry.contact_name,
            "client_kind": self.client_kind,
            "phone": inquiry.phone,
            "email": inquiry.email,
            "city": inquiry.city,
            "manager_id": self.env.uid,
            "branch_id": (inquiry.branch_id & own or own[:1]).id,
        }

    def _get_deal(self, client):
        """Return the deal: the open one he chose, or a new one on these terms."""
        if self.deal_id:
            open_deal = self.env["crm.lead"].search(
                [*self._get_open_deal_domain(), ("id", "=", self.deal_id.id)]
            )
            if not open_deal:
                raise UserError(
                    self.env._("This deal is closed, or sells something else.")
                )
            open_deal._note_joined(self.inquiry_id)
            return open_deal
        terms = {"amount": self.amount, "term_months": self.term_months}
        return self.inquiry_id._open_deal(client, terms)
