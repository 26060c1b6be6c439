import { registry } from "@web/core/registry";

/** A manager names a departure, is asked what mitigates it, and sends the loan. */
registry.category("web_tour.tours").add("bank_policy_propose", {
    url: "/odoo/test-loans",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_data_cell:contains(Loan 0)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_form_view button[name=action_propose_exception]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal [name=policy_id] input",
            run: "edit Малый",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Малый бизнес)",
            run: "click",
        },
        {
            content: "the rule is read there",
            trigger: ".modal [name=policy_text]:contains('20 %')",
        },
        {
            trigger: ".modal [name=severity_id] input",
            run: "edit Высокая",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Высокая (7)')",
            run: "click",
        },
        {
            trigger: ".modal [name=name] input",
            run: "edit Собственное участие",
        },
        {
            trigger: ".modal [name=value_had] input",
            run: "edit 12 %",
        },
        {
            trigger: ".modal button[name=action_confirm]:contains(Предложить)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: ".o_form_view button[name=action_preview_approval]",
            run: "click",
        },
        {
            content: "without a mitigating reason it is not sent",
            timeout: 60000,
            trigger: ".modal [name=blocker]:contains(что смягчает)",
        },
        {
            trigger: ".modal button[name=action_open_explain]:contains(Обосновать)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal:contains(Сохранить) [name=mitigation_note] textarea",
            run: "edit Поручительство владельца",
        },
        {
            trigger: ".modal button[name=action_confirm]:contains(Сохранить)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: ".o_form_view button[name=action_preview_approval]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal .o_data_row:contains(Поручительство владельца)",
        },
        {
            trigger: ".modal button[name=action_send]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(На согласовании)",
        },
    ],
});

/** Whoever is asked sees it in the dialog of his decision. */
registry.category("web_tour.tours").add("bank_policy_decide", {
    url: "/odoo/my-decisions",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Loan 0) button[name=action_open_decide]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".modal .o_data_row:contains(Собственное участие):contains('12 %'):contains(Высокая)",
        },
        {
            trigger: ".modal button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ],
});

/** A head of the bank reads how often it departs from its policies. */
registry.category("web_tour.tours").add("bank_policy_portfolio", {
    url: "/odoo/policy-exceptions",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains('Принято с решением'):contains(Высокая)",
        },
        {
            trigger: "button.o_switch_view.o_pivot",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_pivot th:contains(Малый бизнес)",
        },
        {
            trigger: "button.o_switch_view.o_graph",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_graph_renderer canvas",
        },
    ],
});
