"""From an empty machine to one that runs Odoo 19 and our addons."""
