import { registry } from "@web/core/registry";

/** A manager makes a specialist a participant of his deal. */
registry.category("web_tour.tours").add("bank_deal_team", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_form_view .o_notebook a[name=team]:contains(Команда)",
            run: "click",
        },
        {
            trigger:
                ".o_form_view button[name=action_add_team]:contains(Добавить в команду)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal [name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row .o_field_widget[name=role_id] input",
            run: "edit Продуктовый",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Продуктовый специалист)",
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row .o_field_widget[name=user_id] input",
            run: "edit bank_specialist",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(bank_specialist)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_add]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) [name=team_member_ids] .o_data_row:contains(Продуктовый специалист):contains(bank_specialist)",
        },
    ],
});
