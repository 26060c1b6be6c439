import { registry } from "@web/core/registry";

/** An administrator makes a template of a plan and publishes it. */
registry.category("web_tour.tours").add("bank_plan_publish", {
    url: "/odoo/bank-plan-templates",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_form_view div[name=name] input",
            run: "edit Рождение ребёнка",
        },
        {
            trigger: "div[name=template_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: "div[name=template_ids] .o_selected_row [name=summary] input",
            run: "edit Поздравить",
        },
        {
            trigger: "div[name=template_ids] .o_selected_row [name=delay_count] input",
            run: "edit 2",
        },
        {
            trigger:
                "div[name=template_ids] .o_selected_row [name=skip_days_off] input",
            run: "click",
        },
        {
            trigger:
                "div[name=template_ids] .o_selected_row [name=responsible_type] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Менеджер клиента)",
            run: "click",
        },
        {
            content: "And an item for a queue: whoever of it takes it",
            trigger: "div[name=template_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "The first line is closed, the second one is being typed",
            trigger:
                "div[name=template_ids] .o_data_row:not(.o_selected_row):contains(Поздравить)",
        },
        {
            trigger: "div[name=template_ids] .o_selected_row [name=summary] input",
            run: "edit Проверить документы",
        },
        {
            trigger:
                "div[name=template_ids] .o_selected_row [name=responsible_type] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Очередь)",
            run: "click",
        },
        {
            trigger: "div[name=template_ids] .o_selected_row [name=queue_id] input",
            run: "edit Юристы",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Юристы)",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: "button[name=action_publish]:contains(Опубликовать)",
            run: "click",
        },
        {
            content: "Once published, it is changed by a new version only",
            trigger: "button[name=action_new_version]:contains(Новая версия)",
        },
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Опубликован)",
        },
    ],
});

/** A manager starts a plan from the card, does the first thing and stops the rest. */
registry.category("web_tour.tours").add("bank_plan_start", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "button[name=action_start_plan]:contains(Запустить план)",
            run: "click",
        },
        {
            trigger: ".modal div[name=plan_id] input",
            run: "edit Рождение",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Рождение)",
            run: "click",
        },
        {
            content: "What will be given to whom is seen before it starts",
            trigger:
                ".modal div[name=preview]:contains(Поздравить):contains(bank_manager)",
        },
        {
            trigger: ".modal button[name=action_begin]",
            run: "click",
        },
        {
            trigger: ".o_form_view div[name=next_item_id]:contains(Поздравить)",
        },
        {
            trigger: ".o_data_row:contains(Поздравить) button[name=action_done]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Поздравить):contains(Выполнено)",
        },
        {
            trigger: "button[name=action_stop]",
            run: "click",
        },
        {
            trigger: ".modal div[name=reason] input",
            run: "edit Клиент просил не звонить",
        },
        {
            trigger: ".modal button[name=action_stop]",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_form_view div[name=stop_reason]:contains(просил не звонить)",
        },
        {
            trigger: ".o_data_row:contains(Предложить вклад):contains(Снято)",
        },
    ],
});
