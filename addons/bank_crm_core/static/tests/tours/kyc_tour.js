import { registry } from "@web/core/registry";

const openIdentity = {
    timeout: 60000, // the first page builds its assets
    trigger: ".o_notebook a[name=identity]",
    run: "click",
};

/** The manager begins a review and confirms the data of his client. */
registry.category("web_tour.tours").add("bank_kyc_draft", {
    steps: () => [
        {
            timeout: 60000,
            content: "Nobody has looked at this client yet",
            trigger: ".o_bank_card_alerts [data-code=kyc]:contains(не проводилась)",
        },
        openIdentity,
        {
            trigger: "button[name=action_start_review]",
            run: "click",
        },
        {
            trigger: ".modal div[name=funds_source] textarea",
            run: "edit Зарплата учителя",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) [name=card_kyc_ids] .o_data_row:contains(Черновик)",
        },
        {
            trigger: "button[name=action_confirm_data]",
            run: "click",
        },
        {
            trigger: "div[name=confirmed_by_id]:contains(bank_manager)",
        },
        {
            content: "The chosen checks are run over him, and the run is kept",
            trigger: "button[name=action_evaluate]:contains(Оценить клиента)",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains(ИНН известен):contains(Узнайте ИНН)",
            timeout: 60000,
        },
        {
            trigger: ".o_field_widget[name=state]:contains(Есть замечания)",
        },
    ],
});

/** Somebody else rates the risk and concludes; the next review follows. */
registry.category("web_tour.tours").add("bank_kyc_conclude", {
    steps: () => [
        openIdentity,
        {
            trigger: "[name=card_kyc_ids] .o_data_row button[name=action_open]",
            run: "click",
        },
        {
            trigger: ".modal div[name=rating] input, .modal div[name=rating] select",
            run() {
                const select = document.querySelector(".modal div[name=rating] select");
                const input = document.querySelector(".modal div[name=rating] input");
                (select || input).focus();
                (select || input).click();
            },
        },
        {
            trigger:
                ".o-dropdown-item:contains(Низкий), .o_select_menu_item:contains(Низкий)",
            run: "click",
        },
        {
            trigger: ".modal div[name=outcome] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Обслуживается):first",
            run: "click",
        },
        {
            trigger: ".modal div[name=conclusion] textarea",
            run: "edit Известен банку много лет",
        },
        {
            trigger: ".modal button[name=action_conclude]",
            run: "click",
        },
        {
            content: "The card has the verdict and the next review",
            trigger:
                "body:not(:has(.modal)) [name=card_kyc_ids] .o_data_row:contains(Завершена):contains(Низкий)",
        },
    ],
});
