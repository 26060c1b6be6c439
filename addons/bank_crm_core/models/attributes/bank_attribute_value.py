# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, format_date, formatLang

from odoo.addons.bank_base.tools.formula import OK
from odoo.addons.bank_base.tools.formula_memory import FormulaMemory

from .programme import STAGED, Programme

_WAITING = """
    SELECT DISTINCT d.id FROM %s d
      JOIN bank_product p ON p.id = d.product_id
      JOIN unnest(%s::int[], %s::int[]) AS g (category_id, attribute_id)
        ON g.category_id = p.category_id
     WHERE NOT EXISTS (
           SELECT 1 FROM bank_attribute_value v
            WHERE v.%s = d.id AND v.attribute_id = g.attribute_id)
     LIMIT %s
"""


class BankAttributeValue(models.Model):
    """What a computed attribute yields for one document; written by nobody.

    A row stands for every document of the category, also where there is no value:
    then it says why. A document without its row is one that waits to be computed.
    """

    _name = "bank.attribute.value"
    _description = "Computed Attribute of a Document"
    _order = "attribute_id, id"
    _rec_name = "attribute_id"
    _access_logged = True
    _access_log_client = "partner_id"

    attribute_id = fields.Many2one(
        comodel_name="bank.attribute", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    number = fields.Float(digits=(30, 12), readonly=True, aggregator="avg")
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    date = fields.Date(readonly=True)
    text = fields.Char(readonly=True)
    boolean = fields.Boolean(string="Yes or No", readonly=True)
    status = fields.Integer(
        readonly=True, aggregator=None, help="0: there is a value; else why not."
    )
    missing = fields.Char(
        string="Codes without Data", readonly=True, help="Separated by commas."
    )
    value = fields.Char(compute="_compute_value")
    reason = fields.Char(string="Why There Is None", compute="_compute_value")

    _agreement_uniq = models.UniqueIndex("(agreement_id, attribute_id)")
    _number_idx = models.Index("(attribute_id, number) WHERE status = 0")
    _date_idx = models.Index("(attribute_id, date) WHERE date IS NOT NULL")
    _text_idx = models.Index("(attribute_id, text) WHERE text IS NOT NULL")

    @api.depends("number", "currency_id", "date", "text", "boolean", "status")
    @api.depends_context("lang")
    def _compute_value(self):
        reasons = self.env["bank.formula"]._get_reasons()
        labels = {**self.env["bank.attribute"]._get_term_labels()}
        codes = {code for row in self for code in (row.missing or "").split(", ")}
        # names of the catalogue, which every user may read
        for attribute in self.env["bank.attribute"].search([("code", "in", [*codes])]):
            labels[attribute.code] = attribute.name
        for row in self:
            row.value = row._format() if row.status == OK else False
            row.reason = False
            if row.status != OK:
                names = [labels.get(code, code) for code in _split(row.missing)]
                reason = reasons.get(row.status, self.env._("The formula is broken"))
                row.reason = ": ".join(filter(None, [reason, ", ".join(names)]))

    def _format(self):
        attribute = self.attribute_id
        if attribute.result_kind == "date":
            return format_date(self.env, self.date)
        if attribute.result_kind == "text":
            return self.text
        if attribute.result_kind == "boolean":
            return self.env._("Yes") if self.boolean else self.env._("No")
        if self.currency_id:
            return formatLang(self.env, self.number, currency_obj=self.currency_id)
        number = formatLang(self.env, self.number, digits=attribute.formula_digits)
        return f"{number} {attribute.unit or attribute.result_unit or ''}".strip()

    # ------------------------------------------------------------
    # Computing
    # ------------------------------------------------------------

    @api.model
    def _get_document_columns(self):
        """Hook: ``{model: the column of this table that points to it}``."""
        return {"bank.agreement": "agreement_id"}

    @api.model
    def _refresh(self, documents):
        """Compute these documents anew, in a number of queries that does not grow."""
        programmes = FormulaMemory.ask(self.env.cr, "programmes", self._get_programmes)
        if not programmes or not documents.ids:
            return
        column = self._get_document_columns()[documents._name]
        rows = []
        for category, records in self._read_documents(documents).items():
            rows += programmes[category].run(records) if category in programmes else []
        self._save(column, documents.ids, rows)
        self.invalidate_model()
        documents.invalidate_recordset(["computed_value_ids"])

    @api.model
    def _get_programmes(self):
        """Return ``{category id: programme}`` of categories with computed attributes."""
        # whose attribute it is and who computes it are different people
        attribute_model = self.env["bank.attribute"].sudo()
        everything = attribute_model.search([("active", "=", True)])
        computed = everything.filtered(lambda row: row.kind == "computed")
        if not computed:
            return {}
        found = {}
        for category in (
            self.env["bank.product.category"]
            .sudo()
            .search(
                [("id", "child_of", computed.category_id.ids), ("active", "in", [1, 0])]
            )
        ):
            path = {int(part) for part in category.parent_path.split("/") if part}
            own = everything.filtered(lambda row, p=path: row.category_id.id in p)
            found[category.id] = Programme(own)
        return found

    @api.model
    def _read_documents(self, documents):
        """Return ``{category id: [row]}`` of what formulas read, in one query."""
        documents.env.flush_all()
        found = defaultdict(list)
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT d.id, d.partner_id, p.category_id, d.amount, d.rate,
                       d.term_months AS term, c.name AS currency,
                       d.attribute_values AS given
                  FROM %s d
                  JOIN bank_product p ON p.id = d.product_id
                  LEFT JOIN res_currency c ON c.id = d.currency_id
                 WHERE d.id = ANY(%s)
                """,
                SQL.identifier(documents._table),
                documents.ids,
            )
        ):
            found[row["category_id"]].append(row)
        return found

    @api.model
    def _save(self, column, document_ids, rows):
        """Write rows that differ, remove those of attributes that no longer apply."""
        target = SQL.identifier(column)
        self.env.cr.execute(
            SQL(
                "DELETE FROM bank_attribute_value WHERE %s = ANY(%s) AND "
                "(attribute_id, %s) NOT IN (SELECT * FROM unnest(%s::int[], %s::int[]))",
                target,
                document_ids,
                target,
                [row["attribute_id"] for row in rows],
                [row["document_id"] for row in rows],
            )
        )
        if rows:
            self.env.cr.execute(self._prepare_merge(target, json.dumps(rows)))

    @api.model
    def _prepare_merge(self, target, rows):
        types = ", ".join(f'"{name}" {kind}' for name, kind in STAGED)
        names = ["partner_id", "currency_id", "number", "date", "text", "boolean"]
        changing = [SQL.identifier(name) for name in [*names, "status", "missing"]]
        return SQL(
            """
            INSERT INTO bank_attribute_value AS v
                   (attribute_id, %(target)s, partner_id, currency_id, number, date,
                    text, boolean, status, missing)
            SELECT r.attribute_id, r.document_id, r.partner_id, c.id, r.number, r.date,
                   r.text, r.boolean, r.status, r.missing
              FROM jsonb_to_recordset(%(rows)s) AS r (%(types)s)
              LEFT JOIN res_currency c ON c.name = r.currency
            ON CONFLICT (%(target)s, attribute_id) DO UPDATE SET %(updates)s
             WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
            """,
            target=target,
            rows=rows,
            types=SQL(types),  # pylint: disable=sql-injection
            updates=SQL(", ").join(
                SQL("%s = EXCLUDED.%s", name, name) for name in changing
            ),
            old=SQL(", ").join(SQL("v.%s", name) for name in changing),
            new=SQL(", ").join(SQL("EXCLUDED.%s", name) for name in changing),
        )

    @api.model
    def _find_waiting(self, limit):
        """Return documents (one model) that lack a row of an attribute of theirs."""
        pairs = [
            (category, attribute)
            for category, programme in self._get_programmes().items()
            for attribute in programme.attribute_ids
        ]
        self.env.flush_all()
        for name, column in self._get_document_columns().items() if pairs else ():
            found = self.env.execute_query(
                SQL(
                    _WAITING,
                    SQL.identifier(self.env[name]._table),
                    [category for category, _attribute in pairs],
                    [attribute for _category, attribute in pairs],
                    SQL.identifier(column),
                    limit,
                )
            )
            if found:
                return self.env[name].sudo().browse([row[0] for row in found])
        return self.env["bank.agreement"]

    @api.model
    def _cron_compute(self, size=10_000):
        """Compute what waits, batch by batch; killed, it goes on where it was."""
        while waiting := self.sudo()._find_waiting(size):
            self.sudo()._refresh(waiting)
            if not self.env["ir.cron"]._commit_progress(len(waiting), remaining=1):
                return
        self.env["ir.cron"]._commit_progress(remaining=0)


def _split(text):
    return [part for part in (text or "").split(", ") if part]
