import { registry } from "@web/core/registry";

/** The steward searches the whole base for cards of one client. */
registry.category("web_tour.tours").add("bank_duplicates_search", {
    url: "/odoo/bank-duplicates",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_control_panel button:contains(Поиск по базе)",
            run: "click",
        },
        {
            trigger: "button[name=action_start]:contains(Искать сейчас)",
            run: "click",
        },
        {
            content: "It goes on by itself, slice by slice",
            timeout: 60000,
            trigger: ".o_data_row:contains(Выполняется)",
        },
    ],
});

/** The steward's job: a client met three times becomes one card, and one merge is undone. */
registry.category("web_tour.tours").add("bank_client_merge", {
    url: "/odoo/bank-duplicate-searches",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "The search has ended; what it found is a click away",
            trigger: ".o_data_row button[name=action_open_pairs]",
            run: "click",
        },
        {
            content: "Three cards of one client stand in one group",
            trigger: ".o_data_row:contains(Лаптева):contains(Тот же клиент)",
        },
        {
            trigger: ".o_data_row:contains(Лаптева):first button[name=action_merge]",
            run: "click",
        },
        {
            content: "What survives is seen field by field",
            trigger:
                ".o_form_view .o_field_widget[name=field_ids] .o_data_row:contains(vera@example.com)",
        },
        {
            trigger:
                ".o_form_view .o_field_widget[name=field_ids]:contains(500100732259)",
        },
        {
            content: "Another card has the better name: it is taken from there",
            trigger:
                ".o_field_widget[name=field_ids] .o_data_row:contains(Вера Лаптева) [name=source_id]",
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=source_id] input",
            run: "edit Вера Лаптева",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Вера Лаптева)",
            run: "click",
        },
        {
            content: "What will survive is seen at once",
            trigger:
                ".o_field_widget[name=field_ids] [name=result]:contains(Вера Лаптева)",
        },
        {
            trigger: "button[name=action_merge]:contains(Объединить)",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It is done; what stayed is listed",
            trigger: ".o_arrow_button_current:contains(Объединены)",
        },
        {
            trigger: ".o_notebook a[name=kept]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=kept_ids] .o_data_row:contains(Телефон)",
        },
        {
            content: "It was a mistake",
            trigger: "button[name=action_undo]:contains(Отменить объединение)",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Отменено)",
        },
        {
            content: "The pairs are to be looked at again",
            trigger: ".o_breadcrumb a:contains(Возможные дубликаты)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Лаптева)",
        },
    ],
});
