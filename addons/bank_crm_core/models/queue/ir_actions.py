# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import models

HEAD = "bank_crm_core.group_crm_head"
MARK = "bank_head_filter"
ROLES = "bank_role_filters"


class IrActionsActWindow(models.Model):
    """Lists that open with one's own rows open with those of his branch for a head.

    The context of such an action names the filter: ``'bank_head_filter': 'my_branch'``.
    Where others see all, it names a filter for each role, the first of which the user
    has: ``'bank_role_filters': [('group', 'filter'), …]``.
    """

    _inherit = "ir.actions.act_window"

    def _get_action_dict(self):
        result = super()._get_action_dict()
        text = result.get("context")
        if isinstance(text, str) and MARK in text and self.env.user.has_group(HEAD):
            context = literal_eval(text)
            context.pop("search_default_mine", None)
            context[f"search_default_{context[MARK]}"] = True
            result["context"] = str(context)
        if isinstance(text, str) and ROLES in text:
            context = literal_eval(text)
            for group, name in context.pop(ROLES):
                if self.env.user.has_group(group):
                    context[f"search_default_{name}"] = True
                    break
            result["context"] = str(context)
        return result
