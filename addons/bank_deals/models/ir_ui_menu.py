# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class IrUiMenu(models.Model):
    """Whoever works in the bank finds deals under *Bank*; others keep stock's CRM."""

    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        hidden = super()._load_menus_blacklist()
        user = self.env.user
        root = self.env.ref("crm.crm_menu_root", raise_if_not_found=False)
        if (
            root
            and user.has_group("bank_base.group_bank_user")
            and not user.has_group("sales_team.group_sale_manager")
        ):
            hidden.append(root.id)
        return hidden
