import { registry } from "@web/core/registry";

/** The manager's first job: find a client by a part of his name, see what he has. */
registry.category("web_tour.tours").add("bank_client_card", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "Find him in the list with the keyboard in the wrong layout",
            trigger: ".o_searchview_input",
            run: "edit oth,frjd",
        },
        {
            trigger: ".o_searchview_autocomplete .o-dropdown-item:first",
            run: "click",
        },
        {
            content: "Only he is left",
            trigger: ".o_data_row:contains(Щербаков):only",
        },
        {
            content: "Look for him from anywhere",
            trigger: ".o_bank_client_search button:contains(Найти клиента)",
            run: "click",
        },
        {
            trigger: ".o_command_palette input",
            run: "edit щерб петр",
        },
        {
            content: "He is there with what tells him apart",
            trigger:
                ".o_command_palette .o_bank_client_command:contains(Щербаков):contains(Branch)",
            run: "click",
        },
        {
            content: "The card shows his agreements and what he owes",
            trigger:
                ".o_form_view [name=card_agreement_ids] .o_data_row:contains(КД-1)",
        },
        {
            trigger: ".o_form_view div[name=figure_debt]:contains(Должен банку)",
        },
        {
            content: "Payments of the loan",
            trigger: ".o_notebook a[name=payments]",
            run: "click",
        },
        {
            trigger: "[name=card_payment_ids] .o_data_row:contains(Просрочен)",
        },
        {
            content: "Operations",
            trigger: ".o_notebook a[name=operations]",
            run: "click",
        },
        {
            trigger: "[name=card_operation_ids] .o_data_row:contains(Супермаркет)",
        },
        {
            content: "Note what he said",
            trigger: "button[name=action_add_interaction]",
            run: "click",
        },
        {
            trigger: ".modal div[name=subject] input",
            run: "edit Просил перезвонить",
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            content: "It stands among the contacts",
            trigger: "body:not(:has(.modal)) .o_notebook a[name=interactions]",
            run: "click",
        },
        {
            trigger:
                "[name=card_interaction_ids] .o_data_row:contains(Просил перезвонить)",
        },
        {
            content: "Schedule against fact, as a chart",
            trigger: ".o_notebook a[name=payments]",
            run: "click",
        },
        {
            trigger: "button[name=action_open_payments]",
            run: "click",
        },
        {
            trigger: ".o_graph_view canvas",
        },
    ],
});

/** The catalogue opens as list, cards and product with attributes of its category. */
registry.category("web_tour.tours").add("bank_product_catalogue", {
    url: "/odoo/bank-products",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_view .o_data_row:contains(Consumer Loan)",
        },
        {
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains(Consumer Loan)",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=attribute_ids] .o_data_row:contains(Purpose)",
        },
    ],
});
