# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Deals in Approval",
    "summary": "Deals and offers go along the routes of the bank",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_deals", "bank_approval"],
    "data": ["views/crm_lead_views.xml", "views/bank_offer_views.xml"],
    "auto_install": True,
}
