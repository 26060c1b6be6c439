# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

# what the agent has said of his client and what the holder may put right
TYPED = (
    "amount",
    "term_months",
    "birth_date",
    "inn",
    "purpose",
    "income_month",
    "debt_month",
)
# what only the server says
SERVER_FIELDS = ("agent_id", "agent_user_id")
# papers of one inquiry: more than anybody asks for
MOST_PAPERS = 40


class BankInquiry(models.Model):
    """An inquiry that an outside agent has entered for his client, with papers."""

    _name = "bank.inquiry"
    _inherit = ["bank.inquiry", "bank.dossier.mixin"]

    agent_id = fields.Many2one(
        comodel_name="bank.agent",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    agent_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Entered By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    # what was sent twice is one: a key of its page
    agent_key = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    application_id = fields.Many2one(
        comodel_name="bank.application",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_currency_id"
    )
    amount = fields.Monetary()
    term_months = fields.Integer(string="Term, Months", aggregator=None)
    birth_date = fields.Date()
    inn = fields.Char(string="INN", size=12)
    purpose = fields.Char()
    income_month = fields.Monetary(string="Income a Month")
    debt_month = fields.Monetary(string="Payments on Other Loans")

    _agent_key_uniq = models.UniqueIndex("(agent_key) WHERE agent_key IS NOT NULL")

    @api.depends("product_id")
    def _compute_currency_id(self):
        home = self.env.company.currency_id
        for row in self:
            row.currency_id = row.product_id.currency_id or home

    def _prepare_own_values(self, vals):
        given = super()._prepare_own_values(vals)
        if not self.env.su:
            given.update(dict.fromkeys(SERVER_FIELDS, False))
        return given

    def _check_corrected(self, vals):
        """The holder puts right what the agent has typed, too."""
        rest = {name: value for name, value in vals.items() if name not in TYPED}
        return super()._check_corrected(rest)

    @api.model
    def _receive(self, values):
        rows = super()._receive(values)
        for row in rows.filtered("agent_id"):
            if not row.partner_id:
                row.branch_id = row.agent_id.branch_id
        return rows

    def _address_managers(self):
        """What an agent brings is his curator's, unless it is a manager's own client."""
        super()._address_managers()
        for row in self.filtered("agent_id"):
            curator = row.agent_id.manager_id
            if not row.addressee_ids and not curator._find_absent():
                row.addressee_ids = curator

    # Papers

    def _add_agent_paper(self, slot_id, name, content):
        """Put a file of the agent into a place of this inquiry; the caller is the server.

        :raise UserError: what is wrong with it, in sentences
        """
        self.ensure_one()
        if not self._is_open_for_papers():
            raise UserError(self.env._("No more papers are taken for it."))
        slot = self._get_agent_slots().filtered(lambda one: one.id == slot_id)
        if not slot:
            raise UserError(self.env._("Choose the place that the file is for."))
        papers = self.env["bank.document"].sudo()
        own = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        if papers.search_count(own) >= MOST_PAPERS:
            raise UserError(self.env._("No more papers are taken for it."))
        row = self.with_user(SUPERUSER_ID)
        paper = row._find_paper_to_renew(slot.id) or row.env["bank.document"].create(
            row._prepare_paper_values(slot.id)
        )
        return paper._add_version(content, name)

    def _get_agent_slots(self):
        """Return the places that are meant for this inquiry."""
        slots = self._get_dossier_slots()
        applicable = slots._find_applicable(self)
        return slots.filtered(lambda slot: self in applicable.get(slot, self.browse()))

    @api.model
    def _get_common_slots(self):
        """Return the places that are meant for every inquiry: the form shows them."""
        return self._get_dossier_slots().filtered(
            lambda slot: slot._get_condition().is_true()
        )

    def _take_agent_papers(self, files):
        """Take papers that an agent brings later; whoever works on it is told."""
        self.ensure_one()
        if not files:
            raise UserError(self.env._("Choose a file."))
        for slot_id, name, content in files:
            self._add_agent_paper(slot_id, name, content)
        holder = self.user_id or self.agent_id.manager_id
        env = self.with_context(lang=holder.lang).env
        body = env._(
            "%(agent)s has brought papers: No. %(number)s",
            agent=self.agent_id.name,
            number=self.id,
        )
        self.env["mail.activity"].sudo()._tell(holder, env._("Papers came"), body)
