import { registry } from "@web/core/registry";

/** A manager sees until when he answers, how long the deal stands, what it earns. */
registry.category("web_tour.tours").add("bank_sale_figures", {
    url: "/odoo/bank-deals",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_kanban_record:contains(Щербаков)",
            run: "click",
        },
        {
            content: "the client has written",
            trigger: ".o_form_view label:contains(Ответить клиенту до)",
            timeout: 60000,
        },
        { trigger: ".o_field_widget[name=clock_state]:contains(Идёт)" },
        {
            trigger: "button[name=action_open_stays]:contains(Время на этапах)",
            run: "click",
        },
        {
            content: "it stands on its first stage",
            trigger: ".o_list_view .o_data_row:contains(Потребность)",
            timeout: 60000,
        },
        { trigger: ".o_list_view th:contains(Предельный срок)" },
        {
            trigger: ".o_back_button a",
            run: "click",
        },
        {
            trigger: ".o_form_view .nav-link:contains(Предложения)",
            timeout: 60000,
            run: "click",
        },
        { trigger: "button[name=action_new_offer]", run: "click" },
        {
            content: "at the rate of the product it earns enough",
            trigger: ".o_field_widget[name=return_state]:contains(Норма выполнена)",
            timeout: 60000,
        },
        { trigger: ".o_field_widget[name=discount] input", run: "edit 1" },
        { trigger: ".o_field_widget[name=amount] input", run: "click" },
        {
            content: "with a discount it does not",
            trigger: ".o_field_widget[name=return_state]:contains(Ниже нормы)",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.o_form_button_save:visible))" },
        {
            trigger: "button[name=action_present]",
            run: "click",
        },
        {
            content: "the refusal says what to do",
            trigger: ".modal:contains(при норме)",
            timeout: 60000,
        },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
