# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: the Contact Gate at the Door of SMS",
    "summary": "SMS ask the contact gate and leave through the bank's own provider",
    "version": "19.0.1.1.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_crm_core", "sms"],
    "external_dependencies": {"python": ["requests"]},
    "data": [
        # Data
        "data/sms_template_data.xml",
        "data/ir_cron_data.xml",
        # Views
        "views/bank_obligation_kind_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/sms_sms_views.xml",
        "wizards/sms_composer_views.xml",
    ],
    "auto_install": True,
}
