# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext

TODO = "mail.mail_activity_data_todo"


class BankActionItem(models.Model):
    """Giving items: all at once, in a fixed number of statements; what cannot be given
    says why and stops nothing.
    """

    _inherit = "bank.action.item"

    def _give(self):
        """Give these to whom they are for, and note of the others why not."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                reasons = self._do_give()
        except (AccessError, UserError) as error:
            if len(self) > 1:
                # one of them has failed: each by itself tells which, and why
                for item in self:
                    item._give()
                return
            reasons = {self.id: str(error)}
        self._note_problems(reasons)

    def _note_problems(self, reasons):
        failed = self.filtered(lambda item: item.id in reasons)
        for reason, items in failed.grouped(lambda item: reasons[item.id]).items():
            items.write({"state": "failed", "problem": reason})

    def _do_give(self):
        """Give these, as a set.

        :return: ``{id: translated reason}`` of those that cannot be given, of which
            nothing was written
        """
        there = self._find_fulfilled()
        if there:
            there._finish()
        queued = (self - there).filtered("queue_id")
        reasons = queued._ask_queues()
        reasons.update((self - there - queued)._give_tasks())
        return reasons

    def _find_fulfilled(self):
        """Return those whose paper is there, or is not needed."""
        wanting = self.filtered("slot_id")
        if not wanting:
            return wanting
        lacks, documents = {}, wanting.plan_id._map_documents()
        for model, items in wanting.grouped(lambda i: i.plan_id.res_model).items():
            asked = self.env[model].browse(items.plan_id.mapped("res_id"))
            lacks[model] = items.slot_id._find_lacks(asked)
        return wanting.filtered(
            lambda item: (
                not lacks[item.plan_id.res_model]
                .get(documents[item.plan_id].id, {})
                .get(item.slot_id)
            )
        )

    # ------------------------------------------------------------ tasks
    def _give_tasks(self):
        users, reasons = self._find_users()
        found = self.filtered(lambda item: item.id not in reasons)
        reasons.update(found._find_strangers(users))
        free = self.filtered(lambda item: item.id not in reasons)
        for user, items in free.grouped(lambda item: users[item]).items():
            items.write({"user_id": user.id, "state": "open", "problem": False})
        free._create_tasks()
        return reasons

    def _find_users(self):
        """Return ``{item: whose it is}`` and ``{id: why nobody was found}``."""
        users, reasons = {}, {}
        documents = self.plan_id._map_documents()
        for item in self:
            users[item] = item.user_id
            if item.user_id:
                continue
            plan = item.plan_id
            found = item.template_id._determine_responsible(
                plan.user_id, documents[plan]
            )
            users[item] = found["responsible"]
            if found["error"]:
                reasons[item.id] = found["error"]
        return users, reasons

    def _find_strangers(self, users):
        """Return ``{id: why not}`` where the user of an item does not see its document.

        A plan gives nobody access that he does not have.

        :param dict users: ``{item: user}``
        """
        reasons = {}
        for (user, model), items in self.grouped(
            lambda item: (users[item], item.plan_id.res_model)
        ).items():
            asked = self.env[model].browse(set(items.plan_id.mapped("res_id")))
            theirs = asked.with_user(user).with_context(bank_own_access=True)
            seen = set(theirs._filtered_access("read").ids) if user.active else set()
            reason = self.env._(
                "%(user)s does not work with this client, or has left.", user=user.name
            )
            strange = items.filtered(
                lambda item, seen=seen: item.plan_id.res_id not in seen
            )
            reasons.update(dict.fromkeys(strange.ids, reason))
        return reasons

    def _create_tasks(self):
        # given by who leads the plan: his own access is what the task lends
        for leader, items in self.grouped(lambda item: item.plan_id.user_id).items():
            tasks_sudo = self.env["mail.activity"].with_user(leader).sudo()
            tasks_sudo.create([item._prepare_task_values() for item in items])

    def _prepare_task_values(self):
        plan, user = self.plan_id, self.user_id
        kind = self.template_id.activity_type_id or self.env.ref(TODO)
        summary = self.name
        if self.template_id and not self.template_id.summary:
            # in the language of who works on it
            summary = kind.with_context(lang=user.lang).name
        return {
            "activity_type_id": kind.id,
            "res_model_id": self.env["ir.model"]._get_id(plan.res_model),
            "res_id": plan.res_id,
            "date_deadline": self.date_due,
            "summary": summary,
            "note": self.template_id.note,
            "user_id": user.id,
            "plan_item_id": self.id,
        }

    # ------------------------------------------------------------ queues
    def _ask_queues(self):
        """Put these into their queues as requests of who leads the plan.

        What a queue is lent is what he himself may read.
        """
        reasons = {
            item.id: self.env._("“%(queue)s” is closed.", queue=item.queue_id.name)
            for item in self
            if not item.queue_id.active
        }
        reasons.update(
            self._find_strangers({item: item.plan_id.user_id for item in self})
        )
        free = self.filtered(lambda item: item.id not in reasons)
        free.write({"user_id": False, "state": "open", "problem": False})
        for leader, items in free.grouped(lambda item: item.plan_id.user_id).items():
            # his own access has been asked for above
            requests_sudo = self.env["bank.request"].with_user(leader).sudo()
            requests_sudo.create([item._prepare_request_values() for item in items])
        return reasons

    def _prepare_request_values(self):
        plan, note = self.plan_id, self.template_id.note
        return {
            "subject": self.name,
            "note": note and html2plaintext(note),
            "queue_id": self.queue_id.id,
            "res_model": plan.res_model,
            "res_id": plan.res_id,
            "date_due": self.date_due,
            "plan_item_id": self.id,
        }

    # ------------------------------------------------------------ papers
    def _get_lack(self):
        """Return what the wanted paper lacks, or False; nothing where it is not needed."""
        document = self.plan_id._get_document()
        lacks = self.slot_id._find_lacks(document)
        return lacks.get(document.id, {}).get(self.slot_id, False)

    def _check_papers(self):
        """Nobody calls it done while the wanted paper is not there."""
        for item in self.filtered(lambda item: item.state == "open"):
            if lack := item.slot_id and item._get_lack():
                raise UserError(
                    self.env._(
                        "The task is done when the paper is there. %(lack)s", lack=lack
                    )
                )
