import { registry } from "@web/core/registry";

function chooseCategory(name) {
    return [
        {
            trigger: ".modal .o_field_widget[name=category_ids] input",
            run: `edit ${name}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(${name})`,
            run: "click",
        },
    ];
}

function addCondition(name, days, isNegated, category) {
    return [
        {
            trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=source] input",
            run: "click",
        },
        {
            trigger: `.o_select_menu_item:contains(${name})`,
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=days] input",
            run: `edit ${days} && press Tab`,
        },
        ...(category ? chooseCategory(category) : []),
        ...(isNegated
            ? [
                  {
                      trigger: ".modal .o_field_widget[name=is_negated] input",
                      run: "click",
                  },
              ]
            : []),
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
    ];
}

function addRequestCondition(topic) {
    return [
        {
            trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=source] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Есть открытый запрос)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=topic_ids] input",
            run: `edit ${topic}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(${topic})`,
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=is_negated] input",
            run: "click",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
    ];
}

/** The analyst's job: a list by conditions, kept as a segment, exported by right. */
registry.category("web_tour.tours").add("bank_client_segment", {
    url: "/odoo/bank-segments",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Вклад заканчивается",
        },
        ...addCondition("Договор заканчивается", 30, false, "Вклады физических лиц"),
        {
            content: "How many fulfil it is seen at once",
            trigger:
                ".o_data_row:contains(Договор заканчивается) [name=client_count]:contains(3)",
        },
        ...addCondition("Был контакт", 60, true),
        {
            content: "Two of the three are left",
            trigger:
                ".o_data_row:contains(не: Был контакт) [name=left_count]:contains(2)",
        },
        ...addRequestCondition("Рекламация"),
        {
            content: "Nobody is called who has a complaint that is not answered",
            trigger:
                ".o_data_row:contains(не: Есть открытый запрос):contains(Рекламация) [name=left_count]:contains(1)",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: "button.btn-primary[name=action_open_clients]",
            run: "click",
        },
        {
            content: "Not the one who was spoken to",
            trigger:
                ".o_list_view:not(:has(.o_data_row:contains(Разговорчивый))):not(:has(.o_data_row:contains(Недовольный))) .o_data_row:contains(Молчаливый)",
        },
        {
            trigger: ".o_breadcrumb a:contains(Вклад заканчивается)",
            run: "click",
        },
        {
            trigger: "button[name=action_export]",
            run: "click",
        },
        {
            content: "What the analyst may not have whole is said before",
            trigger: ".modal .o_field_widget[name=masked]:contains(Телефон)",
        },
        {
            content: "Nothing leaves without a reason, and that is said in Russian",
            trigger: ".modal-footer button[name=action_export]",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Заполните обязательные поля)",
        },
        {
            trigger: ".modal .o_field_widget[name=purpose] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(обзвона)",
            run: "click",
        },
        {
            trigger: ".modal-footer button[name=action_export]",
            run: "click",
        },
        {
            trigger: ".modal .alert-success:contains(Файл готов)",
        },
        {
            trigger: ".modal-footer .btn:contains(Закрыть)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ],
});
