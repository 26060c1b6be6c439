# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Clients",
    "summary": "Clients, products, agreements, accounts and contacts of a bank",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": [
        "bank_base",
        "bank_text",
        "contacts",
        "calendar",
        "phone_validation",
        "utm",
    ],
    "external_dependencies": {"python": ["phonenumbers", "python-stdnum", "rapidfuzz"]},
    "data": [
        # Security
        "security/bank_crm_core_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_crm_core_security.xml",
        # Data
        "data/bank_channel_data.xml",
    ],
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
}
