# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from .bank_model import LEAST
from .crm_lead_past import LOGARITHMS, NAMES

SLICE = 5_000


class CrmLead(models.Model):
    """The chance of a deal by experience, beside the figure of its stage."""

    _inherit = "crm.lead"
    _server_fields = ("chance", "chance_stage_id")

    # of the last night, for the forecast; it counts while the deal stays on that stage
    chance = fields.Float(
        string="Chance of the Last Night, %",
        digits=(5, 1),
        readonly=True,
        copy=False,
        aggregator="avg",
    )
    chance_stage_id = fields.Many2one(
        comodel_name="crm.stage",
        string="Stage of the Chance",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    # as the deal is now
    chance_now = fields.Float(
        string="Chance by Experience, %", compute="_compute_chance_now", digits=(5, 1)
    )
    chance_reasons = fields.Text(
        string="What Makes the Chance", compute="_compute_chance_now"
    )

    @api.depends("stage_id", "amount", "activity_ids", "offer_ids.state")
    def _compute_chance_now(self):
        deals = self.filtered(
            lambda deal: deal._origin.id and deal.process_id and deal.active
        ).filtered(lambda deal: deal.won_status == "pending")
        for deal in self - deals:
            deal.chance_now = deal.probability
            deal.chance_reasons = False
        for deal in deals:
            deal.chance_now = deal._get_stage_probability()
            deal.chance_reasons = self.env._(
                "The figure of the stage: no model is in force for this process. One is "
                "trained once %(count)s deals are closed.",
                count=LEAST,
            )
        for deal, model, chance, row in deals._find_chances():
            deal.chance_now = chance
            deal.chance_reasons = deal._explain_chance(model, row)

    def _find_chances(self):
        """Yield ``(deal, model, percent, row of values)`` where a model is in force."""
        by_id = {deal._origin.id: deal for deal in self}
        models_ = {
            process: model
            for process in self.process_id.sudo()
            if (
                model := self.env["bank.model"]._get_champion(
                    process._get_chance_code()
                )
            )
        }
        chosen = self.filtered(lambda deal: deal.process_id.sudo() in models_)
        present = chosen._origin._read_present() if chosen else None
        for process, model in models_.items():
            rows = [
                place
                for place, deal_id in enumerate(present.deals)
                if by_id[deal_id].process_id == process
            ]
            part = present.take(rows)
            chances = model._get_chance().predict(part.stages, part.values)
            for deal_id, chance, row in zip(part.deals, chances, part.values):
                yield by_id[deal_id], model, round(100 * float(chance), 1), row

    def _explain_chance(self, model, row):
        """Tell what speaks for the deal, what against it, and from what it is known."""
        strong, weak = model._get_chance().get_factors(row)
        labels, values = self._get_factor_labels(), dict(zip(NAMES, row))
        lines = [
            f"{sign} {self._say_factor(labels[name], name, values[name])}"
            for sign, names in (("▲", strong), ("▼", weak))
            for name in names
        ]
        lines.append(
            self.env._(
                "Learned from %(count)s stages of closed deals; the stage alone says "
                "%(stage)s %%.",
                count=model.data_count,
                stage=round(self._get_stage_probability()),
            )
        )
        return "\n".join(lines)

    @api.model
    def _get_factor_labels(self):
        return {
            "stage": self.env._("The stage"),
            "days": self.env._("Days on the stage"),
            "silence": self.env._("Days since the last contact"),
            "contacts": self.env._("Contacts within 30 days"),
            "step": self.env._("Tasks that are planned"),
            "late": self.env._("Tasks that are overdue"),
            "offers": self.env._("Offers that were presented"),
            "accepted": self.env._("The client has accepted an offer"),
            "worth": self.env._("Worth of the deal"),
            "known": self.env._("A client with earlier agreements"),
        }

    def _say_factor(self, label, name, value):
        if name == "stage":
            return self.env._(
                "%(label)s: %(stage)s", label=label, stage=self.stage_id.sudo().name
            )
        if name == "worth":
            return f"{label}: {self.company_currency.format(self.expected_revenue)}"
        if name in LOGARITHMS:
            value = round(2.718281828459045**value - 1)
        if name in ("step", "late", "accepted", "known"):
            word = self.env._("yes") if value else self.env._("no")
            return f"{label}: {word}"
        return f"{label}: {value:g}"

    # The forecast

    def _get_forecast_share(self):
        """Return by which share of its worth an open deal counts in the forecast."""
        is_fresh = self.chance_stage_id and self.chance_stage_id == self.stage_id
        if self.process_id.sudo().forecast_by == "experience" and is_fresh:
            return self.chance
        return self.probability

    @api.depends("chance", "chance_stage_id", "stage_id")
    def _compute_prorated_revenue(self):
        super()._compute_prorated_revenue()
        for deal in self.filtered(
            lambda deal: deal.process_id and deal.active and deal.chance_stage_id
        ):
            if deal.won_status == "pending":
                share = deal._get_forecast_share()
                deal.prorated_revenue = round(deal.expected_revenue * share / 100, 2)

    @api.model
    def _cron_refresh_chances(self):
        """Reckon all open deals anew, in slices that each end a transaction."""
        ids = self.sudo().search(self._get_gate_open_domain(), order="id").ids
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(ids))
        for start in range(0, len(ids), SLICE):
            part = self.browse(ids[start : start + SLICE])
            part.sudo()._refresh_chances()
            if not progress(len(part)):
                break

    def _refresh_chances(self):
        """Write the chances of these deals and how they count, in one statement."""
        found = {deal.id: chance for deal, _m, chance, _row in self._find_chances()}
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE crm_lead d
                   SET chance = v.chance,
                       chance_stage_id = CASE WHEN v.chance IS NULL THEN NULL
                                              ELSE d.stage_id END,
                       prorated_revenue = round((coalesce(d.expected_revenue, 0)
                           * CASE WHEN p.forecast_by = 'experience'
                                  THEN coalesce(v.chance, d.probability, 0)
                                  ELSE coalesce(d.probability, 0) END / 100)::numeric, 2)
                  FROM bank_process p,
                       unnest(%(ids)s::int[], %(chances)s::float[]) AS v (id, chance)
                 WHERE v.id = d.id AND p.id = d.process_id
                RETURNING d.id
                """,
                ids=self.ids,
                chances=[found.get(deal_id) for deal_id in self.ids],
            )
        )
        self.invalidate_model(["chance", "chance_stage_id", "prorated_revenue"])
