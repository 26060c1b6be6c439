import { registry } from "@web/core/registry";

const OPEN = [
    {
        timeout: 60000, // the first page builds its assets
        trigger: ".o_data_cell:contains(expert)",
        run: "click",
    },
];

/** A manager may not name his deputy at once: he asks for it. */
registry.category("web_tour.tours").add("bank_act_ask", {
    url: "/odoo/bank-delegations",
    steps: () => [
        ...OPEN,
        {
            content: "the button of the step is not there while it is not approved",
            timeout: 60000,
            trigger:
                ".o_form_view:not(:has(button[name=action_activate])) button[name=action_ask_for_act]:contains('Запросить согласование')",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal [name=rule_id] input:value(Заместители)",
        },
        {
            trigger: ".modal [name=reason] textarea",
            run: "edit Уезжаю на месяц",
        },
        {
            trigger:
                ".modal button[name=action_confirm]:contains('Отправить на согласование')",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            content: "asked once: the same button leads to the request",
            trigger: ".o_form_view button[name=action_ask_for_act]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".o_form_view [name=reason]:contains('Уезжаю на месяц'), .o_form_view [name=used_by_id]",
        },
        {
            trigger:
                ".o_form_view [name=approval_state] button.o_arrow_button_current:contains('На согласовании')",
        },
    ],
});

/** The head sees what is asked and approves it among his decisions. */
registry.category("web_tour.tours").add("bank_act_approve", {
    url: "/odoo/my-decisions",
    steps: () => [
        {
            timeout: 60000,
            trigger:
                ".o_data_row:contains(Заместители) button[name=action_open_decide]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal:contains('Уезжаю на месяц') [name=comment] textarea",
            run: "edit Согласен",
        },
        {
            trigger: ".modal button[name=action_approve]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ],
});

/** What has been approved is done by its own button, once. */
registry.category("web_tour.tours").add("bank_act_do", {
    url: "/odoo/bank-delegations",
    steps: () => [
        ...OPEN,
        {
            timeout: 60000,
            trigger: ".o_form_view button[name=action_activate]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".o_form_view [name=state] button.o_arrow_button_current:contains(Действует)",
        },
    ],
});
