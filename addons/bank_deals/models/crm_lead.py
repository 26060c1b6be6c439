# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# stock enters the moment in which a deal is won or lost
MOMENT = timedelta(hours=1)
TERMS = {
    "partner_id",
    "product_id",
    "amount",
    "currency_id",
    "term_months",
    "rate",
    "attribute_values",
    "active",
    "lost_reason_id",
}


class CrmLead(models.Model):
    """A deal: an opportunity that sells one product by a regulated process."""

    _name = "crm.lead"
    _inherit = ["bank.task.access.mixin", "bank.gated.mixin", "crm.lead"]
    _access_logged = True
    _access_log_client = "partner_id"
    # stock's, and what plans and terms of keeping are reckoned from
    _server_fields = ("day_close", "day_open", "prorated_revenue", "won_status")

    process_id = fields.Many2one(
        comodel_name="bank.process",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    product_id = fields.Many2one(
        comodel_name="bank.product",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        compute="_compute_branch_id",
        store=True,
        compute_sudo=True,
        index="btree_not_null",
    )

    # Terms
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        string="Currency of the Deal",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        ondelete="restrict",
    )
    amount = fields.Monetary(tracking=True, help="What the client asks for.")
    term_months = fields.Integer(string="Term, Months", tracking=True)
    rate = fields.Float(
        string="Annual Rate, %",
        digits=(7, 3),
        compute="_compute_rate",
        store=True,
        readonly=False,
        tracking=True,
    )
    attribute_values = fields.Properties(
        definition="product_id.attribute_definition",
        string="Attributes",
        copy=True,
    )
    expected_revenue = fields.Monetary(
        compute="_compute_expected_revenue",
        store=True,
        readonly=False,
        default=None,  # stock's zero would stand before the computed value
    )

    # Result
    agreement_ids = fields.One2many(
        comodel_name="bank.agreement", inverse_name="deal_id", string="Agreements"
    )

    # the cards of a column of the board, the newest first, among all deals in work
    _open_deals_idx = models.Index(
        "(stage_id, priority DESC, id DESC) WHERE active IS TRUE "
        "AND won_status = 'pending' AND process_id IS NOT NULL"
    )

    @api.depends("product_id")
    def _compute_name(self):
        """A deal is called by what it sells until somebody names it better."""
        for lead in self.filtered(lambda lead: not lead.name and lead.product_id):
            lead.name = lead.product_id.name
        if not self.env.context.get("bank_deal_form"):
            super()._compute_name()

    @api.depends("partner_id.branch_id")
    def _compute_branch_id(self):
        for lead in self:
            lead.branch_id = lead.partner_id.branch_id

    @api.depends("product_id")
    def _compute_currency_id(self):
        for lead in self:
            lead.currency_id = (
                lead.product_id.currency_id
                or lead.currency_id
                or lead.company_currency
                or self.env.company.currency_id
            )

    @api.depends("product_id")
    def _compute_rate(self):
        for lead in self:
            lead.rate = lead.product_id.rate or lead.rate

    @api.depends("amount", "currency_id", "product_id")
    def _compute_expected_revenue(self):
        """A deal is worth its amount in the currency of the bank."""
        today = fields.Date.today()
        for lead in self:
            if lead.product_id:
                company = lead.company_id or self.env.company
                lead.expected_revenue = lead.currency_id._convert(
                    lead.amount, company.currency_id, company, today
                )
            else:
                lead.expected_revenue = lead.expected_revenue

    def _compute_stage_id(self):
        """A team, a type, whatever: the stage of a deal follows its process only."""
        deals = self.filtered("process_id")
        for deal in deals:
            deal.stage_id = deal.stage_id or self._get_first_stage(deal.process_id)
        super(CrmLead, self - deals)._compute_stage_id()

    # The gate

    def _get_gate_triggers(self):
        return (
            *super()._get_gate_triggers(),
            "product_id",
            "partner_id",
            "amount",
            "term_months",
            "activity_ids",
        )

    def _get_gate_open_domain(self):
        return Domain(super()._get_gate_open_domain()) & Domain(
            "won_status", "=", "pending"
        )

    def _stage_find(self, team_id=False, domain=None, order="sequence, id", limit=1):
        """Stages are looked for in the deal's own process, or among those of none."""
        process_id = self.process_id.id if len(self.process_id) == 1 else False
        domain = Domain(domain or Domain.TRUE) & Domain("process_id", "=", process_id)
        return super()._stage_find(
            team_id=team_id, domain=domain, order=order, limit=limit
        )

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Show the columns of the processes in sight, not those of all processes."""
        found = super()._read_group_stage_ids(stages, domain)
        processes = stages.process_id
        wanted = self.env.context.get("default_process_id")
        if isinstance(wanted, int):
            processes |= processes.browse(wanted)
        shown = found.filtered(lambda stage: stage.process_id in processes)
        if processes:
            return shown
        return found.filtered(lambda stage: not stage.process_id)

    def _get_entry_blocker(self, origin, target):
        if origin.sudo().is_won:
            return self.env._(
                "The deal is won and its agreement stands. Open a new deal."
            )
        return super()._get_entry_blocker(origin, target)

    @api.model_create_multi
    def create(self, vals_list):
        """A product decides by which process it is sold."""
        defaults = self.default_get(["product_id", "partner_id"])
        prepared = []
        for vals in vals_list:
            # set, not only left out: gaps are filled from the caller's context
            vals = {"process_id": False, "date_closed": False, **defaults, **vals}
            vals.setdefault("product_id", False)
            self._check_client_in_sight(vals)
            product = self.env["bank.product"].browse(vals["product_id"] or [])
            if product:
                partner = self.env["res.partner"].browse(vals.get("partner_id") or [])
                vals["process_id"] = self._find_process(product, partner).id
            elif vals["process_id"]:
                self._check_process_in_force(vals["process_id"])
            if vals["process_id"]:
                self._drop_stock_stage(vals)
                self._check_date_closed(vals)
            self._name_lead(vals)
            prepared.append(vals)
        return super().create(prepared)

    def _name_lead(self, vals):
        """What comes without a name is called by what it sells, else by its client."""
        if vals.get("name"):
            return
        product = self.env["bank.product"].sudo().browse(vals["product_id"] or [])
        partner = self.env["res.partner"].browse(vals.get("partner_id") or [])
        if partner and not product and not self.env.context.get("bank_deal_form"):
            vals.pop("name", None)  # stock names it by its client
            return
        name = product.name or partner.sudo().name
        vals["name"] = name or self.env._("New Deal")

    def _drop_stock_stage(self, vals):
        """Before a product is chosen a form shows a stage of no process: no wish."""
        stage = self.env["crm.stage"].browse(vals.get("stage_id") or [])
        if stage and not stage.process_id:
            del vals["stage_id"]

    def _find_process(self, product, partner):
        product_sudo, partner_sudo = product.sudo(), partner.sudo()
        self._check_on_sale(product)
        process = self.env["bank.process"]._find_for(product_sudo, partner_sudo)
        if not process:
            raise UserError(
                self.env._(
                    "No process sells “%(product)s” to this client. Ask the business "
                    "administrator to put one into force.",
                    product=product_sudo.display_name,
                )
            )
        return process

    @api.model
    def _check_on_sale(self, product):
        """What is not on sale begins no deal; running ones keep what they sell."""
        product_sudo = product.sudo()
        if product_sudo.state != "active" and not self.env.su:
            raise UserError(
                self.env._(
                    "“%(product)s” is not on sale.", product=product_sudo.display_name
                )
            )

    def _check_process_in_force(self, process_id):
        process = self.env["bank.process"].sudo().browse(process_id)
        if process.state != "published":
            raise UserError(
                self.env._("“%(name)s” is not in force.", name=process.display_name)
            )

    def _check_client_in_sight(self, vals):
        """Nobody deals with a client behind another wall, not even by his number."""
        if vals.get("partner_id"):
            self.env["res.partner"].browse(vals["partner_id"]).check_access("read")

    def write(self, vals):
        self._check_client_in_sight(vals)
        self._check_not_closed(vals)
        self._check_date_closed(vals)
        if vals.get("process_id"):
            self._check_process_in_force(vals["process_id"])
        if "product_id" in vals:
            return self._write_product(vals)
        return super().write(vals)

    def _check_date_closed(self, vals):
        """A deal ends when it ends: from that day plans count and papers are kept."""
        date_closed = fields.Datetime.to_datetime(vals.get("date_closed"))
        if date_closed and not self.env.su:
            is_now = abs(date_closed - fields.Datetime.now()) < MOMENT
            if not is_now and (vals.get("process_id") or self.process_id):
                raise AccessError(
                    self.env._("The day on which a deal ends is not entered by hand.")
                )

    def _write_product(self, vals):
        """Another product may be sold by another process: begin there."""
        product = self.env["bank.product"].browse(vals["product_id"] or [])
        for lead in self:
            if not product and lead.process_id and lead.product_id:
                raise UserError(
                    self.env._("A deal sells a product. Choose another one.")
                )
            if product == lead.product_id:
                # named once more it is no other one: what was agreed stays
                rest = {name: vals[name] for name in vals if name != "product_id"}
                super(CrmLead, lead).write(rest)
                continue
            process = lead.process_id
            if product:
                process = self._find_process(product, lead.partner_id)
            extra = {} if process == lead.process_id else {"process_id": process.id}
            super(CrmLead, lead).write({**vals, **extra})
        return True

    def _check_not_closed(self, vals):
        """What was agreed is what was won: terms of a won deal stay as they are."""
        if frozen := TERMS & vals.keys():
            for deal in self.filtered("process_id"):
                if not deal.stage_id.sudo().is_won:
                    continue
                if changed := deal._filter_changed(frozen, vals):
                    raise UserError(
                        self.env._(
                            "“%(deal)s” is won: %(fields)s can no longer be changed.",
                            deal=deal.display_name,
                            fields=", ".join(changed),
                        )
                    )

    def _filter_changed(self, names, vals):
        labels = []
        for name in sorted(names):
            present = self._fields[name].convert_to_write(self[name], self)
            if present != vals[name]:
                labels.append(self._fields[name]._description_string(self.env))
        return labels

    @api.ondelete(at_uninstall=False)
    def _unlink_except_deal(self):
        if self.filtered("process_id"):
            raise UserError(
                self.env._("A deal is not deleted. Close it as lost, with its reason.")
            )
