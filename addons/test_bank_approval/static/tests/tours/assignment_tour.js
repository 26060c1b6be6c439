import { registry } from "@web/core/registry";

/** One of the board assigns what has to be done after the decision. */
registry.category("web_tour.tours").add("bank_assignment_give", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger:
                ".o_form_view button[name=action_give_assignment]:contains(Дать поручение)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal [name=text] input",
            run: "edit Застраховать магазин",
        },
        {
            trigger: ".modal [name=user_id] input",
            run: "edit manager",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(manager)",
            run: "click",
        },
        {
            trigger: ".modal [name=date_due] input, .modal [name=date_due] button",
            run: "click",
        },
        {
            content: "today of the browser may be yesterday of the employee",
            trigger: ".o_datetime_picker .o_next",
            run: "click",
        },
        {
            trigger:
                ".o_datetime_picker .o_date_item_cell:not(.o_out_of_range):contains(15)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_confirm]:contains(Дать поручение)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            timeout: 60000,
            trigger: ".o_form_view .nav-link:contains(Поручения)",
        },
    ],
});

/** The responsible finds it in his list and reports it done. */
registry.category("web_tour.tours").add("bank_assignment_report", {
    url: "/odoo/decision-assignments",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains('Застраховать магазин') .o_data_cell",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".o_form_view button[name=action_open_report]:contains('Доложить об исполнении')",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal [name=text] textarea",
            run: "edit Полис № 5 от 1 июня",
        },
        {
            trigger: ".modal button[name=action_confirm]:contains(Подтвердить)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            timeout: 60000,
            trigger: ".o_arrow_button_current:contains('Исполнено, на приёмке')",
        },
    ],
});

/** The controller reads the proof and accepts it. */
registry.category("web_tour.tours").add("bank_assignment_accept", {
    url: "/odoo/decision-assignments",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains('Застраховать магазин') .o_data_cell",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_form_view [name=proof]:contains('Полис № 5')",
        },
        {
            trigger: ".o_form_view button[name=action_accept]:contains(Принять)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_arrow_button_current:contains(Принято)",
        },
    ],
});
