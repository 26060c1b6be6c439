# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class BankDocument(models.Model):
    """Who may do what: as with the document, and never more than type and place say.

    The groups of type and place are record rules. The document is asked here, in one
    condition for searches of every kind (lists, counts, groups, names, export, text)
    and in one call for a set of papers.
    """

    _inherit = "bank.document"
    _access_logged = True

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        query = super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
        if not (self.env.su or bypass_access or query.is_empty()):
            # beside the domain, which the read log keeps as it was asked
            owned = self._get_owner_domain().optimize_full(self)
            query.add_where(owned._to_sql(self, query.table, query))
        return query

    @api.model
    def _get_owner_domain(self):
        """Return the domain of papers whose documents the user may read."""
        parts = []
        for name in self._get_dossier_models():
            model = self.env[name].with_context(active_test=False)
            if not model.has_access("read"):
                continue
            owner = Domain("res_model", "=", name)
            query = model._search(Domain.TRUE)
            if query.is_empty():
                continue
            if query.where_clause:
                owner &= Domain("res_id", "in", query)
            parts.append(owner)
        return Domain.OR(parts)

    def _check_access(self, operation):
        """Ask the documents: reading for reading, changing for all else.

        A document officer judges what he may read: he need not be able to change the
        document for it. What he may write on a paper is in ``_check_write``.
        """
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        papers = self - result[0] if result else self
        forbidden = papers._filter_closed_owners(operation)
        if not forbidden:
            return result
        if result:
            forbidden |= result[0]
        return forbidden, lambda: forbidden._make_owner_error(operation)

    def _filter_closed_owners(self, operation):
        """Return those of these papers whose documents forbid an operation."""
        is_reading = operation == "read" or (
            operation == "write" and self._is_officer()
        )
        closed = self.browse()
        rows = self.sudo()._read_owners()
        by_model = {}
        for paper_id, (name, res_id) in rows.items():
            by_model.setdefault(name, {}).setdefault(res_id, []).append(paper_id)
        for name, by_owner in by_model.items():
            open_ids = self._find_open_owners(name, by_owner, is_reading)
            closed |= self.browse(
                paper_id
                for res_id, paper_ids in by_owner.items()
                if res_id not in open_ids
                for paper_id in paper_ids
            )
        return closed

    def _find_open_owners(self, name, owner_ids, is_reading):
        """Return the ids of those documents that the user may read, or change."""
        if name not in self.env:
            return set()
        owners = self.env[name].browse(owner_ids).exists()
        if is_reading:
            return set(owners._filtered_access("read").ids)
        return set(owners._filter_dossier_changeable().ids)

    def _read_owners(self):
        """Return ``{paper id: (model, id)}`` of those that exist, in one query."""
        self.flush_recordset(["res_model", "res_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT d.id, %s FROM bank_document d WHERE d.id = ANY(%s)",
                self._get_owner_sql("d"),
                list(self.ids),
            )
        )
        return {paper_id: (name, res_id) for paper_id, name, res_id in rows}

    @api.model
    def _get_owner_sql(self, alias):
        """Hook: SQL of model and id of the document whose access a paper follows."""
        return SQL(
            "%s, %s",
            SQL.identifier(alias, "res_model"),
            SQL.identifier(alias, "res_id"),
        )

    def _make_owner_error(self, operation):
        if error := super()._check_access(operation):
            return error[1]()
        return self.env["ir.rule"]._make_access_error(operation, self)

    # The read log: a paper is its client's

    @api.model
    def _get_access_log_client(self, alias):
        return self._get_owner_case(
            alias, lambda model, owner: model._get_access_log_client(owner)
        )

    @api.model
    def _get_access_log_condition(self, alias):
        condition = self._get_owner_case(
            alias, lambda model, owner: model._get_access_log_condition(owner)
        )
        return SQL("COALESCE(%s, FALSE)", condition)

    @api.model
    def _get_owner_case(self, alias, get_sql, names=None):
        """Return SQL of a value of the document that a paper of ``alias`` belongs to.

        :param get_sql: function of (model, alias of its table) that returns SQL
        :param names: the models to ask; those in the read log where None
        """
        if names is None:
            models_ = map(self.env.get, self._get_dossier_models())
            names = [model._name for model in models_ if model._access_logged]
        if not names:
            return SQL("NULL")
        cases = [
            SQL(
                "WHEN %s THEN (SELECT %s FROM %s o WHERE o.id = %s)",
                name,
                get_sql(self.env[name], "o"),
                SQL.identifier(self.env[name]._table),
                SQL.identifier(alias, "res_id"),
            )
            for name in names
        ]
        return SQL(
            "CASE %s %s END",
            SQL.identifier(alias, "res_model"),
            SQL(" ").join(cases),
        )
