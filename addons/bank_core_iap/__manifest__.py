# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Paid Services of the Stock Product Are Closed",
    "summary": "No name, number or address of a client leaves for a paid service",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_crm_core", "partner_autocomplete"],
    "auto_install": True,
}
