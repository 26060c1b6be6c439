import { registry } from "@web/core/registry";

/** A manager sees that his request will get stuck, why, and what may be done. */
registry.category("web_tour.tours").add("bank_stuck_manager", {
    url: "/odoo/bank-approvals",
    steps: () => [
        {
            content: "the list says which one will get stuck",
            timeout: 60000, // the first page builds its assets
            trigger:
                ".o_data_row:contains(Loan 0):contains(Застрянет) .o_data_cell[name=name]",
            run: "click",
        },
        {
            timeout: 60000,
            content: "and why",
            trigger:
                ".o_form_view [name=stuck_reasons]:contains(У согласующего в работе ещё решений)",
        },
        {
            trigger:
                ".o_form_view button[name=action_open_remedies]:contains(Что можно сделать)",
            run: "click",
        },
        {
            timeout: 60000,
            content: "who may take it over is told, and not by his button",
            trigger:
                ".modal .o_data_row:contains(guard может передать: guard3):not(:has(button[name=action_do]))",
        },
        {
            content: "reminding is his",
            trigger:
                ".modal .o_data_row:contains(Поторопить с подсказкой) button[name=action_do]",
            run: "click",
        },
        {
            timeout: 60000,
            content: "once a day: the button is gone",
            trigger:
                "body:not(:has(.modal)) .o_statusbar_buttons:not(:has(button[name=action_nudge]))",
        },
    ],
});

/** A guard hands his decision over to a colleague whom the rules allow. */
registry.category("web_tour.tours").add("bank_stuck_guard", {
    url: "/odoo/my-decisions",
    steps: () => [
        {
            timeout: 60000,
            content: "his own line says so, and leads to what may be done",
            trigger:
                ".o_data_row:contains(Loan 0):contains(Застрянет) button[name=action_open_remedies]",
            run: "click",
        },
        {
            timeout: 60000,
            content: "what it gives is told",
            trigger:
                ".modal .o_data_row:contains(Передать: guard3):contains(Риск:) button[name=action_do]",
            run: "click",
        },
        {
            timeout: 60000,
            content: "the colleague is asked now",
            trigger:
                "body:not(:has(.modal)) .o_list_view:not(:has(.o_data_row:contains(Loan 0)))",
        },
    ],
});

/** The head of the branch sees where requests get stuck, in a list and as a chart. */
registry.category("web_tour.tours").add("bank_stuck_head", {
    url: "/odoo/bank-approval-forecast",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Loan 0):contains(Застрянет)",
        },
        {
            trigger: ".o_switch_view.o_graph",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_graph_view .o_graph_canvas_container canvas",
        },
    ],
});
