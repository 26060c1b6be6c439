import { registry } from "@web/core/registry";

/** A manager puts a saved team onto his client and lets one of its members go. */
registry.category("web_tour.tours").add("bank_team_card", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_bank_client_card .o_notebook a[name=team]:contains(Команда)",
            run: "click",
        },
        {
            trigger:
                ".o_bank_client_card button[name=action_add_team]:contains(Добавить в команду)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal .o_field_widget[name=team_id] input",
            run: "edit Крупные",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Крупные кредиты)",
            run: "click",
        },
        {
            content: "The members of the saved team are shown before they are added",
            trigger:
                ".modal [name=line_ids] .o_data_row:contains(Сопровождение):contains(bank_colleague)",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Проект реконструкции",
        },
        {
            trigger: ".modal button[name=action_add]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) [name=card_member_ids] .o_data_row:contains(Продуктовый специалист):contains(bank_third)",
        },
        {
            content: "Why he was added stands beside him",
            trigger:
                "[name=card_member_ids] .o_data_row:contains(Проект реконструкции)",
        },
        {
            trigger:
                "[name=card_member_ids] .o_data_row:contains(bank_third) button[name=action_end]",
            run: "click",
        },
        {
            timeout: 60000,
            content: "He is shown as one who was there",
            trigger:
                "[name=card_member_ids] .o_data_row.text-muted:contains(bank_third)",
        },
    ],
});

/** A head puts somebody of another branch onto several clients and reads the report. */
registry.category("web_tour.tours").add("bank_team_mass", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_list_view .o_data_row:contains(Щербаков)",
        },
        {
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus .dropdown-toggle:has(.fa-cog)",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains(Добавить в команду)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal [name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row .o_field_widget[name=role_id] input",
            run: "edit Юрист",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Юрист)",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row .o_field_widget[name=user_id] input",
            run: "edit bank_stranger",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(bank_stranger)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_add]",
            run: "click",
        },
        {
            timeout: 60000,
            content: "Client by client, with what is missing",
            trigger:
                ".modal [name=result_ids] .o_data_row:contains(Щербаков):contains(укажите последний день)",
        },
        {
            trigger: ".modal .modal-footer button:contains(Закрыть)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_list_view",
        },
    ],
});
