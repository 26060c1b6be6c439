# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: the Contact Gate at the Door of Mass Mailing",
    "summary": "Mailings ask the contact gate whom they may be sent to",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_crm_core", "mass_mailing"],
    "data": [
        # Security
        "security/bank_core_mass_mailing_groups.xml",
        "security/mailing_trace_security.xml",
        # Views
        "views/mailing_mailing_views.xml",
        "views/mailing_trace_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["bank_core_mass_mailing/static/src/components/**/*"],
        "web.assets_tests": ["bank_core_mass_mailing/static/tests/tours/**/*"],
    },
    "auto_install": True,
}
