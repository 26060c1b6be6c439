import { registry } from "@web/core/registry";

function addManager(name) {
    return [
        {
            content: `${name} takes over`,
            trigger: ".o_field_widget[name=target_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_selected_row .o_field_widget[name=user_id] input",
            run: `edit ${name}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(${name})`,
            run: "click",
        },
    ];
}

/** A head deals the book of a leaving manager out to three others and hands it over. */
registry.category("web_tour.tours").add("bank_handover", {
    url: "/odoo/bank-handovers",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=from_user_id] input",
            run: "edit bank_manager",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(bank_manager)",
            run: "click",
        },
        ...addManager("bank_colleague"),
        ...addManager("bank_second"),
        ...addManager("bank_third"),
        {
            trigger: "button[name=action_distribute]:contains(Распределить)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=client_count]:contains(6)",
        },
        {
            trigger: ".o_notebook a[name=clients]",
            run: "click",
        },
        {
            trigger: "[name=line_ids] .o_data_row:contains(Щербаков)",
        },
        {
            trigger: "button[name=action_hand_over]",
            run: "click",
        },
        {
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            trigger:
                ".o_arrow_button_current:contains(Переданы), .o_field_statusbar:contains(Переданы) .o_arrow_button_current",
        },
        {
            trigger: ".o_field_widget[name=moved_count]:contains(6)",
        },
    ],
});

/** A new manager reads whom he got, and finds them among his own. */
registry.category("web_tour.tours").add("bank_handover_told", {
    steps: () => [
        {
            timeout: 60000,
            content: "It stands in his inbox, in words",
            trigger: ".o-mail-Message:contains(передаёт вам клиентов)",
        },
    ],
});

/** Who has left the book reads what became of it, and so does the head. */
registry.category("web_tour.tours").add("bank_handover_summed_up", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o-mail-Message:contains(Передано клиентов: 6)",
        },
    ],
});
