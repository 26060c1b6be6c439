import { registry } from "@web/core/registry";

/** The manager enters a passport and reads its number masked; an operator, too. */
registry.category("web_tour.tours").add("bank_identity_enter", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "The card says that nobody knows who the client is",
            trigger: ".o_bank_card_alerts [data-code=identity]:contains(не введён)",
        },
        {
            trigger: ".o_notebook a[name=identity]",
            run: "click",
        },
        {
            trigger: "button[name=action_add_identity_document]",
            run: "click",
        },
        {
            trigger: ".modal div[name=type_id] input",
            run: "edit Паспорт гражданина России",
        },
        {
            trigger:
                ".modal .o-autocomplete--dropdown-item:contains(Паспорт гражданина):first",
            run: "click",
        },
        {
            trigger: ".modal div[name=number_input] input",
            run: "edit 4509 847261",
        },
        {
            trigger: ".modal div[name=issuer_code] input",
            run: "edit 770-001",
        },
        {
            trigger:
                ".modal div[name=date_issued] button, .modal div[name=date_issued] input",
            run: "click",
        },
        {
            trigger: ".modal div[name=date_issued] input",
            run: "edit 01.06.2015",
        },
        {
            trigger: ".modal .o_form_button_save, .modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "Only the end of the number is shown",
            trigger:
                "body:not(:has(.modal)) [name=card_identity_ids] .o_data_row:contains(•••• •••261)",
        },
        {
            content: "and nothing is missing any more",
            trigger: ".o_form_view:not(:has([data-code=identity]))",
        },
    ],
});

/** Whoever may not, is not offered the number; who may, gives a reason. */
registry.category("web_tour.tours").add("bank_identity_operator", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_notebook a[name=identity]",
            run: "click",
        },
        {
            trigger:
                "[name=card_identity_ids] .o_data_row:contains(•••• •••261) button[name=action_open]",
            run: "click",
        },
        {
            trigger: ".modal div[name=number_masked]:contains(•••• •••261)",
        },
        {
            trigger:
                ".modal:not(:has(button:contains(Показать номер))):not(:contains(847261))",
        },
    ],
});

registry.category("web_tour.tours").add("bank_identity_security", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_notebook a[name=identity]",
            run: "click",
        },
        {
            trigger:
                "[name=card_identity_ids] .o_data_row:contains(•••• •••261) button[name=action_open]",
            run: "click",
        },
        {
            trigger: ".modal button:contains(Показать номер)",
            run: "click",
        },
        {
            trigger: ".modal div[name=reason] textarea",
            run: "edit Запрос суда № 2-15/2026",
        },
        {
            trigger: ".modal button[name=action_show]",
            run: "click",
        },
        {
            content: "The number is shown once",
            trigger: ".o_notification:contains(4509 847261)",
        },
    ],
});
