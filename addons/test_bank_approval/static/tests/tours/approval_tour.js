import { registry } from "@web/core/registry";

/** A manager sees who will decide and by when, sends, and reminds whoever is asked. */
registry.category("web_tour.tours").add("bank_approval_send", {
    url: "/odoo/test-loans",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_data_cell:contains(Loan 0)",
            run: "click",
        },
        {
            trigger: "button[name=action_preview_approval]",
            run: "click",
        },
        {
            content: "what is still missing",
            trigger: ".modal .alert-danger:contains(For what)",
        },
        {
            content: "so that nothing can be sent",
            trigger: ".modal footer:not(:has(button[name=action_send]))",
        },
        {
            trigger: ".modal button[special=cancel]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) [name=purpose] input",
            run: "edit магазин",
        },
        {
            trigger: "button[name=action_preview_approval]",
            run: "click",
        },
        {
            content: "nothing is missing any more",
            trigger: ".modal .o_form_view:not(:has(.alert-danger))",
        },
        {
            content: "who will decide",
            trigger: ".modal .o_data_row:contains(Lawyer):contains(lawyer)",
        },
        {
            content: "every step has its term",
            trigger: ".modal .o_data_row:contains(Board) [name=date_due]:contains(':')",
        },
        {
            trigger:
                ".modal button[name=action_send]:contains(Отправить на согласование)",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(На согласовании)",
        },
        {
            trigger: "[name=waiting_names]:contains(lawyer)",
        },
        {
            trigger: "button[name=action_nudge]:contains(Поторопить)",
            run: "click",
        },
        {
            content: "once a day: the button is gone",
            trigger: ".o_statusbar_buttons:not(:has(button[name=action_nudge]))",
        },
    ],
});

/** A manager finds what is late, sees who is, and reminds him, once a day. */
registry.category("web_tour.tours").add("bank_approval_late", {
    url: "/odoo/bank-approvals",
    steps: () => [
        {
            timeout: 60000,
            content: "what is late stands out in the list",
            trigger: ".o_data_row.text-danger:contains(Loan 0) .o_data_cell",
            run: "click",
        },
        {
            content: "by when it was due",
            trigger: ".o_form_view [name=date_due].text-danger",
        },
        {
            content: "who is late",
            trigger: "[name=waiting_names]:contains(lawyer)",
        },
        {
            trigger: "button[name=action_nudge]:contains(Поторопить)",
            run: "click",
        },
        {
            content: "once a day: the button is gone",
            trigger: ".o_statusbar_buttons:not(:has(button[name=action_nudge]))",
        },
    ],
});

/** A lawyer asks a colleague, then returns the matter for a paper. */
registry.category("web_tour.tours").add("bank_approval_return", {
    url: "/odoo/my-decisions",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Loan 0) button[name=action_open_ask]",
            run: "click",
        },
        {
            trigger: ".modal [name=user_id] input",
            run: "edit expert",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(expert)",
            run: "click",
        },
        {
            trigger: ".modal [name=question] textarea",
            run: "edit Действует ли устав?",
        },
        {
            trigger: ".modal button[name=action_ask]:contains(Запросить заключение)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: ".o_data_row:contains(Loan 0) button[name=action_open_decide]",
            run: "click",
        },
        {
            trigger: ".modal [name=comment] textarea",
            run: "edit Нужен устав",
        },
        {
            trigger: ".modal button[name=action_return]:contains(Вернуть)",
            run: "click",
        },
        {
            trigger: ".o_nocontent_help:contains(Никто не ждёт вашего решения)",
        },
    ],
});

/** The manager sends the matter again; it goes on. */
registry.category("web_tour.tours").add("bank_approval_again", {
    url: "/odoo/bank-approvals",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Loan 0):contains(Возвращено) .o_data_cell",
            run: "click",
        },
        {
            trigger: "[name=reason]:contains(Нужен устав)",
        },
        {
            trigger: "button[name=action_resubmit]:contains(Отправить снова)",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(На согласовании)",
        },
        {
            content: "what depends on the paper begins anew",
            trigger: "[name=waiting_names]:contains(lawyer):not(:contains(guard))",
        },
        {
            content: "what does not, stands",
            trigger: "[name=turn_ids] .o_data_row.text-success:contains(Security)",
        },
    ],
});
