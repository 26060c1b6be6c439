# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL


class BankApprovalFollowMixin(models.AbstractModel):
    """Rows about a document of any model: whoever reads the document reads them.

    Nobody writes them: all that happens goes through the public methods, which decide
    who may, and nothing is ever deleted.
    """

    _name = "bank.approval.follow.mixin"
    _description = "Follows the Access of a Document (abstract)"
    _inherit = ["bank.document.label.mixin"]
    _access_log_pointer = ("res_model", "res_id")

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(
            self.env._("What belongs to an approval is never deleted: it is the proof.")
        )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        query = super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
        if not (self.env.su or bypass_access or query.is_empty()):
            followed = self._get_follow_domain(query).optimize_full(self)
            query.add_where(followed._to_sql(self, query.table, query))
        return query

    @api.model
    def _get_followed_models(self):
        """Hook: names of the models whose documents such rows are about."""
        return self.env["bank.approval.route"]._get_document_models()

    @api.model
    def _get_follow_domain(self, rows):
        """Return the domain of rows whose documents the user may read.

        :param rows: the ``Query`` of the rows that are asked for
        """
        names = self._get_followed_models()
        return Domain.OR(self._get_follow_part(name, rows) for name in names)

    @api.model
    def _get_follow_part(self, name, rows):
        """Return the domain of rows about those documents of one model."""
        model = self.env[name].with_context(active_test=False)
        if not model.has_access("read"):
            return Domain.FALSE
        query = model._search(Domain.TRUE)
        if query.is_empty():
            return Domain.FALSE
        part = Domain("res_model", "=", name)
        if query.where_clause:
            self._judge_only(query, name, rows)
            part &= Domain("res_id", "in", query)
        return part

    @api.model
    def _judge_only(self, query, name, rows):
        """Let ``query`` of documents judge those of the rows that are asked for.

        A bank has more documents than anybody has rows before him. Pages and order of
        the rows are left out: a row of the next page is judged as well.
        """
        if not rows.where_clause:
            return
        query.add_where(
            SQL(
                "%s IN (SELECT %s FROM %s WHERE %s AND %s = %s)",
                SQL.identifier(query.table, "id"),
                SQL.identifier(rows.table, "res_id"),
                rows.from_clause,
                rows.where_clause,
                SQL.identifier(rows.table, "res_model"),
                name,
            )
        )

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        closed = self._filter_closed()
        if not closed:
            return result
        forbidden = closed | result[0] if result else closed
        make_error = self.env["ir.rule"]._make_access_error
        return forbidden, lambda: make_error(operation, forbidden)

    def _filter_closed(self):
        """Return the rows whose documents the user may not read."""
        closed = self.browse()
        for name, rows_sudo in self.sudo().grouped("res_model").items():
            readable = set()
            if name in self.env:
                documents = rows_sudo._browse_documents(name).with_env(self.env)
                readable = set(documents._filtered_access("read").ids)
            closed |= self.browse(
                row.id for row in rows_sudo if row.res_id not in readable
            )
        return closed

    def _browse_documents(self, name):
        """Return those that there are, their columns read in the same statement.

        Once for all who ask in a request: rights, names and figures are told from them.
        No later read of these columns is noted by itself. The rows, and the documents
        that are read as such, are: whoever shows either in another way notes it, the
        dialogs by ``_filter_shown``.
        """
        known = self.env[name]._fields.get("create_date")
        if not known or not known.store:
            return super()._browse_documents(name)
        documents = self.env[name].browse({row.res_id for row in self if row.res_id})
        unread = documents.browse(known._cache_missing_ids(documents))
        # with the server's rights: who may read which of them is asked afterwards
        unread.sudo().fetch()
        missing = set(known._cache_missing_ids(unread))
        return documents.filtered(lambda document: document.id not in missing)

    def _filter_shown(self):
        """Return those that the user may read, noted as read.

        For who shows their words on a screen of his own. A dialog is its author's to
        write, and what was open to him when it opened is closed to him later.
        """
        shown = self._origin._filtered_access("read")
        shown._note_access()
        return shown

    def _hide_closed(self, name, told):
        """Take the names of closed ones out of what was read of dialogs.

        The name of what a record points to is read with the server's rights.

        :param name: the field of the dialogs that points to these rows
        :param told: values of dialogs, as ``_read_format`` returns them
        """
        if not any(name in values for values in told):
            return told
        shown = set(self._filter_shown().ids)
        for values in told:
            pointed = values.get(name)
            row_id = pointed[0] if isinstance(pointed, tuple) else pointed
            if row_id not in shown:
                values[name] = False
        return told

    def _get_document(self):
        """Return the document with the rights of who asks."""
        self.ensure_one()
        return self.env[self.sudo().res_model].browse(self.sudo().res_id)

    def action_open_document(self):
        self.ensure_one()
        document = self._get_document()
        document.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
