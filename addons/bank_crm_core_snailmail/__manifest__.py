# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Paper Letters behind the Wall",
    "summary": "Addresses on paper letters are seen as the client is",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_crm_core", "snailmail"],
    "data": ["security/snailmail_letter_security.xml"],
    "auto_install": True,
}
