import { registry } from "@web/core/registry";
import { getSaleSteps } from "@bank_deals/../tests/tours/sale_steps";

/**
 * The first journey: a client manager finds a client of the imported bank, looks
 * at what he has, opens a deposit for him and sees the new agreement on his card.
 */
registry.category("web_tour.tours").add("bank_first_sale", {
    url: "/odoo",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "the bank's application",
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        { trigger: ".o-dropdown--menu .o_app:contains(Банк)", run: "click" },
        {
            timeout: 60000,
            content: "the list is there, with his own clients",
            trigger: ".o_list_view .o_data_row:contains(900002)",
        },
        {
            content: "opens with his own clients; this one is a colleague's",
            trigger: ".o_searchview_facet:contains(Мои клиенты) .o_facet_remove",
            run: "click",
        },
        { timeout: 60000, trigger: ".o_list_view .o_data_row:contains(900001)" },
        {
            content: "part of the name, in any order",
            trigger: ".o_searchview_input",
            run: "edit 900001",
        },
        { trigger: ".o_searchview_input", run: "press Enter" },
        {
            trigger: ".o_data_row:only-child .o_data_cell:contains(900001)",
            run: "click",
        },
        {
            content: "his agreements: the loan is among them",
            trigger:
                ".o_field_widget[name=card_agreement_ids], .o_field_widget[name=card_past_agreement_ids]",
        },
        { trigger: ".o_notebook .nav-link[name=payments]", run: "click" },
        { trigger: ".o_field_widget[name=card_payment_ids] .o_data_row" },
        { trigger: ".o_notebook .nav-link[name=operations]", run: "click" },
        { trigger: ".o_field_widget[name=card_operation_ids] .o_data_row" },
        ...getSaleSteps("Срочный вклад"),
        {
            content: "back to the client",
            trigger:
                ".o_breadcrumb a:contains(900001), .breadcrumb-item a:contains(900001)",
            run: "click",
        },
        {
            content: "the card stands where he left it",
            trigger: ".o_notebook .nav-link[name=agreements]",
            run: "click",
        },
        {
            content: "the new agreement stands on his card",
            trigger:
                ".o_field_widget[name=card_agreement_ids] .o_data_row:contains(CRM-)",
        },
    ],
});
