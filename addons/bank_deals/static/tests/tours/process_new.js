import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };
const STAGES = ".o_field_widget[name=stage_ids]";

/** Write a part of a name into a field and take the record that is found. */
function choose(field, part, name) {
    return [
        { ...SLOW, trigger: `${field} input`, run: `edit ${part}` },
        {
            ...SLOW,
            trigger: `.o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(${name})`,
            run: "click",
        },
    ];
}

/** Add a stage to the process that is open, with what else is set on it. */
function addStage(name, ...more) {
    return [
        {
            trigger: `body:not(:has(.modal)) ${STAGES} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=name] input",
            run: `edit ${name}`,
        },
        ...more,
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            ...SLOW,
            trigger: `body:not(:has(.modal)) ${STAGES} .o_data_row:contains(${name})`,
        },
    ];
}

/** An administrator draws the process of a new product group and tries it. */
registry.category("web_tour.tours").add("bank_process_new", {
    url: "/odoo/bank-processes",
    steps: () => [
        { ...SLOW, trigger: ".o_list_button_add", run: "click" },
        {
            ...SLOW,
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit Продажа лизинга",
        },
        ...choose(
            ".o_field_widget[name=product_category_ids]",
            "Лизинг",
            "Лизинг техники"
        ),
        {
            trigger:
                ".o_field_widget[name=product_category_ids] .o_tag:contains(Лизинг техники)",
        },
        ...addStage("Условия лизинга"),
        ...addStage(
            "Передача техники",
            {
                trigger: ".modal .o_field_widget[name=is_won] input",
                run: "click",
            },
            { trigger: ".modal .o_field_widget[name=is_won] input:checked" }
        ),
        ...addStage(
            "Заявка на лизинг",
            ...choose(
                ".modal .o_field_widget[name=check_exit_ids]",
                "Не меньше",
                "Не меньше миллиона"
            ),
            {
                trigger:
                    ".modal .o_field_widget[name=check_exit_ids] .o_tag:contains(Не меньше миллиона)",
            }
        ),
        {
            content: "The request comes first: it is dragged to the top",
            trigger: `${STAGES} .o_data_row:eq(2):contains(Заявка) .o_row_handle`,
            run: `drag_and_drop ${STAGES} .o_data_row:eq(0)`,
        },
        { trigger: `${STAGES} .o_data_row:eq(0):contains(Заявка)` },
        { trigger: ".o_form_button_save", run: "click" },
        {
            ...SLOW,
            trigger: `.o_form_saved ${STAGES} .o_data_row:eq(0):contains(Заявка)`,
        },
        {
            ...SLOW,
            trigger:
                ".o_form_saved button[name=action_try_out]:contains(Проверить на сделках)",
            run: "click",
        },
        {
            content: "Two deals of today, and what would stop one of them",
            ...SLOW,
            trigger: ".modal .o_field_widget[name=document_count]:contains(2)",
        },
        { trigger: ".modal .o_field_widget[name=unplaced_count]:contains(2)" },
        {
            trigger:
                ".modal .o_data_row:contains(Заявка):contains(Условия):contains(Не меньше миллиона: 1)",
        },
        { trigger: ".modal footer button:contains(Закрыть)", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) [name=publish_blocker]:contains(сами составили)",
        },
        { trigger: ".o_statusbar_buttons:not(:has(button[name=action_publish]))" },
    ],
});

/** A second one reads what the trial has found and puts the process into force. */
registry.category("web_tour.tours").add("bank_process_new_in_force", {
    steps: () => [
        {
            ...SLOW,
            trigger:
                ".o_bank_process_trial:contains(Заявка на лизинг):contains(Не меньше миллиона)",
        },
        {
            trigger: "button[name=action_publish]:contains(Ввести в действие)",
            run: "click",
        },
        { ...SLOW, trigger: "button[name=action_retire]" },
    ],
});

/** The manager's deal is still sold by what it began with. */
registry.category("web_tour.tours").add("bank_deal_not_moved", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Обращение)",
        },
        { trigger: "body:not(:has(.o_statusbar_status button:contains(Заявка)))" },
    ],
});

/** The old process ends, and its deals are moved: what a gate stops stays. */
registry.category("web_tour.tours").add("bank_process_move", {
    steps: () => [
        {
            ...SLOW,
            trigger: "button[name=action_retire]:contains(Вывести)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal:contains(больше не пойдут) .modal-footer .btn-primary",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_statusbar_buttons button:contains(Перевести сделки)",
            run: "click",
        },
        ...choose(
            ".modal .o_field_widget[name=target_id]",
            "Продажа лиз",
            "Продажа лизинга"
        ),
        {
            ...SLOW,
            content: "No stage of the new process is called so: it is chosen by hand",
            trigger:
                ".modal .o_data_row:contains(Обращение) .o_data_cell[name=target_stage_id]",
            run: "click",
        },
        ...choose(
            ".modal .o_selected_row .o_field_widget[name=target_stage_id]",
            "Условия",
            "Условия лизинга"
        ),
        {
            trigger:
                ".modal .o_field_widget[name=target_stage_id] input:value(Условия лизинга)",
        },
        {
            trigger: ".modal button[name=action_migrate]:contains(Перевести)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=moved_count]:contains(1)",
        },
        {
            trigger: ".modal .o_field_widget[name=stayed]:contains(Не меньше миллиона)",
        },
        { trigger: ".modal footer button:contains(Закрыть)", run: "click" },
        { ...SLOW, trigger: "body:not(:has(.modal))" },
    ],
});

/** And he reads the stages of the new one on his deal. */
registry.category("web_tour.tours").add("bank_deal_moved", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Условия)",
        },
        { trigger: ".o_statusbar_status button:contains(Заявка на лизинг)" },
    ],
});
